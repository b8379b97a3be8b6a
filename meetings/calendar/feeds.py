"""Private calendars: whoever has the secret address reads what its owner may read now."""

import secrets
from datetime import timedelta

from django.db import transaction
from django.db.models import Prefetch
from django.utils import timezone
from django.utils.translation import gettext as _

from cop_pages.models import Circle
from cop_pages.models.people import hash_token

from ..models import Attendance, CalendarToken, Meeting
from . import writing
from .event import Event

# Programs that forget old events keep them themselves; a feed need not grow for ever.
HISTORY = timedelta(days=365)


@transaction.atomic
def make_address(*, user, circle: Circle | None = None) -> tuple[CalendarToken, str]:
    """A fresh secret, for one circle or for all; the former one stops working. It is told only now."""
    for former in CalendarToken.objects.valid().filter(user=user, circle=circle):
        revoke(address=former)
    token = secrets.token_urlsafe(32)
    row = CalendarToken.objects.create(user=user, circle=circle, token_hash=hash_token(token))
    return row, token


def revoke(*, address: CalendarToken) -> None:
    address.revoked_at = timezone.now()
    address.save(update_fields=["revoked_at"])


def circles_of(user):
    """Not those that an editor may look into: one's own calendar holds one's own meetings."""
    return Circle.objects.visible_to(user).with_member(user)


def meetings_for(user, circle_id: int | None = None):
    """What stands in this person's calendar, also what was cancelled; drafts never do."""
    circles = circles_of(user)
    if circle_id:
        circles = circles.filter(pk=circle_id)
    mine = Prefetch("attendances", Attendance.objects.filter(user=user), to_attr="mine")
    meetings = Meeting.objects.filter(
        circle__in=circles, starts_at__gt=timezone.now() - HISTORY
    ).exclude(status=Meeting.Status.DRAFT)
    return meetings.select_related("circle").prefetch_related(mine).order_by("starts_at", "pk")


def text_for(address: CalendarToken) -> str:
    """The whole calendar, in the language that is active now."""
    name = address.circle.title if address.circle else _("My meetings")
    meetings = meetings_for(address.user, address.circle_id)
    return writing.feed([event_for(meeting) for meeting in meetings], name=name)


def event_for(meeting: Meeting) -> Event:
    """Who said no sees the meeting, but is free at that time."""
    return Event.of(meeting, is_free=any(each.answer == "no" for each in meeting.mine))


def note_use(address: CalendarToken) -> None:
    """The day only, so that a member sees whether an address is in use, and at most one write a day."""
    today = timezone.localdate()
    CalendarToken.objects.filter(pk=address.pk).exclude(last_used_on=today).update(
        last_used_on=today
    )
