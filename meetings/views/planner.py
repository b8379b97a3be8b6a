"""The agenda planner: one page and one form, with and without JavaScript.

Every button sends the whole form. First what was typed is stored, then what the button asks is done, and
the answer leads back to the page. Answers 422 when a field is wrong or the agenda is full, 409 when
somebody else changed the agenda meanwhile; either way all that was typed stands in the page that comes back.
"""

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_http_methods

from cop_pages.responses import SeeOther

from ..models import Meeting
from ..planner.commands import Command
from ..planner.desk import Desk
from ..planner.merge import merge
from ..services.agenda import FullAgenda, StaleAgenda, edit_agenda
from .access import editor_view


@require_http_methods(["GET", "HEAD", "POST"])
@editor_view
def planner(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    if request.method == "POST":
        return save(request, meeting)
    return show(Desk(request, meeting, request.GET))


def show(desk: Desk, status: int = 200, **parts) -> HttpResponse:
    return render(desk.request, "meetings/planner.html", desk.context(**parts), status=status)


def save(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    command, desk = Command.read(request), Desk(request, meeting, request.POST)
    if version_of(request) != meeting.agenda_version:
        return conflict(desk)
    forms = desk.posted_forms()
    if not (all(form.is_valid() for form in forms) and command.is_valid):
        return show(desk, 422, forms=forms, command=command)
    texts = {form.item.pk: stored_names(form.cleaned_data) for form in forms}
    version, change = version_of(request), command.change()
    try:
        item = edit_agenda(meeting=meeting, version=version, texts=texts, change=change)
    except StaleAgenda:  # Between our look and the lock.
        meeting.refresh_from_db()
        return conflict(Desk(request, meeting, request.POST))
    except FullAgenda as error:
        return show(desk, 422, forms=forms, command=command, refusal=str(error))
    return SeeOther(desk.url_after(command) + (f"#item-{item.pk}" if item else ""))


def version_of(request: HttpRequest) -> int:
    """Which version of the agenda this editor saw."""
    text = request.POST.get("version", "")
    if not text.isdecimal() or len(text) > 12:
        raise BadRequest("The form is not complete.")
    return int(text)


def conflict(desk: Desk) -> HttpResponse:
    """What the other changed, with a form that holds both; nothing has been stored."""
    merged = merge(desk.agenda.items, desk.request.POST, desk.choices)
    return show(desk, 409, merge=merged)


def stored_names(cleaned: dict) -> dict:
    values = dict(cleaned)
    values["lead_id"] = values.pop("lead")
    return values


urlpatterns = [path("<int:meeting_id>/agenda/", planner, name="planner")]
