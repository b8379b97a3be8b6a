"""Schemas of StreamFields for Wagtail's API v3, built from their block definitions.

As shipped, v3 shows and takes any list for a StreamField, and fails on a wrong one. Here each known
block says what it shows and what it accepts; what is shown may be sent back. A block unknown to us
stays `Any`, with its own representation. A host adds its own with `@describes(MyBlock)`.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from typing import Annotated, Any, Literal, NotRequired, Union, get_type_hints

from django.db.models import IntegerField
from pydantic import AfterValidator, Field
from typing_extensions import TypedDict
from wagtail import blocks
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.images.blocks import ImageBlock, ImageChooserBlock

from .api_parts import address_of, renditions_of
from .api_shapes import (
    DocumentShape,
    ImageBlockShape,
    ImageShape,
    NumberReference,
    PageShape,
    RichTextInput,
    TextReference,
)
from .api_visibility import open_documents, open_pages


@dataclass(frozen=True)
class BlockSchema:
    """What a block shows, the function that brings a value in that form, and what it accepts."""

    shows: Any
    represent: Callable[[Any, dict], Any]
    accepts: Any = Any


Describer = Callable[[blocks.Block, str], BlockSchema]
describers: dict[type[blocks.Block], Describer] = {}


def describes(*block_classes: type[blocks.Block]) -> Callable[[Describer], Describer]:
    """Register how these blocks, and what inherits from them, appear in the API."""

    def register(describer: Describer) -> Describer:
        describers.update(dict.fromkeys(block_classes, describer))
        return describer

    return register


def schema_of(block: blocks.Block, name: str) -> BlockSchema:
    """The schema of a block; `name` prefixes the components it adds to the OpenAPI document."""
    for cls in type(block).__mro__:
        if cls in describers:
            return describers[cls](block, name)
        if "get_api_representation" in vars(cls):
            break
    return in_its_own_words(block)


def in_its_own_words(block: blocks.Block) -> BlockSchema:
    """A block with a representation of its own is taken at its word, typed when it says so."""
    annotation = get_type_hints(block.get_api_representation).get("return", Any)
    return BlockSchema(annotation, block.get_api_representation)


def camel(name: str) -> str:
    return "".join(part[:1].upper() + part[1:] for part in re.split(r"[\W_]+", name))


def as_text(value) -> str:
    """Text is never null, also where a draft left it open."""
    return "" if value is None else str(value)


def same(value):
    return value


def plain(shows: Any, accepts: Any, finish: Callable = same) -> Describer:
    """Blocks whose own representation is right and only lacks a type."""

    def describe(block, name):
        def represent(value, context):
            return finish(block.get_api_representation(value, context=context))

        return BlockSchema(shows, represent, accepts)

    return describe


describes(
    blocks.CharBlock,
    blocks.TextBlock,
    blocks.RegexBlock,
    blocks.URLBlock,
    blocks.EmailBlock,
    blocks.RawHTMLBlock,
    blocks.ChoiceBlock,
)(plain(str, str | None, as_text))
describes(blocks.RichTextBlock)(plain(str, str | RichTextInput | None, as_text))
# A draft may lack any of these, whatever the block requires when it is published.
describes(blocks.IntegerBlock)(plain(int | None, int | None))
describes(blocks.FloatBlock)(plain(float | None, float | None))
describes(blocks.DecimalBlock)(plain(str, Decimal | None, as_text))
describes(blocks.BooleanBlock)(plain(bool, bool | None, bool))
describes(blocks.DateBlock)(plain(date | None, date | None))
describes(blocks.TimeBlock)(plain(time | None, time | None))
describes(blocks.DateTimeBlock)(plain(datetime | None, datetime | None))
describes(blocks.MultipleChoiceBlock)(plain(list[str], list[str] | None, lambda value: value or []))
describes(blocks.StaticBlock)(plain(None, None))


@describes(blocks.ListBlock)
def list_schema(block, name) -> BlockSchema:
    item = schema_of(block.child_block, f"{name}Item")

    def represent(value, context):
        return [item.represent(each, context) for each in value or []]

    return BlockSchema(list[item.shows], represent, list[item.accepts] | None)


@describes(blocks.BaseStructBlock)
def struct_schema(block, name) -> BlockSchema:
    children = {
        key: schema_of(child, name + camel(key)) for key, child in block.child_blocks.items()
    }

    def represent(value, context):
        value = value or {}
        return {key: child.represent(value.get(key), context) for key, child in children.items()}

    shown = TypedDict(name, {key: child.shows for key, child in children.items()})
    # What is missing is for the form to judge: a draft may lack more than a published page.
    accepted = TypedDict(
        f"{name}Input", {key: child.accepts for key, child in children.items()}, total=False
    )
    return BlockSchema(shown, represent, accepted | None)


@describes(blocks.BaseStreamBlock)
def stream_schema(block, name) -> BlockSchema:
    """A list of {type, value, id}, told apart by their type."""
    children = {
        key: schema_of(child, name + camel(key)) for key, child in block.child_blocks.items()
    }

    def represent(value, context):
        return [
            {
                "type": child.block_type,
                "value": children[child.block_type].represent(child.value, context),
                "id": child.id,
            }
            for child in value or []
        ]

    shown = [
        TypedDict(f"{name}{camel(key)}Item", item_fields(key, child.shows, str | None))
        for key, child in children.items()
    ]
    accepted = [
        TypedDict(
            f"{name}{camel(key)}ItemInput", item_fields(key, child.accepts, NotRequired[str | None])
        )
        for key, child in children.items()
    ]
    return BlockSchema(list[one_of(shown)], represent, list[one_of(accepted)] | None)


def item_fields(key: str, value: Any, block_id: Any) -> dict[str, Any]:
    return {"type": Literal[key], "value": value, "id": block_id}


def one_of(items: list[type]) -> Any:
    """One of the items a stream may hold."""
    if len(items) > 1:
        return Annotated[Union[tuple(items)], Field(discriminator="type")]  # noqa: UP007
    return items[0] if items else Any


def key_of(reference) -> Any:
    """The key of what was chosen, sent as it is or as the API shows it."""
    return reference["id"] if isinstance(reference, dict) else reference


def choice_from(block: blocks.ChooserBlock) -> Any:
    """A key of the chosen model, or the object the API shows for it."""
    numbered = isinstance(block.model_class._meta.pk, IntegerField)
    accepted = int | NumberReference | None if numbered else str | TextReference | None
    return Annotated[accepted, AfterValidator(key_of)]


@describes(ImageBlock)
def described_image_schema(block, name) -> BlockSchema:
    def represent(image, context) -> ImageBlockShape | None:
        return image and ImageBlockShape(
            image=image.pk,
            alt_text=image.contextual_alt_text or "",
            decorative=bool(image.decorative),
            renditions=renditions_of(image),
        )

    accepted = struct_schema(block, name).accepts
    return BlockSchema(ImageBlockShape | None, represent, accepted)


@describes(ImageChooserBlock)
def image_schema(block, name) -> BlockSchema:
    def represent(image, context) -> ImageShape | None:
        return image and ImageShape(
            id=image.pk, alt=image.default_alt_text, renditions=renditions_of(image)
        )

    return BlockSchema(ImageShape | None, represent, choice_from(block))


@describes(DocumentChooserBlock)
def document_schema(block, name) -> BlockSchema:
    """The document, or null when it lies in a restricted collection."""

    def represent(document, context) -> DocumentShape | None:
        if document is None or document.pk not in open_documents([document.pk]):
            return None
        return DocumentShape(id=document.pk, title=document.title, url=address_of(document))

    return BlockSchema(DocumentShape | None, represent, choice_from(block))


@describes(blocks.PageChooserBlock)
def page_schema(block, name) -> BlockSchema:
    """The page, or null when a visitor may not read it."""

    def represent(page, context) -> PageShape | None:
        if page is None or not open_pages().filter(pk=page.pk).exists():
            return None
        label = (page.specific_class or type(page))._meta.label
        return PageShape(id=page.pk, type=label, title=page.title, url=page.full_url)

    return BlockSchema(PageShape | None, represent, choice_from(block))


@describes(blocks.ChooserBlock)
def chooser_schema(block, name) -> BlockSchema:
    """Of a snippet only the key: whether more of it may be shown is for the host to say."""
    return BlockSchema(int | str | None, block.get_api_representation, choice_from(block))


def stream_schema_of(field) -> BlockSchema:
    return schema_of(field.stream_block, f"{field.model.__name__}{camel(field.name)}")


def shown_stream_field(generator, field):
    """What a StreamField shows, for `read_generator`."""
    schema = stream_schema_of(field)

    def resolve(obj, context):
        return schema.represent(getattr(obj, field.name), context)

    return schema.shows, [], staticmethod(resolve)


def accepted_stream_field(generator, field):
    """What a StreamField accepts, for `create_generator` and `patch_generator`."""
    return stream_schema_of(field).accepts, []
