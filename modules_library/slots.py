"""Places on pages that apps above fill: they register what they show, and the page asks them all.

The lowest layer keeps them, so that every page of the library can have some:

* `module_facts` (modules): a line under the minutes and people, on the card and the page;
* `module_notes` (modules): after the notes for facilitators;
* `module_page` (modules): in the colophon of a module;
* `next_meeting` (circles): on the card of a circle and at the head of its page;
* `circle_links` (circles): list items in "You in this circle";
* `circle_page` (circles): sections on the page of a circle;
* `my_actions` (users): on the page of one's own circles.
"""

from collections.abc import Callable, Iterable, Mapping

from django.db.models import Expression, Model
from django.http import HttpRequest
from django.utils.html import format_html_join
from django.utils.safestring import SafeString

Fill = Callable[[HttpRequest, list[Model]], Mapping[int, str]]

_annotations: dict[str, Expression] = {}
_fills: dict[str, list[Fill]] = {}
_styles: list[str] = []


def register(slot: str, fill: Fill, *, style: str = "") -> None:
    """Show what `fill` returns in a slot: from the things on the page to safe HTML by primary key.

    It gets all things at once, so that a list of thirty asks no more queries than a list of two.
    `style` is a static file that pages of circles load along.
    """
    fills = _fills.setdefault(slot, [])
    if fill not in fills:
        fills.append(fill)
    if style and style not in _styles:
        _styles.append(style)


def filled(slot: str, request: HttpRequest, things: Iterable[Model]) -> dict[int, SafeString]:
    """What all apps together show of each thing, by primary key."""
    things = list(things)
    answers = [fill(request, things) for fill in _fills.get(slot, ())]
    return {
        thing.pk: format_html_join("", "{}", ((each.get(thing.pk, ""),) for each in answers))
        for thing in things
    }


def annotate_modules(name: str, expression: Expression) -> None:
    """Let every module that is fetched for a card or page bring this along: it costs no query."""
    _annotations[name] = expression


def annotations() -> dict[str, Expression]:
    return dict(_annotations)


def styles() -> list[str]:
    return list(_styles)
