"""Running a meeting: the clock, the block that is on, what comes next, and a place for notes."""

from dataclasses import dataclass
from datetime import timedelta

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cop_pages.responses import SeeOther

from ..agenda import Agenda, Block
from ..forms.report import ItemMinutesFormSet, item_minutes
from ..models import Meeting
from .access import editor_view


@dataclass
class Turn:
    """A block while the meeting runs: the block, the form for its notes, and those of its parts."""

    block: Block
    form: object | None
    parts: list
    is_current: bool
    following: Block | None

    @property
    def over_from(self) -> int:
        """Where on the strip the part past the end begins."""
        return self.block.start + self.block.within


@require_http_methods(["GET", "HEAD", "POST"])
@editor_view
def run(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """The agenda block by block; `?block=3` shows the third, else the one that is on by the clock.

    A POST keeps the notes of all blocks: 303 back here, or 204 for a script that saves now and then.
    """
    if meeting.is_cancelled:
        messages.error(request, _("This meeting is cancelled."))
        return SeeOther(meeting.get_absolute_url())
    if request.method == "POST":
        return keep_notes(request, meeting)
    return run_page(request, meeting, item_minutes(meeting))


def keep_notes(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    with transaction.atomic():
        Meeting.objects.select_for_update().get(pk=meeting.pk)
        notes = item_minutes(meeting, request.POST)
        if notes.is_valid():
            notes.save()
    if not notes.is_valid():
        stale = any(form.is_stale for form in notes.forms)
        return run_page(request, meeting, notes, status=409 if stale else 422)
    if "autosave" in request.POST:
        return HttpResponse(status=204)
    messages.success(request, _("The notes are saved."))
    number = number_in(request.POST.get("block", ""), len(Agenda.of(meeting).blocks))
    query = f"?block={number}" if number else ""
    return SeeOther(reverse("meetings:run", args=[meeting.pk]) + query)


def run_page(
    request: HttpRequest, meeting: Meeting, notes: ItemMinutesFormSet, *, status: int = 200
) -> HttpResponse:
    agenda = Agenda.of(meeting)
    now = timezone.now().astimezone(meeting.zone)
    number = number_in(request.GET.get("block", ""), len(agenda.blocks)) or number_by_clock(agenda)
    turns = turns_of(agenda, notes, number)
    context = {
        "meeting": meeting,
        "circle": meeting.circle,
        "agenda": agenda,
        "notes": notes,
        "turns": turns,
        "number": number,
        "now": now,
        "now_exactly": now.isoformat(timespec="seconds"),
        "gone": minutes_gone(agenda),
    }
    return render(request, "meetings/run.html", context, status=status)


def turns_of(agenda: Agenda, notes: ItemMinutesFormSet, number: int) -> list[Turn]:
    forms = {form.instance.pk: form for form in notes.forms}
    return [
        Turn(
            block,
            forms.get(block.item.pk),
            [(part, forms.get(part.pk)) for part in block.parts],
            block.number == number,
            following,
        )
        for block, following in zip(agenda.blocks, [*agenda.blocks[1:], None], strict=False)
    ]


def number_in(text: str, most: int) -> int:
    """A block that exists, or 0."""
    number = int(text) if text.isdecimal() and len(text) < 5 else 0
    return number if number <= most else 0


def number_by_clock(agenda: Agenda) -> int:
    """The block that is on now; the first before the meeting, the last after it. 0 without blocks."""
    begun = [block.number for block in agenda.blocks if block.starts_at <= timezone.now()]
    return begun[-1] if begun else min(len(agenda.blocks), 1)


def minutes_gone(agenda: Agenda) -> int:
    """From the start until now, within the strip."""
    gone = (timezone.now() - agenda.meeting.starts_at) // timedelta(minutes=1)
    return min(max(gone, 0), agenda.scale)


urlpatterns = [path("<int:meeting_id>/run/", run, name="run")]
