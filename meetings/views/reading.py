"""What members see: the meetings of a circle, and one meeting."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from cop_pages.views.access import circle_view

from ..agenda import Agenda
from ..models import ActionItem, Attendance, Meeting, NextStep
from .access import meeting_view

MOST_PAST = 100


@require_safe
@circle_view
def of_circle(request: HttpRequest, circle) -> HttpResponse:
    """Upcoming and past meetings of one circle."""
    meetings = Meeting.objects.visible_to(request.user).of_circle(circle).for_cards()
    context = {
        "circle": circle,
        "upcoming": meetings.upcoming(),
        "past": meetings.past()[:MOST_PAST],
        "series": circle.meeting_series.all(),
        "is_facilitator": circle.is_facilitated_by(request.user),
    }
    return render(request, "meetings/circle.html", context)


@require_safe
@meeting_view
def show(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """When, where, the agenda with its times, and afterwards the report."""
    is_facilitator = meeting.can_be_edited_by(request.user)
    context = {
        "meeting": meeting,
        "circle": meeting.circle,
        "agenda": Agenda.of(meeting),
        "attendance": Attendance.objects.filter(meeting=meeting, user=request.user).first(),
        "number_coming": meeting.attendances.coming().count(),
        "goals": meeting.goals.all(),
        "is_facilitator": is_facilitator,
        "report": report_of(meeting, request.user),
        "reads_private_notes": is_facilitator or meeting.private_notes_can_be_read_by(request.user),
    }
    return render(request, "meetings/meeting.html", context)


def report_of(meeting: Meeting, user) -> dict | None:
    """Decisions, actions and the next step, once the report is out."""
    if not meeting.has_report:
        return None
    actions = ActionItem.objects.visible_to(user).filter(meeting=meeting)
    return {
        "decisions": meeting.decisions.all(),
        "actions": actions.select_related("owner"),
        "next_step": NextStep.objects.filter(meeting=meeting).first(),
    }


urlpatterns = [
    path("circle/<int:circle_id>/", of_circle, name="circle"),
    path("<int:meeting_id>/", show, name="meeting"),
]
