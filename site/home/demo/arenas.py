"""The arenas of the demo: their pages and updates."""

import json
from datetime import timedelta

from django.utils import timezone

from arena.models import ArenaPage, ArenaUpdatePage, ProgrammeLine
from cop_pages.models import CopPage, Organisation

from .circles import SECTION
from .content import read
from .tree import Fill, Tree


def plant_arenas(tree: Tree) -> None:
    """Drafts below the private section; without their CoPs they make no sense and are left out."""
    for arena in read("arenas")["arena"]:
        organisation = Organisation.objects.get_or_create(name=arena["organisation"])[0]
        draft = ArenaPage(title=arena["title"], slug=arena["slug"], organisation=organisation)
        tree.grow(arena["slug"], "nl", tree.find(SECTION, "nl"), draft)
        for update in arena["update"]:
            page = ArenaUpdatePage(
                title=update["title"], slug=update["slug"], happened=update["happened"]
            )
            tree.grow(update["slug"], "nl", tree.find(arena["slug"], "nl"), page)


class ArenaWriter:
    """Puts the texts of arenas.toml on their pages."""

    def __init__(self, tree: Tree):
        self.tree = tree
        self.arenas = {arena["slug"]: arena for arena in read("arenas")["arena"]}
        self.updates = {
            update["slug"]: update for arena in self.arenas.values() for update in arena["update"]
        }

    @property
    def fills(self) -> dict[type, Fill]:
        return {ArenaPage: self._fill_arena, ArenaUpdatePage: self._fill_update}

    def _fill_arena(self, page: ArenaPage, key: str, language: str) -> None:
        arena = self.arenas[key]
        page.intro, page.learning_question = arena["intro"], arena["learning_question"]
        found = [self.tree.find(slug, "nl") for slug in arena["cops"]]
        page.cops = [cop for cop in found if isinstance(cop, CopPage)]
        for name in arena["lines"]:
            ProgrammeLine.objects.get_or_create(organisation=page.organisation, name=name)

    def _fill_update(self, page: ArenaUpdatePage, key: str, language: str) -> None:
        update = self.updates[key]
        page.date = timezone.localdate() - timedelta(days=update["days"])
        page.happened, page.asks = update["happened"], update["asks"]
        cop = self.tree.find(update["cop"], "nl")
        page.cop = cop if isinstance(cop, CopPage) else None
        organisation = page.circle.organisation
        page.programme_lines = organisation.programme_lines.filter(name__in=update["lines"])
        if "text" in update:
            page.body = json.dumps([{"type": "text", "value": update["text"]}])
