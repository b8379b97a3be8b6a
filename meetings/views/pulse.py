"""The pulse at closing: members answer once, facilitators open and close it and read the totals."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cop_pages.responses import SeeOther
from cop_pages.views.access import facilitator_view

from ..forms.pulse import PulseForm
from ..models import Meeting, PulseRound
from ..services import pulse as service
from ..undercurrent import Undercurrent
from ..water_line import draw
from .access import editor_view, meeting_view

SECOND = gettext_lazy("You answered before. Your first answer counts; this one was not kept.")


# An error report by mail would tell what somebody wrote.
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@meeting_view
def pulse(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """The questions for members; the two buttons for facilitators; 404 for who only looks on."""
    leads = meeting.can_be_edited_by(request.user)
    if not leads and not service.can_answer(meeting, request.user):
        raise Http404
    current = PulseRound.objects.filter(meeting=meeting).first()
    if leads:
        return render(request, "meetings/pulse_host.html", host_context(meeting, current))
    if request.method == "POST":
        return take_answer(request, meeting, current)
    return ask(request, meeting, current, PulseForm())


def host_context(meeting: Meeting, current: PulseRound | None) -> dict:
    return {
        "meeting": meeting,
        "circle": meeting.circle,
        "pulse": current,
        "answers": current.answers.count() if current else 0,
        "fewest": service.FEWEST_ANSWERS,
        "may_open": meeting.has_begun and not meeting.is_cancelled,
    }


def ask(request, meeting: Meeting, current: PulseRound | None, form, *, status: int = 200):
    is_open = current is not None and current.is_open
    context = {
        "meeting": meeting,
        "circle": meeting.circle,
        "form": form,
        "is_open": is_open,
        "has_answered": is_open and service.has_answered(current, request.user),
        "days": service.WORDS_STAY.days,
        "fewest": service.FEWEST_ANSWERS,
    }
    return render(request, "meetings/pulse.html", context, status=status)


def take_answer(request, meeting: Meeting, current: PulseRound | None) -> HttpResponse:
    form = PulseForm(request.POST)
    if current is None or not current.is_open:
        return ask(request, meeting, current, form, status=409)
    if service.has_answered(current, request.user):
        return refuse_second(request, meeting, current, form)
    if not form.is_valid():
        return ask(request, meeting, current, form, status=422)
    unsaid = form.cleaned_data["unsaid"]
    if not service.give_answer(pulse=current, user=request.user, scores=form.scores, unsaid=unsaid):
        current.refresh_from_db()
        return refuse_second(request, meeting, current, form)
    return SeeOther(reverse("meetings:pulse", args=[meeting.pk]))


def refuse_second(request, meeting: Meeting, current: PulseRound, form) -> HttpResponse:
    """A second answer changes nothing: the first one cannot be found again, and so not replaced."""
    form.errors.clear()
    form.add_error(None, SECOND)
    return ask(request, meeting, current, form, status=409)


@require_POST
@editor_view
def open_pulse(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    if not meeting.has_begun or meeting.is_cancelled:
        raise Http404
    service.open_round(meeting=meeting)
    return SeeOther(reverse("meetings:pulse", args=[meeting.pk]))


@require_POST
@editor_view
def close_pulse(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    current = get_object_or_404(PulseRound, meeting=meeting)
    if service.close_round(pulse=current):
        messages.success(request, _("The pulse is closed. Who answered is forgotten."))
    return SeeOther(reverse("meetings:undercurrent", args=[meeting.circle_id]))


@require_safe
@facilitator_view
def undercurrent(request: HttpRequest, circle) -> HttpResponse:
    """Totals over time and what was not said, for the facilitators of this circle and nobody else."""
    history = Undercurrent(circle)
    context = {
        "circle": circle,
        "history": history,
        "drawing": draw(history.shown),
        "fewest": service.FEWEST_ANSWERS,
        "days": service.WORDS_STAY.days,
    }
    return render(request, "meetings/undercurrent.html", context)


urlpatterns = [
    path("<int:meeting_id>/pulse/", pulse, name="pulse"),
    path("<int:meeting_id>/pulse/open/", open_pulse, name="open_pulse"),
    path("<int:meeting_id>/pulse/close/", close_pulse, name="close_pulse"),
    path("circle/<int:circle_id>/undercurrent/", undercurrent, name="undercurrent"),
]
