r"""Words within a line that are bold, italic or a link, as people type them, and as rich text.

**bold**, *italic*, [the words](https://example.org). A page of the website is [the words](page:12).
A backslash before a star or a bracket keeps it as it is.
"""

import re

from bs4 import Tag
from django.utils.html import escape

from .links import in_full

LONGEST = (
    1000  # Characters between two marks; far more would make the search for the second one slow.
)
INSIDE = rf"(?:\\.|[^\\]){{1,{LONGEST}}}?"
ADDRESS = r"(?:https?://|www\.|mailto:|tel:)[^\s()<>]+(?:\([^\s()<>]*\)[^\s()<>]*)*|page:\d{1,9}"
MARK = re.compile(
    r"\\(?P<kept>[\\*\[\]])"
    rf"|\*\*(?=\S)(?P<bold>{INSIDE})(?<=\S)\*\*(?!\*)"
    rf"|\*(?=[^\s*]|\*\*)(?P<italic>{INSIDE})(?<=\S)\*(?!\*)"
    rf"|\[(?P<words>(?:\\.|[^\\\[\]]){{1,{LONGEST}}})\]\((?P<address>{ADDRESS})\)"
)
LINK_AS_MEANT = re.compile(r"\[[^\[\]]+\]\s?\([^()]*\)")
SPECIAL = re.compile(r"([\\*\[\]])")


def marked_up(line: str) -> str:
    """The rich text of one line."""
    found, end = [], 0
    for match in MARK.finditer(line):
        found += [escape(line[end : match.start()]), _element(match)]
        end = match.end()
    return "".join([*found, escape(line[end:])])


def _element(match: re.Match) -> str:
    if match["kept"]:
        return escape(match["kept"])
    if match["address"]:
        return f"<a {_target(match['address'])}>{marked_up(match['words'])}</a>"
    name = "b" if match["bold"] else "i"
    return f"<{name}>{marked_up(match['bold'] or match['italic'])}</{name}>"


def _target(address: str) -> str:
    """Whether a page may be read is asked when the text is shown, as with an editor's link."""
    if address.startswith("page:"):
        return f'id="{address.removeprefix("page:")}" linktype="page"'
    return f'href="{escape(in_full(address))}"'


def typed(element, *, quoted: bool) -> str:
    """The reverse of `marked_up`; `quoted` when the text itself has stars or brackets."""
    if not isinstance(element, Tag):
        return SPECIAL.sub(r"\\\1", str(element)) if quoted else str(element)
    inside = "".join(typed(child, quoted=quoted) for child in element.children)
    if element.name == "a":
        page = element.get("id") if element.get("linktype") == "page" else None
        return f"[{inside}]({f'page:{page}' if page else element.get('href', '')})"
    return {"br": "\n", "b": f"**{inside}**", "i": f"*{inside}*"}.get(element.name, inside)


def broken_link(text: str) -> str:
    """What was meant as a link but has no address that can be followed; empty when all is well."""
    rest = MARK.sub(lambda match: " " if match["address"] or match["kept"] else match[0], text)
    found = LINK_AS_MEANT.search(rest)
    return found[0] if found else ""
