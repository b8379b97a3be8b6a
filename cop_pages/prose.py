"""Plain text as people type it, and the rich text that it stands for."""

import re
from dataclasses import dataclass

from bs4 import BeautifulSoup, Tag
from django.utils.html import escape
from django.utils.text import normalize_newlines

EMPTY_LINES = re.compile(r"\n\s*\n")
POINT = "- "
POINTS = (POINT, "– ", "• ", "* ")  # What word processors make of a dash as well.


@dataclass(frozen=True)
class Prose:
    """A heading, which may be empty, and a text with an empty line between two paragraphs.

    Lines that start with a dash are the points of a list.
    """

    heading: str
    text: str

    @classmethod
    def read(cls, html: str) -> "Prose | None":
        """None when the rich text says more than this can: bold words, a link, a second heading."""
        elements = [each for each in BeautifulSoup(html, "html.parser") if str(each).strip()]
        heading = ""
        if elements and elements[0].name == "h3":
            heading = elements.pop(0).get_text().strip()
        found = cls(heading, "\n\n".join(_typed(each) for each in elements))
        return found if found.html == without_keys(html) else None

    @property
    def html(self) -> str:
        parts = EMPTY_LINES.split(normalize_newlines(self.text).strip())
        heading = f"<h3>{escape(self.heading)}</h3>" if self.heading else ""
        return without_keys(heading + "".join(_marked_up(part) for part in parts if part.strip()))


def without_keys(html: str) -> str:
    """Rich text in one notation, without the numbers that Wagtail's editor gives its blocks."""
    soup = BeautifulSoup(html, "html.parser")
    for element in soup.find_all(attrs={"data-block-key": True}):
        del element["data-block-key"]
    return str(soup)


def _marked_up(part: str) -> str:
    lines = [escape(line.strip()) for line in part.splitlines() if line.strip()]
    if all(line.startswith(POINTS) for line in lines):
        return f"<ul>{''.join(f'<li>{line[len(POINT) :]}</li>' for line in lines)}</ul>"
    return f"<p>{'<br>'.join(lines)}</p>"


def _typed(element) -> str:
    if not isinstance(element, Tag):
        return str(element)
    if element.name == "ul":
        return "\n".join(POINT + point.get_text() for point in element.find_all("li"))
    for line_break in element.find_all("br"):
        line_break.replace_with("\n")
    return element.get_text()
