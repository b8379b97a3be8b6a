"""A small network: one of everything that can be public or private, each private thing with a canary."""

from dataclasses import dataclass, field
from typing import Any

import wagtail_factories
from django.core.files.base import ContentFile
from wagtail.documents import get_document_model
from wagtail.images.models import Image
from wagtail.models import BaseViewRestriction as Restriction
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction, Site

from home.models import HomePage, StandardPage
from modules_library.models import ModuleAttachment, ModuleIndexPage, ModulePage, RelatedModule

from .factories import ModuleIndexPageFactory, ModulePageFactory, StandardPageFactory

# Words that stand nowhere else, not even in an address: where one is read, its thing was shown.
CANARIES = {
    "facilitator notes": "kwaaknotitie",
    "draft module": "kwaakontwerp",
    "draft change": "kwaakwijziging",
    "restricted page": "kwaakbesloten",
    "private document": "kwaakbestand",
    "case of a CoP": "kwaakcasus",
    "news of a CoP": "kwaaknieuws",
    "file of a CoP": "kwaakbijlage",
    "contribution of a person": "kwaakbijdrage",
    "meeting of a CoP": "kwaakavond",
    "draft meeting": "kwaakconceptavond",
    "undercurrent of a CoP": "kwaakonderstroom",
    "facilitators' note of a meeting": "kwaakfluister",
    "action of a member": "kwaakactie",
    "hidden step of a CoP": "kwaakstap",
    "request of a person": "kwaakaanvraag",
    "report that is not out": "kwaakverslag",
    "report of a CoP": "kwaakuitslag",
    "update of an arena": "kwaakbericht",
    "unpublished update of an arena": "kwaakwacht",
    "interest inside an arena": "kwaakbelang",
    "interest for a CoP": "kwaakdoorgegeven",
    "question without an answer": "kwaakvraag",
    "answered question": "kwaakantwoord",
    "reaction under an update": "kwaakreactie",
    "shared step": "kwaakgedeeld",
    "withdrawn step": "kwaakterug",
    "shared summary": "kwaaksamenvatting",
    "shared decision": "kwaakbesluit",
    "shared picture": "kwaakfoto",
}


@dataclass
class Network:
    site: Site
    home: HomePage
    english_home: HomePage
    page: StandardPage
    catalogue: ModuleIndexPage
    module: ModulePage
    draft: ModulePage
    restricted: StandardPage
    image: Image
    document: object
    private_document: object
    # Filled by tests.access; most tests do without a CoP and its arena.
    circle: Any = None
    arena: Any = None
    circle_samples: dict = field(default_factory=dict)


def build_network() -> Network:
    home = HomePage.objects.get(locale__language_code="nl")
    catalogue = ModuleIndexPageFactory(parent=home)
    documents = add_documents()
    return Network(
        site=Site.objects.get(is_default_site=True),
        home=home,
        english_home=HomePage.objects.get(locale__language_code="en"),
        page=StandardPageFactory(parent=home, title="Voor wie", slug="voor-wie"),
        catalogue=catalogue,
        draft=add_draft(catalogue),
        restricted=add_restricted(home),
        **documents,
        **add_module(catalogue, **documents),
    )


def add_module(catalogue, document, private_document) -> dict:
    """A public module with all its parts, private notes, and a change that is still a draft."""
    image = wagtail_factories.ImageFactory(title="Kikker")
    module = ModulePageFactory(
        parent=catalogue,
        title="Wijkwandeling",
        slug="wijkwandeling",
        kind=ModulePage.Kind.INSTRUMENT,
        picture=image,
        picture_alt="Een kikker kijkt uit een kruiwagen.",
        facilitator_notes=f"<p>{CANARIES['facilitator notes']}</p>",
    )
    other = ModulePageFactory(parent=catalogue, title="Waardenkaarten", slug="waardenkaarten")
    ModuleAttachment.objects.create(page=module, document=document, title="Kaart om te printen")
    RelatedModule.objects.create(page=module, module=other)
    change = ModulePage.objects.get(pk=module.pk)
    change.summary = CANARIES["draft change"]
    change.save_revision()
    return {"module": ModulePage.objects.get(pk=module.pk), "image": image}


def add_draft(catalogue) -> ModulePage:
    word = CANARIES["draft module"]
    return ModulePageFactory(parent=catalogue, title=f"Concept {word}", slug="concept", live=False)


def add_restricted(home) -> StandardPage:
    word = CANARIES["restricted page"]
    page = StandardPageFactory(parent=home, title=f"Besloten {word}", slug="besloten", intro=word)
    PageViewRestriction.objects.create(page=page, restriction_type=Restriction.LOGIN)
    return page


def add_documents() -> dict:
    word = CANARIES["private document"]
    collection = Collection.get_first_root_node().add_child(name="Besloten")
    CollectionViewRestriction.objects.create(
        collection=collection, restriction_type=Restriction.LOGIN
    )
    return {
        "document": add_document("Kaart", "kaart.txt", "Een kaart van de wijk."),
        "private_document": add_document(word, "besloten.txt", word, collection=collection),
    }


def add_document(title: str, filename: str, text: str, **fields):
    file = ContentFile(text.encode(), name=filename)
    return get_document_model().objects.create(title=title, file=file, **fields)
