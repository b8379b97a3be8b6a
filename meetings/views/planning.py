"""Facilitators set a date, change it, show it to the members, or call it off."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cop_pages.responses import SeeOther
from cop_pages.views.access import facilitator_view

from ..forms.meeting import CancelForm, MeetingForm, suggestion_for
from ..models import Meeting
from ..services import planning
from .access import editor_view


@require_http_methods(["GET", "HEAD", "POST"])
@facilitator_view
def add(request: HttpRequest, circle) -> HttpResponse:
    """The next meeting, filled in as the last one was; then on to its agenda."""
    if request.method == "POST":
        form = MeetingForm(request.POST, circle=circle)
        if form.is_valid():
            return _create(request, circle, form)
    else:
        form = MeetingForm(circle=circle, initial=suggestion_for(circle, request.user))
    context = {"circle": circle, "form": form}
    return render(request, "meetings/edit.html", context, status=422 if form.errors else 200)


def _create(request: HttpRequest, circle, form: MeetingForm) -> HttpResponse:
    meeting = planning.create_meeting(
        circle=circle,
        details=form.details,
        goals=form.cleaned_data["goals"],
        plan_now="plan" in request.POST,
        by=request.user,
    )
    messages.success(request, _("The date stands. Now weave the agenda."))
    return SeeOther(reverse("meetings:planner", args=[meeting.pk]))


@require_http_methods(["GET", "HEAD", "POST"])
@editor_view
def edit(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Answers 409 when somebody else saved since this form was opened; nothing typed is lost."""
    stored = Meeting.objects.get(pk=meeting.pk)  # The form changes its own instance.
    data = request.POST if request.method == "POST" else None
    form = MeetingForm(data, instance=meeting, circle=meeting.circle)
    if request.method == "POST" and form.is_valid():
        goals = form.cleaned_data["goals"]
        planning.change_meeting(meeting=meeting, details=form.details, goals=goals, by=request.user)
        messages.success(request, _("Saved."))
        return SeeOther(meeting.get_absolute_url())
    status = 409 if form.is_stale else 422 if form.errors else 200
    context = {"circle": meeting.circle, "meeting": stored, "form": form}
    return render(request, "meetings/edit.html", context, status=status)


@require_POST
@editor_view
def plan(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """From draft to planned; a second click changes nothing."""
    if planning.plan(meeting=meeting, by=request.user):
        messages.success(request, _("Planned. Members see it now."))
    return SeeOther(meeting.get_absolute_url())


@require_http_methods(["GET", "HEAD", "POST"])
@editor_view
def cancel(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Ask for the reason first."""
    if not (meeting.is_planned or meeting.is_cancelled):
        raise Http404
    form = CancelForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        if planning.cancel(meeting=meeting, reason=reason, by=request.user):
            messages.success(request, _("The meeting is cancelled."))
        return SeeOther(meeting.get_absolute_url())
    context = {"circle": meeting.circle, "meeting": meeting, "form": form}
    return render(request, "meetings/cancel.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@editor_view
def discard(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Ask first; a POST throws the draft away."""
    if not meeting.is_draft:
        raise Http404
    if request.method == "POST":
        planning.discard(meeting=meeting, by=request.user)
        messages.success(request, _("The draft is gone."))
        return SeeOther(reverse("meetings:circle", args=[meeting.circle_id]))
    return render(request, "meetings/discard.html", {"circle": meeting.circle, "meeting": meeting})


urlpatterns = [
    path("circle/<int:circle_id>/new/", add, name="add"),
    path("<int:meeting_id>/edit/", edit, name="edit"),
    path("<int:meeting_id>/plan/", plan, name="plan"),
    path("<int:meeting_id>/cancel/", cancel, name="cancel"),
    path("<int:meeting_id>/discard/", discard, name="discard"),
]
