"""Who hears of a meeting: everyone of its circle when it is planned, who was invited when it changes.

Each runs inside the transaction that caused it, and a second time mails nobody again.
"""

from datetime import timedelta

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone, translation

from cop_pages.mail import language_of

from . import letters
from .models import Attendance, Meeting, MeetingSeries, Notice
from .spoken import spoken_start

# Of a whole year of dates each invitation comes when people look that far ahead.
AHEAD = timedelta(days=45)


@transaction.atomic
def invite(*, meeting: Meeting) -> int:
    """Mail everyone of the circle who was not invited yet; returns how many."""
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if not meeting.is_open_for_answers:
        return 0
    number = sum(invite_one(meeting, user) for user in members_of(meeting.circle_id))
    Meeting.objects.filter(pk=meeting.pk).update(invited_at=timezone.now())
    return number


def invite_one(meeting: Meeting, user) -> bool:
    """A meeting that is planned anew after a cancellation has a new sequence, and is mailed again."""
    notice = {"meeting": meeting, "edition": meeting.sequence}
    if not Notice.objects.first_time(Notice.Kind.INVITATION, user, **notice):
        return False
    attendance, _created = Attendance.objects.get_or_create(meeting=meeting, user=user)
    attendance.invited_at = timezone.now()
    attendance.save(update_fields=["invited_at"])
    words = {"text": meeting.invitation_text, "is_limited": meeting.capacity is not None}
    letters.send("invitation", meeting=meeting, user=user, answer=attendance.answer, **words)
    return True


def members_of(circle_id: int):
    """The people who are in the circle now and can log in."""
    return get_user_model().objects.filter(
        is_active=True, memberships__circle=circle_id, memberships__ended_at__isnull=True
    )


@transaction.atomic
def tell_change(*, meeting: Meeting) -> int:
    """Replace the event in the calendars of who was invited; returns how many were mailed."""
    if not meeting.is_open_for_answers:
        return 0
    return tell(meeting, Notice.Kind.CHANGE, "changed")


@transaction.atomic
def tell_cancellation(*, meeting: Meeting) -> int:
    """Take the event out of the calendars, with the reason; not when it is over anyway."""
    if meeting.has_ended:
        return 0
    return tell(meeting, Notice.Kind.CANCELLATION, "cancelled", reason=meeting.cancel_reason)


def tell(meeting: Meeting, kind: str, letter: str, **words) -> int:
    number = 0
    for attendance in invited(meeting):
        notice = {"meeting": meeting, "edition": meeting.sequence}
        if Notice.objects.first_time(kind, attendance.user, **notice):
            answer = attendance.answer
            letters.send(letter, meeting=meeting, user=attendance.user, answer=answer, **words)
            number += 1
    return number


def invited(meeting: Meeting):
    """Invitations to who is in the circle still."""
    rows = meeting.attendances.filter(
        invited_at__isnull=False, user__in=members_of(meeting.circle_id)
    )
    return rows.select_related("user").order_by("pk")


@transaction.atomic
def invite_series(*, series: MeetingSeries, meetings: list[Meeting]) -> None:
    """One mail with all dates now, and an invitation for each date that is near."""
    for user in members_of(series.circle_id):
        tell_dates(user, series, meetings)
    for meeting in meetings:
        if meeting.starts_at <= timezone.now() + AHEAD:
            invite(meeting=meeting)


def tell_dates(user, series: MeetingSeries, meetings: list[Meeting]) -> None:
    with translation.override(language_of(user)):
        dates = [spoken_start(meeting) for meeting in meetings]
    letters.send("series", meeting=meetings[0], user=user, title=series.title, dates=dates)


def invite_ahead() -> int:
    """The job: planned meetings whose invitations could wait until now."""
    soon = Meeting.objects.planned().upcoming().filter(starts_at__lte=timezone.now() + AHEAD)
    return sum(invite(meeting=meeting) for meeting in soon.filter(invited_at__isnull=True))


@transaction.atomic
def invite_newcomer(*, circle_id: int, user) -> int:
    """Who joins is invited to what the others were invited to."""
    coming = Meeting.objects.planned().upcoming().of_circle(circle_id)
    coming = coming.filter(invited_at__isnull=False).select_related("circle")
    return sum(invite_one(meeting, user) for meeting in coming)
