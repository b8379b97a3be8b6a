"""Plain text in, rich text out and back: nothing that an editor made is ever flattened."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cop_pages.prose import Prose, without_keys

TYPED = st.text(st.sampled_from("ab -\n\r\t&<>\"'#é\xa0"), max_size=60)
LINE = st.text(st.sampled_from("ab -&<>é"), max_size=12).map(str.strip)
PARTS = [
    "<p>",
    "</p>",
    "<ul>",
    "<li>",
    "</li>",
    "</ul>",
    "<b>",
    "</b>",
    "<br/>",
    "<h3>",
    "</h3>",
    "a",
]
MARKED_UP = st.lists(st.sampled_from([*PARTS, "- b", "&amp;", "\n"]), max_size=14).map("".join)


@pytest.mark.parametrize(
    ("typed", "html"),
    [
        ("Eén.\n\nTwee.", "<p>Eén.</p><p>Twee.</p>"),
        ("Eén,\r\nen door.", "<p>Eén,<br/>en door.</p>"),
        ("- soep\n- brood", "<ul><li>soep</li><li>brood</li></ul>"),
        ("Neem mee:\n\n- soep", "<p>Neem mee:</p><ul><li>soep</li></ul>"),
        ("• soep\n– brood", "<ul><li>soep</li><li>brood</li></ul>"),
        ("a - b", "<p>a - b</p>"),
        ("<script>", "<p>&lt;script&gt;</p>"),
        ("  \n\n ", ""),
    ],
)
def test_what_people_type_becomes_paragraphs_and_lists(typed, html):
    assert Prose("", typed).html == html


def test_heading_stands_above_its_text():
    assert Prose("Zo & zo", "Tekst").html == "<h3>Zo &amp; zo</h3><p>Tekst</p>"


def test_numbers_of_the_editors_blocks_are_no_reason_to_refuse():
    html = '<h3 data-block-key="1a">Kop</h3><p data-block-key="2b">Eén<br/>twee</p>'
    assert Prose.read(html) == Prose("Kop", "Eén\ntwee")


@pytest.mark.parametrize(
    "html",
    [
        "<p>Een <b>vet</b> woord</p>",
        '<p>Een <a href="https://example.org">link</a></p>',
        "<ol><li>eerst</li></ol>",
        "<h3>Kop</h3><p>a</p><h3>Nog een</h3><p>b</p>",
        "<h4>Kleine kop</h4><p>a</p>",
        "<p>- geen lijst</p>",
    ],
)
def test_rich_text_that_says_more_is_left_to_its_editor(html):
    assert Prose.read(html) is None


@given(LINE, TYPED)
@example("", "–  -\n* ")
def test_what_was_typed_reads_back_as_the_same_rich_text(heading, text):
    html = Prose(heading, text).html
    read = Prose.read(html)
    assert read is not None
    assert read.html == html


@given(MARKED_UP)
def test_reading_never_loses_markup(html):
    read = Prose.read(html)
    assert read is None or read.html == without_keys(html)
