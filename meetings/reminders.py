"""Reminders, each once: a job that runs every few minutes finds who is due and was not reminded.

They leave from nine in the morning on, by the clock where the meeting is. The notice remembers the
day it was about, so that a meeting that moves to another day is reminded of again.
"""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils import timezone, translation

from cop_pages.mail import absolute, language_of, send_mail

from . import letters
from .invitations import invited, members_of
from .models import ActionItem, Attendance, Meeting, Notice
from .recurrence import instant
from .spoken import spoken_day

DAYS_TO_ANSWER = 7
DAYS_TO_ACT = 2
NINE = time(9)
# Who was invited only just now need not be reminded yet.
JUST_NOW = timedelta(days=2)


def remind() -> int:
    """The job: all reminders that are due; returns how many mails that gave."""
    return ask_again() + announce_tomorrow() + remind_of_actions()


def nine_before(day: date, days: int, zone: ZoneInfo) -> datetime:
    """Nine in the morning so many days before."""
    return instant(day - timedelta(days=days), NINE, zone)


def soon(days: int):
    """Planned meetings that have not begun and for which the hour has come, so many days before."""
    now = timezone.now()
    last = now + timedelta(days=days + 1)
    meetings = Meeting.objects.planned().filter(starts_at__gt=now, starts_at__lte=last)
    for meeting in meetings.select_related("circle"):
        if nine_before(meeting.local_start.date(), days, meeting.zone) <= now:
            yield meeting


def ask_again() -> int:
    """A week before, to who has not answered; not any more once it is about tomorrow."""
    number = 0
    for meeting in soon(DAYS_TO_ANSWER):
        if timezone.now() < nine_before(meeting.local_start.date(), 1, meeting.zone):
            number += remind_silent(meeting)
    return number


def remind_silent(meeting: Meeting) -> int:
    before = timezone.now() - JUST_NOW
    silent = invited(meeting).without_answer().filter(invited_at__lte=before)
    return sum(once(Notice.Kind.REMINDER, "reminder", each, meeting) for each in silent)


def announce_tomorrow() -> int:
    number = 0
    for meeting in soon(1):
        for attendance in who_come(meeting):
            number += once(Notice.Kind.TOMORROW, "tomorrow", attendance, meeting)
    return number


def who_come(meeting: Meeting):
    """Who comes and is in the circle still, whether or not we ever mailed them."""
    members = members_of(meeting.circle_id)
    coming = meeting.attendances.coming().filter(user__in=members)
    return coming.select_related("user").order_by("pk")


@transaction.atomic
def once(kind: str, letter: str, attendance: Attendance, meeting: Meeting) -> bool:
    about = meeting.local_start.date().toordinal()
    user = attendance.user
    if not Notice.objects.first_time(kind, user, meeting=meeting, edition=about):
        return False
    letters.send(letter, meeting=meeting, user=user, answer=attendance.answer)
    return True


@transaction.atomic
def remind_now(*, meeting: Meeting) -> int:
    """A facilitator or editor asks who has not answered, at most once a day; returns how many."""
    if not meeting.is_open_for_answers:
        return 0
    today, number = timezone.localdate().toordinal(), 0
    for attendance in invited(meeting).without_answer():
        notice = {"meeting": meeting, "edition": today}
        if Notice.objects.first_time(Notice.Kind.REMINDER, attendance.user, **notice):
            letters.send("reminder", meeting=meeting, user=attendance.user)
            number += 1
    return number


def remind_of_actions() -> int:
    """Two days before an action is due, to its owner."""
    today = timezone.localdate()
    last = today + timedelta(days=DAYS_TO_ACT)
    due = ActionItem.objects.open().filter(due__gte=today, due__lte=last, owner__is_active=True)
    zone = timezone.get_default_timezone()
    return sum(
        remind_owner(action)
        for action in due.select_related("owner", "circle")
        if nine_before(action.due, DAYS_TO_ACT, zone) <= timezone.now()
    )


@transaction.atomic
def remind_owner(action: ActionItem) -> bool:
    """Not who has left the circle. An action that gets another date is reminded of again."""
    owner = action.owner
    if not ActionItem.objects.visible_to(owner).filter(pk=action.pk).exists():
        return False
    edition = action.due.toordinal()
    if not Notice.objects.first_time(Notice.Kind.ACTION_DUE, owner, action=action, edition=edition):
        return False
    with translation.override(language_of(owner)):
        context = {
            "action": action.text,
            "due": spoken_day(action.due),
            "circle": action.circle.title,
            "link": absolute(action.circle.specific.url or ""),
        }
    send_mail("meetings/action_due", owner.email, context, language=language_of(owner))
    return True
