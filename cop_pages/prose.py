"""Text as people type it, with a few marks, and the rich text that it stands for."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from bs4 import BeautifulSoup, Tag
from django.utils.html import escape
from django.utils.text import normalize_newlines

from .notation import marked_up, typed

EMPTY_LINES = re.compile(r"\n\s*\n")
POINT = "- "
POINTS = (POINT, "– ", "• ", "* ")  # What word processors make of a dash as well.
NUMBER = re.compile(r"(\d{1,3})[.)] ")
HEADING = re.compile(r"(?P<marks>##?) (?P<words>.*)")
HEADINGS = {"h3": "#", "h4": "##"}
LONGEST_HEADING = 120  # Characters, of the one above the text.
START = r"(?=[-–•*] |\d{1,3}[.)] |##? )"  # Of what would be a point or a heading.
START_OF_LINE = re.compile(rf"^{START}", re.MULTILINE)
KEPT_START = re.compile(rf"^\\{START}")
SAME = {"strong": "b", "em": "i"}


@dataclass(frozen=True)
class Prose:
    """A heading, which may be empty, and a text with an empty line between two paragraphs.

    Lines that start with a dash are the points of a list; so are lines numbered from 1. A line that
    starts with # is a heading in between, one with ## a smaller heading.
    """

    heading: str
    text: str

    @classmethod
    def read(cls, html: str) -> "Prose | None":
        """None when the rich text says more than this can, such as a list within a list."""
        wanted = without_keys(html)
        found = (cls._typed(wanted, quoted=quoted) for quoted in (False, True))
        return next((prose for prose in found if prose.html == wanted), None)

    @classmethod
    def _typed(cls, html: str, *, quoted: bool) -> "Prose":
        elements = [each for each in BeautifulSoup(html, "html.parser") if str(each).strip()]
        heading = elements.pop(0).get_text() if elements and _stands_above(elements[0]) else ""
        return cls(heading, "\n\n".join(_typed(each, quoted=quoted) for each in elements))

    @property
    def html(self) -> str:
        parts = EMPTY_LINES.split(normalize_newlines(self.text).strip())
        heading = f"<h3>{escape(self.heading)}</h3>" if self.heading else ""
        return without_keys(heading + "".join(_marked_up(part) for part in parts if part.strip()))


def _stands_above(element) -> bool:
    """Whether this first element fits the field for the heading, which takes no marks."""
    is_plain = element.name == "h3" and not element.find(True)
    return is_plain and len(element.get_text()) <= LONGEST_HEADING


def without_keys(html: str) -> str:
    """Rich text in one notation, without the numbers that Wagtail's editor gives its blocks."""
    soup = BeautifulSoup(html, "html.parser")
    for element in soup.find_all(True):
        element.name = SAME.get(element.name, element.name)
        element.attrs = {
            name: value for name, value in sorted(element.attrs.items()) if name != "data-block-key"
        }
    return str(soup)


def words_of(html: str) -> str:
    """Its words alone, without markup."""
    return BeautifulSoup(html, "html.parser").get_text(" ", strip=True)


def _marked_up(part: str) -> str:
    lines = [line.strip() for line in part.splitlines() if line.strip()]
    groups = groupby(lines, key=lambda line: bool(HEADING.match(line)))
    return "".join(
        _headings(group) if are_headings else _block([*group]) for are_headings, group in groups
    )


def _headings(lines: Iterable[str]) -> str:
    names = {marks: name for name, marks in HEADINGS.items()}
    found = [HEADING.fullmatch(line) for line in lines]
    each = ((names[match["marks"]], marked_up(match["words"].strip())) for match in found)
    return "".join(f"<{name}>{words}</{name}>" for name, words in each)


def _block(lines: list[str]) -> str:
    if all(line.startswith(POINTS) for line in lines):
        return f"<ul>{_points(line[len(POINT) :] for line in lines)}</ul>"
    if _are_numbered(lines):
        return f"<ol>{_points(NUMBER.sub('', line, count=1) for line in lines)}</ol>"
    return f"<p>{'<br>'.join(marked_up(KEPT_START.sub('', line)) for line in lines)}</p>"


def _points(lines: Iterable[str]) -> str:
    return "".join(f"<li>{marked_up(line)}</li>" for line in lines)


def _are_numbered(lines: list[str]) -> bool:
    """From 1 on, for a list gives its points numbers of its own."""
    found = [NUMBER.match(line) for line in lines]
    return all(match and int(match[1]) == number for number, match in enumerate(found, 1))


def _typed(element, *, quoted: bool) -> str:
    if isinstance(element, Tag) and element.name in {"ul", "ol"}:
        points = [typed(point, quoted=quoted) for point in element.find_all("li")]
        starts = [POINT if element.name == "ul" else f"{n}. " for n in range(1, len(points) + 1)]
        return "\n".join(start + point for start, point in zip(starts, points, strict=True))
    text = typed(element, quoted=quoted)
    if marks := HEADINGS.get(getattr(element, "name", "")):
        return f"{marks} {text}"
    return START_OF_LINE.sub(r"\\", text) if quoted else text
