"""The table in which a facilitator chooses: a row for each thing, a column for each arena."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from django.db.models import Model

from cop_pages.models import CopPage

from .models import ArenaPage, SharedItem
from .services.sharing import Choice, row_of, shared_choices
from .shareable import KINDS, Kind

ALL_ARENAS = 0


@dataclass(frozen=True)
class Box:
    choice: Choice
    arena: ArenaPage | None  # None: every arena around the CoP, also those to come.
    is_ticked: bool


@dataclass(frozen=True)
class Line:
    kind: Kind
    thing: Model
    boxes: list[Box]

    @property
    def title(self) -> str:
        return self.kind.title(self.thing)

    @property
    def text(self) -> str:
        return self.kind.text(self.thing)

    @property
    def day(self):
        return self.kind.day(self.thing)


class SharingTable:
    """All that a CoP may share now. With one arena there is one column: what is shared with it stays
    with it when another arena comes.
    """

    def __init__(self, cop: CopPage, ticked: set[Choice] | None = None):
        """Ticked is what is shared now, or what somebody chose and did not save yet."""
        self.cop = cop
        self.arenas = list(ArenaPage.objects.around(cop).order_by("title"))
        self.present = shared_choices(cop)
        self.ticked = set(self.present) if ticked is None else ticked

    @cached_property
    def columns(self) -> list[ArenaPage | None]:
        has_all = len(self.arenas) > 1 or any(each.arena_id == ALL_ARENAS for each in self.present)
        return [*([None] if has_all else []), *self.arenas]

    @cached_property
    def groups(self) -> list[tuple[Kind, list[Line]]]:
        groups = [
            (kind, [self._line(kind, thing) for thing in kind.of_cops([self.cop])])
            for kind in KINDS
        ]
        return [(kind, lines) for kind, lines in groups if lines]

    def _line(self, kind: Kind, thing: Model) -> Line:
        boxes = []
        for arena in self.columns:
            choice = Choice(kind.key, thing.pk, arena.pk if arena else ALL_ARENAS)
            boxes.append(Box(choice, arena, choice in self.ticked))
        return Line(kind, thing, boxes)

    def read(self, values: Iterable[str]) -> set[Choice]:
        """The choices that were posted, as far as this table offers them."""
        lines = [line for _kind, lines in self.groups for line in lines]
        offered = {str(box.choice): box.choice for line in lines for box in line.boxes}
        return {offered[value] for value in values if value in offered}

    def rows_for(
        self, arena: ArenaPage, wanted: set[Choice], offered: set[Choice]
    ) -> list[SharedItem]:
        """What this arena would see after this choice; what was not offered stays as it is."""
        choices = (set(self.present) - offered) | (wanted & offered)
        here = [each for each in sorted(choices) if each.arena_id in {ALL_ARENAS, arena.pk}]
        return [row_of(self.cop, each) for each in here]
