"""Plain text in, rich text out and back: nothing that an editor made is ever flattened."""

import pytest
from bs4 import BeautifulSoup
from hypothesis import example, given
from hypothesis import strategies as st

from cop_pages.notation import broken_link
from cop_pages.prose import Prose, without_keys

TYPED = st.text(st.sampled_from("ab -\n\r\t&<>\"'#é\xa0*[]()\\1."), max_size=60)
LINE = st.text(st.sampled_from("ab -&<>é#*\\"), max_size=12).map(str.strip)
PARTS = [
    "<p>",
    "</p>",
    "<ul>",
    "<li>",
    "</li>",
    "</ul>",
    "<b>",
    "</b>",
    "<i>",
    "</i>",
    '<a href="https://a.b">',
    '<a linktype="page" id="1">',
    "</a>",
    "<ol>",
    "</ol>",
    "<br/>",
    "<h3>",
    "</h3>",
    "<h4>",
    "</h4>",
    "a",
]
MARKED_UP = st.lists(
    st.sampled_from([*PARTS, "- b", "1. b", "# b", "## b", "*", "**", "[", "\\", "&amp;", "\n"]),
    max_size=14,
).map("".join)


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
    ("typed", "html"),
    [
        ("Een **vet** woord", "<p>Een <b>vet</b> woord</p>"),
        ("Een *schuin* woord", "<p>Een <i>schuin</i> woord</p>"),
        ("***allebei***", "<p><b><i>allebei</i></b></p>"),
        (
            "[het *plan*](https://example.org/a_(b)?c=1&d=2).",
            '<p><a href="https://example.org/a_(b)?c=1&amp;d=2">het <i>plan</i></a>.</p>',
        ),
        ("**[bel ons](tel:0101234567)**", '<p><b><a href="tel:0101234567">bel ons</a></b></p>'),
        ("[lees](page:12)", '<p><a id="12" linktype="page">lees</a></p>'),
        ("1. eerst\n2. **dan**", "<ol><li>eerst</li><li><b>dan</b></li></ol>"),
        (
            "- [soep](https://example.org)",
            '<ul><li><a href="https://example.org">soep</a></li></ul>',
        ),
        ("\\- geen lijst", "<p>- geen lijst</p>"),
        ("\\1. geen lijst", "<p>1. geen lijst</p>"),
        ("3. geen lijst", "<p>3. geen lijst</p>"),
        ("\\*geen schuin\\*", "<p>*geen schuin*</p>"),
        ("2 * 3 * 4", "<p>2 * 3 * 4</p>"),
        ("[geen link]", "<p>[geen link]</p>"),
    ],
)
def test_marks_stand_for_rich_text_and_are_read_back(typed, html):
    assert Prose("", typed).html == html
    assert Prose.read(html) == Prose("", typed)


@pytest.mark.parametrize(
    ("typed", "html"),
    [
        ("a\n\n# Nog een\n\nb", "<p>a</p><h3>Nog een</h3><p>b</p>"),
        ("a\n\n## Klein\n\nb", "<p>a</p><h4>Klein</h4><p>b</p>"),
        ("## Klein\n\nb", "<h4>Klein</h4><p>b</p>"),
        ("a\n\n# Over *bonen*\n\n- b", "<p>a</p><h3>Over <i>bonen</i></h3><ul><li>b</li></ul>"),
        ("# **Vet**\n\na", "<h3><b>Vet</b></h3><p>a</p>"),
        ("a\n\n# Kop\n\n## Klein", "<p>a</p><h3>Kop</h3><h4>Klein</h4>"),
        ("\\# geen kop", "<p># geen kop</p>"),
        ("#buurt", "<p>#buurt</p>"),
        ("### te klein", "<p>### te klein</p>"),
    ],
)
def test_headings_between_the_text_are_typed_and_read_back(typed, html):
    assert Prose("", typed).html == html
    assert Prose.read(html) == Prose("", typed)


def test_heading_needs_no_empty_line_around_it():
    html = "<p>a</p><h3>Kop</h3><p>b<br/>c</p><h4>Klein</h4><ul><li>d</li></ul>"
    assert Prose("", "a\n# Kop\nb\nc\n##  Klein\n- d").html == html


def test_heading_that_is_too_long_for_its_field_stands_in_the_text():
    long = "lang " * 30 + "kop"
    assert Prose.read(f"<h3>{long}</h3><p>a</p>") == Prose("", f"# {long}\n\na")


@pytest.mark.parametrize(
    "html",
    [
        '<p><a linktype="page" id="12">lees</a></p>',
        '<p data-block-key="x1">Een <strong>vet</strong> en <em>schuin</em> woord</p>',
    ],
)
def test_other_ways_to_write_the_same_rich_text_are_read_too(html):
    assert Prose.read(html) is not None


@pytest.mark.parametrize(
    "typed",
    [
        "[x](javascript:alert(1))",
        "[x](//example.org)",
        '[x](https://example.org/"onclick="x)',
        "[x](https://a<b>)",
        "<b>x</b>",
    ],
)
def test_nothing_typed_becomes_more_than_the_marks_allow(typed):
    soup = BeautifulSoup(Prose("", typed).html, "html.parser")
    assert {each.name for each in soup.find_all(True)} <= {"p", "a"}
    for link in soup.find_all("a"):
        assert list(link.attrs) == ["href"]
        assert link["href"].startswith("https://example.org/")


def test_address_without_its_start_is_filled_in():
    link = '<p><a href="https://www.example.org">het plan</a></p>'
    assert Prose("", "[het plan](www.example.org)").html == link


@pytest.mark.parametrize(
    ("typed", "broken"),
    [
        ("Zie [het plan](example.org).", "[het plan](example.org)"),
        ("[x] (https://example.org)", "[x] (https://example.org)"),
        ("**[x](pagina)**", "[x](pagina)"),
        ("Zie [het plan](https://example.org) (of niet)", ""),
        ("Kom [om 10 uur] langs (met taart)", ""),
    ],
)
def test_link_without_an_address_is_noticed(typed, broken):
    assert broken_link(typed) == broken


@pytest.mark.parametrize(
    "html",
    [
        "<h2>Grote kop</h2><p>a</p>",
        "<h3>Kop<br/>over twee regels</h3><p>a</p>",
        "<ul><li>a<ul><li>b</li></ul></li></ul>",
        '<p><a linktype="document" id="3">lees</a></p>',
        "<p><b>vet<br/>over twee regels</b></p>",
    ],
)
def test_rich_text_that_says_more_is_left_to_its_editor(html):
    assert Prose.read(html) is None


def test_text_full_of_marks_is_read_at_once():
    text = " *a" * 3_000
    assert Prose("", text).html == f"<p>{text.strip()}</p>"


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
