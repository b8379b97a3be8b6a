"""Answering an invitation: on the site, or by the link in a mail without logging in."""

from functools import wraps

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from cop_pages.responses import SeeOther

from .. import answer_links
from ..answers import AnswersClosedError, give_answer, standing
from ..forms.answer import AnswerForm
from ..models import Attendance, Meeting
from ..reminders import remind_now
from .access import editor_view, meeting_view


@require_http_methods(["GET", "HEAD", "POST"])
@meeting_view
def answer(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """For members of the circle; who only looks on has no seat to take."""
    if not meeting.circle.active_memberships().filter(user=request.user).exists():
        raise Http404
    return _answer_as(request, meeting, request.user, done=meeting.get_absolute_url())


def keep_secret(view):
    """The address is a secret: no cache keeps it, and no other site hears where one came from.

    `same-origin` and not `no-referrer`, with which browsers hide the origin that the check against
    forged forms asks for.
    """

    @wraps(view)
    def wrapper(*args, **kwargs):
        response = view(*args, **kwargs)
        response["Referrer-Policy"] = "same-origin"
        response["X-Robots-Tag"] = "noindex"
        return response

    return wrapper


@require_http_methods(["GET", "HEAD", "POST"])
@keep_secret
@never_cache
def answer_by_link(request: HttpRequest, token: str) -> HttpResponse:
    """Whoever has the link answers for its owner. Mail scanners that follow it change nothing."""
    found = answer_links.read(token)
    if found is None:
        return render(request, "meetings/rsvp_gone.html", status=404)
    meeting, user = found
    return _answer_as(request, meeting, user, done=request.path, by_link=True)


def _answer_as(request, meeting: Meeting, user, *, done: str, by_link=False) -> HttpResponse:
    attendance = Attendance.objects.filter(meeting=meeting, user=user).first()
    data = request.POST if request.method == "POST" else None
    form = AnswerForm(data, instance=attendance)
    if data is not None and form.is_valid():
        return _store(request, meeting, user, form, done)
    context = {
        "meeting": meeting,
        "circle": meeting.circle,
        "person": user,
        "form": form,
        "chosen": _chosen(request),
        "by_link": by_link,
        **standing(meeting, user),
    }
    return render(request, "meetings/rsvp.html", context, status=422 if form.errors else 200)


def _chosen(request: HttpRequest) -> str:
    """The button in the mail; it must be pressed once more here."""
    wanted = request.GET.get("answer", "")
    return wanted if wanted in {"yes", "maybe", "no"} else ""


def _store(request, meeting: Meeting, user, form: AnswerForm, done: str) -> HttpResponse:
    try:
        attendance = give_answer(meeting=meeting, user=user, **form.cleaned_data)
    except AnswersClosedError:
        return render(request, "meetings/rsvp_gone.html", status=409)
    messages.success(request, thanks(attendance))
    return SeeOther(done)


def thanks(attendance: Attendance) -> str:
    if attendance.is_waiting:
        return _("All seats are taken. You are on the waiting list.")
    words = {
        Attendance.Answer.YES: _("Good that you are coming."),
        Attendance.Answer.MAYBE: _("Noted: you may come."),
        Attendance.Answer.NO: _("Too bad. Noted: you are not coming."),
    }
    return words[attendance.answer]


@require_POST
@editor_view
def remind(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Ask who has not answered once more; at most once a day."""
    number = remind_now(meeting=meeting)
    words = ngettext("%(number)s person gets a mail.", "%(number)s people get a mail.", number)
    messages.success(request, words % {"number": number})
    return SeeOther(meeting.get_absolute_url())


urlpatterns = [
    path("<int:meeting_id>/remind/", remind, name="remind"),
    path("<int:meeting_id>/answer/", answer, name="answer"),
    path("answers/<str:token>/", answer_by_link, name="answer_by_link"),
]
