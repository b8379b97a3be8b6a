"""Inviting a department: a list, a look at what we made of it, and only then the mails."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from cop_pages.responses import SeeOther

from ..forms import ListForm
from ..models import ArenaPage
from ..services.people import invite_all
from .access import lead_view


@require_http_methods(["GET", "HEAD", "POST"])
@lead_view
def import_people(request: HttpRequest, arena: ArenaPage) -> HttpResponse:
    """A first POST shows the list line by line, one with `invite` mails who is right."""
    posted = (request.POST, request.FILES) if request.method == "POST" else ()
    form = ListForm(*posted, arena=arena)
    if request.method == "POST" and form.is_valid() and "invite" in request.POST:
        return _invite(request, arena, form)
    status = 422 if form.errors else 200
    return render(request, "arena/import_people.html", _context(arena, form), status=status)


def _invite(request: HttpRequest, arena: ArenaPage, form: ListForm) -> HttpResponse:
    number = invite_all(
        arena=arena,
        entries=form.entries,
        message=form.cleaned_data["message"],
        by=request.user,
    )
    said = ngettext("%d invitation is on its way.", "%d invitations are on their way.", number)
    messages.success(request, said % number)
    return SeeOther(arena.get_members_url())


def _context(arena: ArenaPage, form: ListForm) -> dict:
    """The form to go on with holds what was read, also when it came from a file."""
    entries = form.entries
    return {
        "circle": arena,
        "form": form,
        "entries": entries,
        "good": sum(entry.is_good for entry in entries),
        "wrong": sum(bool(entry.error) for entry in entries),
        "text": form.cleaned_data.get("text", "") if entries else form["text"].value() or "",
    }
