"""Facilitators set a rhythm, add dates to it, and end it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from cop_pages.responses import SeeOther
from cop_pages.views.access import facilitator_view

from ..forms.series import ExtendForm, SeriesForm
from ..models import MeetingSeries
from ..services import series as services
from .access import series_view


@require_http_methods(["GET", "HEAD", "POST"])
@facilitator_view
def add(request: HttpRequest, circle) -> HttpResponse:
    """A rhythm, with a real meeting for each date."""
    form = SeriesForm(request.POST if request.method == "POST" else None, circle=circle)
    if request.method == "POST" and form.is_valid():
        meetings = services.create_series(
            series=form.instance,
            last=form.cleaned_data["last"],
            goals=form.cleaned_data["goals"],
            leave_out=form.left_out,
            plan_now="plan" in request.POST,
            by=request.user,
        )
        messages.success(request, told(len(meetings)))
        return SeeOther(reverse("meetings:series", args=[form.instance.pk]))
    context = {"circle": circle, "form": form}
    return render(request, "meetings/add_series.html", context, status=422 if form.errors else 200)


def told(number: int) -> str:
    if not number:
        return _(
            "No dates were added: the rhythm has none in that time, or they are there already."
        )
    return ngettext("%(number)s date was added.", "%(number)s dates were added.", number) % {
        "number": number
    }


@require_http_methods(["GET", "HEAD", "POST"])
@series_view
def show(request: HttpRequest, series: MeetingSeries) -> HttpResponse:
    """All its dates; a POST writes more of them."""
    form = ExtendForm(request.POST if request.method == "POST" else None, series=series)
    if request.method == "POST" and form.is_valid():
        added = services.extend(
            series=series,
            last=form.cleaned_data["last"],
            leave_out=form.left_out,
            plan_now="plan" in request.POST,
            by=request.user,
        )
        messages.success(request, told(len(added)))
        return SeeOther(reverse("meetings:series", args=[series.pk]))
    context = {
        "circle": series.circle,
        "series": series,
        "meetings": series.meetings.for_cards(),
        "form": form,
    }
    return render(request, "meetings/series.html", context, status=422 if form.errors else 200)


@require_POST
@series_view
def stop(request: HttpRequest, series: MeetingSeries) -> HttpResponse:
    """No new dates from today on; drafts that lie ahead go."""
    number = services.stop(series=series, last=timezone.localdate(), by=request.user)
    text = ngettext(
        "The series has ended. %(number)s draft is gone.",
        "The series has ended. %(number)s drafts are gone.",
        number,
    )
    messages.success(request, text % {"number": number})
    return SeeOther(reverse("meetings:series", args=[series.pk]))


urlpatterns = [
    path("circle/<int:circle_id>/series/new/", add, name="add_series"),
    path("series/<int:series_id>/", show, name="series"),
    path("series/<int:series_id>/stop/", stop, name="stop_series"),
]
