"""The CoPs of the demo: their pages, stories and directory."""

import json

from wagtail.models import Page

from cop_pages.models import (
    CircleIndexPage,
    CopDirectoryPage,
    CopPage,
    CopUpdatePage,
    JourneyStep,
    StoryIndexPage,
    StoryPage,
)
from modules_library.models import ModulePage

from .content import read
from .ledger import Ledger
from .media import lay_pictures
from .pages import HOME
from .tree import Fill, Tree

SECTION, DIRECTORY, STORIES = "projecten", "cops", "verhalen"
PROFILE = (
    "place",
    "municipality",
    "latitude",
    "longitude",
    "status",
    "case_kind",
    "case_summary",
    "seeking",
)
MEMBERS_PART = ("case", "values", "interests", "role_agreements", "starting_points", "links")


def plant_circles(tree: Tree) -> None:
    """Drafts of the directory, the stories and the private section with its CoPs."""
    texts, home = read("circles"), tree.find(HOME, "nl")
    for language, directory in texts["directory"].items():
        draft = CopDirectoryPage(
            title=directory["title"], slug=directory["slug"], show_in_menus=True
        )
        tree.grow(DIRECTORY, language, tree.find(HOME, language), draft)
    index = texts["stories"]["nl"]
    draft = StoryIndexPage(title=index["title"], slug=index["slug"], show_in_menus=True)
    tree.grow(STORIES, "nl", home, draft)
    tree.grow(SECTION, "nl", home, CircleIndexPage(**texts["section"]))
    _plant_cops(tree, texts)
    _plant_stories(tree, texts)


def _plant_cops(tree: Tree, texts: dict) -> None:
    for cop in texts["cop"]:
        profile = {name: cop[name] for name in ("title", "slug", *PROFILE)}
        tree.grow(cop["slug"], "nl", tree.find(SECTION, "nl"), CopPage(**profile))
        for update in cop.get("update", []):
            draft = CopUpdatePage(title=update["title"], slug=update["slug"], date=update["date"])
            tree.grow(update["slug"], "nl", tree.find(cop["slug"], "nl"), draft)


def _plant_stories(tree: Tree, texts: dict) -> None:
    for story in texts["story"]:
        draft = StoryPage(title=story["title"], slug=story["slug"], intro=story["intro"])
        tree.grow(story["slug"], "nl", tree.find(STORIES, "nl"), draft)


class CircleWriter:
    """Puts the texts of circles.toml on their pages."""

    def __init__(self, ledger: Ledger, tree: Tree):
        self.tree = tree
        self.texts = read("circles")
        self.by_slug = {
            each["slug"]: each
            for each in (*self.texts["cop"], *self.texts["story"], *self._updates())
        }
        names = {each["picture"] for each in self.by_slug.values() if "picture" in each}
        self.pictures = lay_pictures(ledger, {name: name.capitalize() for name in names}, "modules")
        self.alt_texts = read("drawings/alt_texts")

    def _updates(self):
        for cop in self.texts["cop"]:
            yield from cop.get("update", [])

    @property
    def fills(self) -> dict[type[Page], Fill]:
        return {
            CircleIndexPage: lambda *_args: None,
            CopDirectoryPage: self._fill_directory,
            CopPage: self._fill_cop,
            CopUpdatePage: self._fill_update,
            StoryIndexPage: self._fill_stories,
            StoryPage: self._fill_story,
        }

    def _fill_directory(self, page: CopDirectoryPage, key: str, language: str) -> None:
        page.intro = self.texts["directory"][language]["intro"]
        page.start_page_id = page.join_page_id = self.tree.link("aanmelden", language)

    def _fill_stories(self, page: StoryIndexPage, key: str, language: str) -> None:
        page.intro = self.texts["stories"]["nl"]["intro"]

    def _fill_cop(self, page: CopPage, key: str, language: str) -> None:
        cop = self.by_slug[key]
        for name in PROFILE:
            setattr(page, name, cop[name])
        for name in MEMBERS_PART:
            setattr(page, name, cop.get(name, "").strip())
        page.body = json.dumps(list(_more_for_members(cop)))
        self._illustrate(page, cop)
        page.journey_steps = [
            JourneyStep(**step, sort_order=place) for place, step in enumerate(cop["step"])
        ]
        modules = [self.tree.find(slug, "nl") for slug in cop["modules"]]
        page.modules_used = [module for module in modules if isinstance(module, ModulePage)]

    def _fill_update(self, page: CopUpdatePage, key: str, language: str) -> None:
        update = self.by_slug[key]
        page.date, page.intro = update["date"], update["intro"]
        page.body = json.dumps([{"type": "text", "value": update["text"]}])

    def _fill_story(self, page: StoryPage, key: str, language: str) -> None:
        story = self.by_slug[key]
        page.date, page.intro, page.author_line = (
            story["date"],
            story["intro"],
            story["author_line"],
        )
        page.cop = self.tree.find(story["cop"], "nl")
        page.tags.set(story["tags"])
        self._illustrate(page, story)
        quote = {"text": story["quote"], "attribution": story["attribution"]}
        page.body = json.dumps(
            [{"type": "text", "value": story["text"]}, {"type": "quote", "value": quote}]
        )

    def _illustrate(self, page: Page, texts: dict) -> None:
        page.picture_id = self.pictures.get(texts["picture"])
        page.picture_alt = self.alt_texts.get(texts["picture"], "")[:160]


def _more_for_members(cop: dict):
    """A piece of text per line, and a quote of somebody."""
    for line in cop.get("more", "").strip().splitlines():
        yield {"type": "text", "value": line}
    if "more_quote" in cop:
        quote = {"text": cop["more_quote"], "attribution": cop["more_quote_by"]}
        yield {"type": "quote", "value": quote}
