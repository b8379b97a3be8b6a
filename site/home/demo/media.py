"""Pictures and printable documents, in the collections editors find them in."""

from pathlib import Path

from django.core.files.base import File
from django.core.files.images import ImageFile
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.models import Collection

from members.models import Seed

from .content import documents, picture
from .ledger import Ledger

# What can be printed, by the module it belongs to.
DOCUMENTS = {
    "rollen-op-tafel": "Rolkaarten om uit te knippen",
    "van-plan-naar-proef": "De proefkaart",
    "waardenkaarten": "Waardenkaarten om uit te knippen",
}

Image = get_image_model()
Document = get_document_model()


def lay_pictures(ledger: Ledger, titles: dict[str, str], collection_key: str) -> dict[str, int]:
    """Keys of the pictures that have been drawn, by name."""
    collection = collection_named(collection_key)
    drawn = {name: path for name in titles if (path := picture(name))}
    return {
        name: ledger.lay(
            f"picture:{name}", titles[name], Image, _picture_maker(path, titles[name], collection)
        )
        for name, path in drawn.items()
    }


def _picture_maker(path: Path, title: str, collection: Collection):
    def make(existing):
        if existing:
            return existing
        with path.open("rb") as file:
            image = Image(title=title, collection=collection, file=ImageFile(file, path.name))
            image.save()
        return image

    return make


def lay_documents(ledger: Ledger) -> dict[str, int]:
    """Keys of the documents, by the name of their file."""
    collection = collection_named("modules")
    return {
        path.stem: ledger.lay(
            f"document:{path.stem}",
            DOCUMENTS[path.stem],
            Document,
            _document_maker(path, collection),
        )
        for path in documents()
    }


def _document_maker(path: Path, collection: Collection):
    def make(existing):
        if existing:
            return existing
        with path.open("rb") as file:
            document = Document(
                title=DOCUMENTS[path.stem], collection=collection, file=File(file, path.name)
            )
            document.save()
        return document

    return make


def collection_named(key: str) -> Collection:
    """The collection the network started with, whatever it is called now."""
    seed = Seed.objects.filter(key=f"collection:{key}").first()
    known = seed and Collection.objects.filter(pk=seed.object_id).first()
    return known or Collection.get_first_root_node()
