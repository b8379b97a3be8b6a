"""Views as they would be if somebody forgot their guard: a mutant for each, to see the matrix go red."""

from inspect import unwrap

from django.urls import URLPattern, get_resolver

from cop_pages.models import Circle
from meetings.models import Meeting

from .rows import ROWS

OBJECTS = {
    "circle_id": lambda pk: Circle.objects.get(pk=pk).specific,
    "meeting_id": lambda pk: Meeting.objects.get(pk=pk),
}
# What these look for inside, they ask for again: my membership, my attendance, interests I may see,
# reports that are out. Two guards have to be forgotten there.
ASKED_TWICE = {
    "get /cirkels/%(circle_id)s/me/",
    "get /cirkels/%(circle_id)s/leave/",
    "get /bijeenkomsten/%(meeting_id)s/answer/",
    "post /bijeenkomsten/calendar/make/%(circle_id)s/",
    "get /bijeenkomsten/%(meeting_id)s/report/ not out",
    "get /bijeenkomsten/%(meeting_id)s/report/report.pdf not out",
    "get /bijeenkomsten/circle/%(circle_id)s/certificates/",
    "get /bijeenkomsten/circle/%(circle_id)s/certificates/%(membership_id)s/",
    "get /bijeenkomsten/circle/%(circle_id)s/certificates/%(membership_id)s/certificate.pdf",
    "post /bijeenkomsten/circle/%(circle_id)s/goals/weave/",
    "get /bijeenkomsten/%(meeting_id)s/pulse/",
    "get /arena/%(circle_id)s/interests/new/",
    "post /arena/%(circle_id)s/interests/new/ empty",
    "get /arena/%(circle_id)s/interests/%(interest_id)s/",
    "post /arena/%(circle_id)s/interests/%(interest_id)s/forward/",
    "post /arena/%(circle_id)s/interests/%(interest_id)s/bundle/ with nothing",
    "post /arena/%(circle_id)s/interests/%(interest_id)s/unbundle/",
    "post /arena/%(circle_id)s/follow/",
    "get /arena/%(circle_id)s/updates/%(page_id)s/ask/",
    "get /arena/cops/%(circle_id)s/interests/%(interest_id)s/%(step)s/ inside",
    "get /arena/cops/%(circle_id)s/me/",
}


def guarded_rows() -> list:
    """Rows of addresses that are guarded by finding their circle or meeting first."""
    opens = tuple(f"%({name})s" for name in OBJECTS)
    guarded = [row for row in ROWS if any(each in row.route for each in opens)]
    return [row for row in guarded if denied(row) and granted(row)]


def denied(row) -> list[str]:
    return [role for role, status in row.expected.items() if status == 404]


def granted(row) -> set[int]:
    """What the address answers to who may be there."""
    return set(row.expected.values()) - {302, 404}


def asks_twice(row) -> bool:
    return str(row) in ASKED_TWICE


def pattern_of(view) -> URLPattern:
    """The entry in the URL configuration that leads to this view."""
    return next(entry for entry in _entries(get_resolver()) if entry.callback is view)


def _entries(resolver):
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            yield entry
        else:
            yield from _entries(entry)


def without_guard(view):
    """The view itself, which finds its object for anybody."""

    def mutant(request, **kwargs):
        (name,) = OBJECTS.keys() & kwargs
        return unwrap(view)(request, OBJECTS[name](kwargs.pop(name)), **kwargs)

    return mutant
