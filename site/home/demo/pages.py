"""The website's pages, in Dutch and English."""

import json

from django.apps import apps
from wagtail.models import Page, Site

from modules_library.models import ModuleIndexPage

from ..models import StandardPage
from .content import LANGUAGES, alt_of, read
from .ledger import Ledger
from .media import lay_pictures
from .tree import Tree

HOME, CATALOGUE, CONTACT = "home", "modules", "contact"
CATALOGUES = {
    "nl": {
        "title": "Modules",
        "intro": "Leermodules en doe-instrumenten om in een bijeenkomst te weven. Kies een doel, kijk "
        "hoeveel tijd je hebt, en neem mee wat past.",
        "search_description": "Leermodules en doe-instrumenten voor wie samen aan een wijk werkt.",
    },
    "en": {
        "title": "Modules",
        "intro": "Learning modules and do-instruments to weave into a meeting. Choose a goal, see "
        "how much time you have, and take along what fits.",
        "search_description": "Learning modules and do-instruments for neighbourhoods.",
    },
}


def plant_pages(tree: Tree, site: Site) -> None:
    """The home pages that are there, drafts of the pages below them, and the catalogues."""
    for language in LANGUAGES:
        home = site.root_page.get_translation(tree.locales[language]).specific
        tree.adopt(home, HOME, language)
        for page in read("pages").get("page", []):
            _plant(tree, page, language)
            if page["slug"] == "hoe-het-werkt":  # The catalogue stands after it in the menu.
                plant_catalogue(tree, language)


def _plant(tree: Tree, page: dict, language: str) -> None:
    texts, in_menu = page[language], page.get("in_menu", False)
    facts = {"title": texts["title"], "slug": texts.get("slug", page["slug"])}
    if page["slug"] == CONTACT:
        draft = apps.get_model("signups", "ContactPage")(**facts, show_in_menus=in_menu)
    else:
        in_footer = page.get("in_footer", not in_menu and not page["parent"])
        draft = StandardPage(**facts, show_in_menus=in_menu, show_in_footer=in_footer)
    tree.grow(page["slug"], language, tree.find(page["parent"] or HOME, language), draft)


def plant_catalogue(tree: Tree, language: str) -> None:
    draft = ModuleIndexPage(title=CATALOGUES[language]["title"], slug=CATALOGUE, show_in_menus=True)
    tree.grow(CATALOGUE, language, tree.find(HOME, language), draft)


class PageWriter:
    """Puts the texts of pages.toml on their pages."""

    def __init__(self, ledger: Ledger, tree: Tree):
        self.tree = tree
        self.texts = {page["slug"]: page for page in read("pages").get("page", [])}
        self.texts[HOME] = read("pages").get("home", {})
        self.pictures = lay_pictures(ledger, dict(self._pictures()), "website")

    def _pictures(self):
        """Name and title of every picture the Dutch pages show."""
        yield self.texts[HOME]["nl"]["picture"], self.texts[HOME]["nl"]["picture"].capitalize()
        for texts in self.texts.values():
            for block in sections_of(texts["nl"]):
                if block["type"] == "picture":
                    yield block["name"], block["name"].capitalize()

    def fill(self, page: Page, key: str, language: str) -> None:
        texts = CATALOGUES[language] if key == CATALOGUE else self.texts[key][language]
        page.title = texts["title"]
        page.search_description = texts.get("search_description", "")
        if key == HOME:
            self._fill_home(page, texts, language)
        else:
            page.intro = texts.get("intro", "")
        if key != CATALOGUE:
            page.body = json.dumps(list(self._blocks(texts, language)))

    def _fill_home(self, page: Page, texts: dict, language: str) -> None:
        page.lead = texts["lead"]
        page.hero_image_id = self.pictures.get(texts["picture"])
        page.hero_alt = (texts | alt_of(texts["picture"], language))["picture_alt"]
        page.call_label = texts["call_label"]
        page.call_page_id = self.tree.link(texts["call_link"], language)

    def _blocks(self, texts: dict, language: str):
        for block in sections_of(texts):
            value = self._value(block, language)
            if value is not None:
                yield {"type": block["type"], "value": value}

    def _value(self, block: dict, language: str):
        """A block as the StreamField stores it; None leaves it out."""
        kind = block["type"]
        texts = {name: value for name, value in block.items() if name != "type"}
        if kind == "text":
            return texts["html"]
        if kind == "picture":
            return self._picture(texts, language)
        if kind == "modules":
            found = [self.tree.link(slug, language) for slug in texts["slugs"]]
            return {"title": texts["title"], "modules": [pk for pk in found if pk]}
        if kind == "call":
            return texts | {"page": self.tree.link(texts.pop("link"), language)}
        return texts

    def _picture(self, texts: dict, language: str) -> dict | None:
        image = self.pictures.get(texts["name"])
        alt = alt_of(texts["name"], language).get("picture_alt", texts["alt"])
        return image and {"image": image, "alt_text": alt, "decorative": False}


def sections_of(texts: dict) -> list[dict]:
    return texts.get("sections") or texts.get("body") or []
