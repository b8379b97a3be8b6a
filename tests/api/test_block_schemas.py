"""Schemas from block definitions, for the blocks of any host."""

from datetime import date
from decimal import Decimal
from uuid import uuid4

import pytest
from django.core.checks import run_checks
from pydantic import TypeAdapter, ValidationError
from wagtail import blocks
from wagtail.api.v3.schemas import read_generator
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.embeds.blocks import EmbedBlock
from wagtail.fields import StreamField
from wagtail.images.blocks import ImageBlock, ImageChooserBlock

from modules_library import api_schema, api_v3
from modules_library.api_schema import BlockSchema, describes, schema_of, shown_stream_field
from modules_library.models import ModulePage


def shown(block, value, **context):
    """What the API shows of a stored value, checked against its own schema."""
    schema = schema_of(block, "Test")
    represented = schema.represent(block.to_python(value), context)
    return TypeAdapter(schema.shows).validate_python(represented)


def accepted(block, value):
    return TypeAdapter(schema_of(block, "Test").accepts).validate_python(value)


def json_type(block) -> dict:
    return TypeAdapter(schema_of(block, "Test").shows).json_schema()


@pytest.mark.parametrize(
    ("block", "stored", "expected"),
    [
        (blocks.CharBlock(), "tekst", "tekst"),
        (blocks.CharBlock(required=False), None, ""),
        (blocks.TextBlock(), "tekst", "tekst"),
        (blocks.URLBlock(), "https://a.example", "https://a.example"),
        (blocks.EmailBlock(), "a@b.example", "a@b.example"),
        (blocks.RegexBlock(regex="a+"), "aa", "aa"),
        (blocks.RawHTMLBlock(), "<b>x</b>", "<b>x</b>"),
        (blocks.BlockQuoteBlock(), "kwaak", "kwaak"),
        (blocks.ChoiceBlock(choices=[("a", "A")]), "a", "a"),
        (blocks.ChoiceBlock(choices=[("a", "A")]), "was a choice once", "was a choice once"),
        (blocks.MultipleChoiceBlock(choices=[("a", "A"), ("b", "B")]), ["a", "b"], ["a", "b"]),
        (blocks.IntegerBlock(), 3, 3),
        (blocks.IntegerBlock(), None, None),
        (blocks.FloatBlock(), 1.5, 1.5),
        (blocks.DecimalBlock(), "1.50", "1.50"),
        (blocks.BooleanBlock(), True, True),
        (blocks.DateBlock(), "2024-02-29", date(2024, 2, 29)),
        (blocks.ListBlock(blocks.IntegerBlock()), [1, 2], [1, 2]),
        (blocks.StaticBlock(), None, None),
        (blocks.RichTextBlock(), "<p>x</p>", "<p>x</p>"),
        (EmbedBlock(), "https://video.example/1", "https://video.example/1"),
        (DocumentChooserBlock(), None, None),
        (ImageChooserBlock(), None, None),
        (blocks.PageChooserBlock(), None, None),
    ],
)
def test_value_has_the_type_its_schema_promises(block, stored, expected):
    assert shown(block, stored) == expected


def test_struct_is_an_object_with_its_children():
    block = blocks.StructBlock([("title", blocks.CharBlock()), ("many", blocks.IntegerBlock())])
    assert shown(block, {"title": "x"}) == {"title": "x", "many": None}
    assert json_type(block)["required"] == ["title", "many"]


def test_child_may_have_the_name_of_something_else():
    names = ["copy", "json", "schema", "items", "model_fields", "a-b", "class"]
    block = blocks.StructBlock([(name, blocks.CharBlock()) for name in names])
    assert shown(block, dict.fromkeys(names, "x")) == dict.fromkeys(names, "x")


def test_stream_is_a_list_told_apart_by_type():
    block = blocks.StreamBlock([("word", blocks.CharBlock()), ("number", blocks.IntegerBlock())])
    key = str(uuid4())
    items = [{"type": "word", "value": "x", "id": key}, {"type": "number", "value": 2, "id": key}]
    assert shown(block, items) == items
    assert json_type(block)["items"]["discriminator"]["propertyName"] == "type"


def test_stream_without_blocks_is_an_empty_list():
    assert shown(blocks.StreamBlock([]), []) == []


def test_blocks_nest_as_deep_as_they_like():
    inner = blocks.StreamBlock(
        [("list", blocks.ListBlock(blocks.StructBlock([("x", ImageBlock())])))]
    )
    block = blocks.StructBlock([("inner", inner)])
    assert shown(block, {"inner": []}) == {"inner": []}
    assert "TestInnerList" in str(json_type(block))


class UnknownBlock(blocks.FieldBlock):
    def get_prep_value(self, value):
        return {"whatever": value}


class OutspokenBlock(blocks.CharBlock):
    def get_api_representation(self, value, context=None) -> list[int]:
        return [len(value)]


class SilentBlock(blocks.StructBlock):
    title = blocks.CharBlock()

    def get_api_representation(self, value, context=None):
        return "anything"


def test_unknown_block_stays_anything_with_its_own_representation():
    schema = schema_of(UnknownBlock(), "Test")
    assert schema.represent(3, {}) == {"whatever": 3}
    assert json_type(UnknownBlock()) == {}


def test_block_with_a_representation_of_its_own_is_taken_at_its_word():
    assert shown(OutspokenBlock(), "abc") == [3]
    assert json_type(OutspokenBlock()) == {"items": {"type": "integer"}, "type": "array"}
    assert shown(SilentBlock(), {"title": "x"}) == "anything"
    assert json_type(SilentBlock()) == {}


def test_host_describes_a_block_of_its_own(monkeypatch):
    class ColourBlock(blocks.CharBlock):
        pass

    monkeypatch.setattr(api_schema, "describers", dict(api_schema.describers))
    describes(ColourBlock)(
        lambda block, name: BlockSchema(int, lambda value, context: int(value, 16))
    )
    assert shown(ColourBlock(), "ff") == 255


def test_document_of_a_restricted_collection_is_null(network):
    block = DocumentChooserBlock()
    assert shown(block, network.document.pk)["title"] == "Kaart"
    assert shown(block, network.private_document.pk) is None


@pytest.mark.parametrize(
    ("which", "is_shown"), [("module", True), ("draft", False), ("restricted", False)]
)
def test_page_a_visitor_may_not_read_is_null(network, which, is_shown):
    page = getattr(network, which)
    answer = shown(blocks.PageChooserBlock(), page.pk)
    assert (answer and answer["id"]) == (page.pk if is_shown else None)


def test_picture_tells_what_its_editor_said_of_it(network):
    stored = {"image": network.image.pk, "alt_text": "Een kikker", "decorative": False}
    picture = shown(ImageBlock(), stored)
    assert {key: picture[key] for key in stored} == stored
    assert picture["renditions"]
    decorative = shown(ImageBlock(), stored | {"decorative": True})
    assert (decorative["alt_text"], decorative["decorative"]) == ("", True)


def test_picture_whose_file_is_gone_has_no_sizes(network):
    network.image.file.storage.delete(network.image.file.name)
    assert shown(ImageChooserBlock(), network.image.pk)["renditions"] == []


@pytest.mark.parametrize(
    ("block", "sent", "expected"),
    [
        (blocks.CharBlock(), "x", "x"),
        (blocks.IntegerBlock(), None, None),
        (blocks.DecimalBlock(), "1.5", Decimal("1.5")),
        (DocumentChooserBlock(), 3, 3),
        (DocumentChooserBlock(), {"id": 3, "title": "Kaart", "url": "/x"}, 3),
        (blocks.PageChooserBlock(), {"id": 3}, 3),
        (ImageBlock(), {"image": {"id": 4}, "alt_text": "x"}, {"image": 4, "alt_text": "x"}),
    ],
)
def test_what_is_shown_is_accepted(block, sent, expected):
    assert accepted(block, sent) == expected


@pytest.mark.parametrize(
    ("block", "sent"),
    [
        (blocks.CharBlock(), 3),
        (blocks.IntegerBlock(), "x"),
        (blocks.FloatBlock(), []),
        (blocks.DateBlock(), "2024-02-30"),
        (blocks.ListBlock(blocks.CharBlock()), "x"),
        (blocks.StructBlock([("x", blocks.CharBlock())]), []),
        (blocks.StreamBlock([("x", blocks.CharBlock())]), [{"type": "y", "value": "x"}]),
        (blocks.StreamBlock([("x", blocks.CharBlock())]), [{"type": "x"}]),
        (DocumentChooserBlock(), "x"),
        (ImageBlock(), 3),
    ],
)
def test_other_shapes_are_refused(block, sent):
    with pytest.raises(ValidationError):
        accepted(block, sent)


def test_schemas_are_registered_before_wagtail_builds_its_own():
    assert read_generator.field_schemas[StreamField] is shown_stream_field
    assert not [found for found in run_checks() if found.id == "modules_library.W001"]


def test_host_with_another_order_of_apps_is_warned(monkeypatch):
    monkeypatch.setattr(api_v3, "was_built_without_us", True)
    [warning] = [found for found in run_checks() if found.id == "modules_library.W001"]
    assert "INSTALLED_APPS" in warning.hint


def test_no_stream_field_of_ours_is_a_list_of_anything():
    for name in ("steps", "explanation"):
        annotation, _, _ = shown_stream_field(read_generator, ModulePage._meta.get_field(name))
        assert TypeAdapter(annotation).json_schema()["items"] != {}
