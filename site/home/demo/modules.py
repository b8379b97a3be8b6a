"""The catalogue of the demo: 24 modules in Dutch, a few of them in English as well."""

import json

from wagtail.models import Page

from modules_library.models import (
    Goal,
    JourneyPhase,
    ModuleAttachment,
    ModulePage,
    RelatedModule,
)

from .content import english_modules, modules
from .ledger import Ledger
from .media import lay_documents, lay_pictures
from .pages import CATALOGUE
from .tree import Tree

AS_THEY_ARE = (
    "title",
    "kind",
    "summary",
    "duration_min",
    "duration_max",
    "group_min",
    "group_max",
    "preparation",
    "origin_network",
    "licence",
    "author_line",
    "facilitator_notes",
    "search_description",
    "picture_alt",
    "picture_is_decorative",
)


def plant_modules(tree: Tree) -> None:
    """A draft of every module, below the catalogue of its language."""
    for language, texts_by_key in (("nl", modules()), ("en", english_modules())):
        for key, texts in texts_by_key.items():
            draft = ModulePage(title=texts["title"], slug=texts["slug"], summary=texts["summary"])
            tree.grow(key, language, tree.find(CATALOGUE, language), draft)


class ModuleWriter:
    """Puts the texts of the modules' own files on their pages."""

    def __init__(self, ledger: Ledger, tree: Tree):
        self.tree = tree
        dutch = modules()
        self.texts = {"nl": dutch, "en": english_modules()}
        self.pictures = lay_pictures(
            ledger, {key: texts["title"] for key, texts in dutch.items()}, "modules"
        )
        self.documents = lay_documents(ledger)
        self.goals = {goal.slug: goal for goal in Goal.objects.all()}
        self.phases = {phase.slug: phase for phase in JourneyPhase.objects.all()}

    def fill(self, page: Page, key: str, language: str) -> None:
        texts = self.texts[language][key]
        for name in AS_THEY_ARE:
            setattr(page, name, texts[name])
        page.materials = "\n".join(texts["materials"])
        page.steps = json.dumps([{"type": "step", "value": step} for step in texts["steps"]])
        page.explanation = json.dumps(list(map(explanation_block, texts["explanation"])))
        page.picture_id = self.pictures.get(key)
        page.goals = [self.goals[slug] for slug in texts["goals"] if slug in self.goals]
        page.phases = [self.phases[slug] for slug in texts["phases"] if slug in self.phases]
        page.tags.set(texts["tags"])
        self._relate(page, key, language, texts)

    def _relate(self, page: Page, key: str, language: str, texts: dict) -> None:
        links = [self.tree.link(each, language) for each in texts["related"]]
        page.related_modules = [
            RelatedModule(module_id=pk, sort_order=place) for place, pk in enumerate(links) if pk
        ]
        printable = self.documents.get(key) if language == "nl" else None
        page.attachments = [ModuleAttachment(document_id=printable)] if printable else []


def explanation_block(block: dict) -> dict:
    """A block as the StreamField stores it: text is bare, the others are structures."""
    texts = {name: value for name, value in block.items() if name != "type"}
    return {"type": block["type"], "value": texts["html"] if block["type"] == "text" else texts}
