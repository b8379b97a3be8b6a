"""Meetings in one's own calendar: private addresses, and one meeting as a file."""

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.cache import get_conditional_response, patch_cache_control, set_response_etag
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from cop_pages.mail import absolute
from cop_pages.responses import SeeOther

from ..calendar import feeds, writing
from ..calendar.event import Event
from ..models import CalendarToken, Meeting
from .access import meeting_view

SESSION_KEY = "new_calendar_address"
# How long the page shows an address that was just made, so that a reload does not lose it.
SHOWN_FOR = timedelta(minutes=10)


@require_safe
@never_cache
@login_required
def addresses(request: HttpRequest) -> HttpResponse:
    """My addresses: one for all my circles, and one for each circle if I like."""
    mine = CalendarToken.objects.valid().filter(user=request.user)
    by_circle = {address.circle_id: address for address in mine}
    circles = feeds.circles_of(request.user).order_by("title")
    context = {
        "all": by_circle.get(None),
        "rows": [(circle, by_circle.get(circle.pk)) for circle in circles],
        **fresh_secret(request),
    }
    return render(request, "meetings/calendar.html", context)


def fresh_secret(request: HttpRequest) -> dict:
    """The address that this browser made just now; later nobody can look it up any more."""
    pk, token = request.session.get(SESSION_KEY, (None, ""))
    since = timezone.now() - SHOWN_FOR
    rows = CalendarToken.objects.valid().filter(user=request.user, created_at__gt=since)
    if pk is None or not rows.filter(pk=pk).exists():
        request.session.pop(SESSION_KEY, None)
        return {}
    address = absolute(reverse("meetings:feed", args=[token]))
    return {
        "fresh": pk,
        "address": address,
        "subscribe": "webcal://" + address.partition("://")[2],
    }


@require_POST
@never_cache
@login_required
def make(request: HttpRequest, circle_id: int | None = None) -> HttpResponse:
    """A new address; where there was one, it stops working."""
    circle = None
    if circle_id is not None:
        circle = get_object_or_404(feeds.circles_of(request.user), pk=circle_id)
    address, token = feeds.make_address(user=request.user, circle=circle)
    request.session[SESSION_KEY] = [address.pk, token]
    return SeeOther(reverse("meetings:calendar"))


@require_POST
@never_cache
@login_required
def revoke(request: HttpRequest, address_id: int) -> HttpResponse:
    mine = CalendarToken.objects.valid().filter(user=request.user)
    feeds.revoke(address=get_object_or_404(mine, pk=address_id))
    messages.success(request, _("That address no longer works."))
    return SeeOther(reverse("meetings:calendar"))


@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """For calendar programs, which cannot log in. A revoked or guessed address is not there."""
    addresses = CalendarToken.objects.for_token(token).select_related("user", "circle")
    address = addresses.first()
    if address is None or not may_read(address):
        return keep_private(HttpResponse(status=404, content_type="text/plain"))
    feeds.note_use(address)
    response = keep_private(ics(feeds.text_for(address), "meetings.ics"))
    set_response_etag(response)
    return get_conditional_response(request, etag=response["ETag"], response=response)


def may_read(address: CalendarToken) -> bool:
    """Of a circle that one has left there is no calendar any more."""
    if address.circle_id is None:
        return True
    return feeds.circles_of(address.user).filter(pk=address.circle_id).exists()


@require_safe
@meeting_view
def event(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """One meeting as a file, for who wants no mail and no feed."""
    return ics(writing.feed([Event.of(meeting)], name=meeting.title), "meeting.ics")


def ics(text: str, filename: str) -> HttpResponse:
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{filename}"'
    return response


def keep_private(response: HttpResponse) -> HttpResponse:
    """Only the program that asks may keep it, and asks each time whether there is news."""
    patch_cache_control(response, private=True, no_cache=True)
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex"
    return response


urlpatterns = [
    path("calendar/", addresses, name="calendar"),
    path("calendar/make/", make, name="make_address"),
    path("calendar/make/<int:circle_id>/", make, name="make_circle_address"),
    path("calendar/addresses/<int:address_id>/revoke/", revoke, name="revoke_address"),
    path("calendar/<str:token>.ics", feed, name="feed"),
    path("<int:meeting_id>/meeting.ics", event, name="event"),
]
