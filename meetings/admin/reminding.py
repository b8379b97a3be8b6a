"""Reminding facilitators: first who would hear of what, then one mail for each of them."""

from dataclasses import dataclass

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from cop_pages.responses import SeeOther

from ..missing import Gap, facilitators_of, gaps_of, told_today
from ..models import Meeting
from ..quiet_circles import tracked_circles, with_dates
from ..services.nudging import nudge
from .meeting import breadcrumbs
from .permissions import tracker_view

MOST_CHOSEN = 100


@dataclass(frozen=True)
class Line:
    """One thing that was chosen: who is told of it now, and who was told today."""

    gap: Gap
    people: list
    told: list

    @property
    def is_sent(self) -> bool:
        return bool(self.gap.missing and self.people)


@require_http_methods(["GET", "HEAD", "POST"])
@tracker_view
def remind(request: HttpRequest) -> HttpResponse:
    gaps = chosen(request)
    if not gaps:
        messages.warning(request, _("Choose one or more from the list first."))
        return SeeOther(list_for(request))
    if request.method == "POST":
        tell(request, nudge(gaps=gaps, by=request.user))
        return SeeOther(list_for(request))
    lines = lines_of(gaps)
    context = {
        "lines": lines,
        "letters": len({user for line in lines if line.is_sent for user in line.people}),
        "back": list_for(request),
        "breadcrumbs_items": breadcrumbs(_("Remind the facilitators")),
    }
    return render(request, "meetings/admin/remind.html", context)


def chosen(request: HttpRequest) -> list[Gap]:
    """Of what was chosen; 404 as soon as one of it is not there for this person."""
    meetings = Meeting.objects.tracked_by(request.user).with_missing().select_related("circle")
    circles = with_dates(tracked_circles(request.user))
    rows = found(meetings, keys(request, "meeting"))
    return gaps_of(rows, found(circles, keys(request, "circle")))


def keys(request: HttpRequest, name: str) -> set[int]:
    values = (request.POST if request.method == "POST" else request.GET).getlist(name)
    if len(values) > MOST_CHOSEN:
        raise BadRequest("Too many at a time.")
    if not all(each.isascii() and each.isdigit() and len(each) < 19 for each in values):
        raise Http404
    return set(map(int, values))


def found(rows, wanted: set[int]) -> list:
    if not wanted:
        return []
    there = list(rows.filter(pk__in=wanted).order_by("pk"))
    if len(there) < len(wanted):
        raise Http404
    return there


def lines_of(gaps: list[Gap]) -> list[Line]:
    people, before = facilitators_of(gaps), told_today()
    lines = []
    for gap in gaps:
        told = [user for user in people[gap.circle.pk] if (user.pk, *gap.key) in before]
        rest = [user for user in people[gap.circle.pk] if user not in told]
        lines.append(Line(gap, rest, told))
    return lines


def tell(request: HttpRequest, letters: int) -> None:
    if not letters:
        messages.info(request, _("Nothing was sent: nobody has to hear of it, or they did today."))
        return
    text = ngettext(
        "%(number)s facilitator gets a mail.", "%(number)s facilitators get a mail.", letters
    )
    messages.success(request, text % {"number": letters})


def list_for(request: HttpRequest) -> str:
    """Where the choice was made."""
    sent = request.POST if request.method == "POST" else request.GET
    is_about_circles = "circle" in sent and "meeting" not in sent
    return reverse("meetings_quiet" if is_about_circles else "meetings_meeting_modeladmin_index")
