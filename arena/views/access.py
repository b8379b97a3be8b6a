"""Finding an arena or a CoP for this user, or answering as if it did not exist."""

from functools import wraps

from django.http import Http404

from cop_pages.models import CopPage
from cop_pages.views.access import circle_view, facilitator_view

from ..models import ArenaPage


def arena_view(view):
    """Pass the arena to the view when this user may see it; 404 otherwise."""
    return circle_view(_only(ArenaPage, view))


def lead_view(view):
    """As arena_view, for who leads it now."""
    return facilitator_view(_only(ArenaPage, view))


def cop_view(view):
    return circle_view(_only(CopPage, view))


def cop_facilitator_view(view):
    return facilitator_view(_only(CopPage, view))


def _only(kind, view):
    """An address of one kind of circle does not exist for another."""

    @wraps(view)
    def wrapper(request, circle, *args, **kwargs):
        if not isinstance(circle, kind):
            raise Http404
        return view(request, circle, *args, **kwargs)

    return wrapper
