"""Marking what was searched for, and colouring the agenda on paper."""

from django import template
from django.utils.html import format_html, format_html_join

from modules_library.text import fold

register = template.Library()

# Style sheets do not reach into the drawings of a PDF; on a page they go before these.
INKS = {
    "a": "#2f6b4f",
    "b": "#1f5f7a",
    "c": "#c98a1b",
    "d": "#1e2a26",
    "pause": "#c5c6c1",
    "over": "#b4472e",
}


@register.filter
def ink(colour: str) -> str:
    return INKS[colour]


@register.filter
def marked(line: str, words: str) -> str:
    """The line with a mark around each word in which one of the words sought occurs."""
    wanted = fold(words).split()
    parts = ((part, any(word in fold(part) for word in wanted)) for part in line.split())
    marks = ((format_html("<mark>{}</mark>", part) if hit else part,) for part, hit in parts)
    return format_html_join(" ", "{}", marks)
