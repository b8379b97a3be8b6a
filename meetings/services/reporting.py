"""A meeting after it ended: its report is kept, closed, and published."""

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone, translation

from cop_pages.mail import absolute, send_mail

from ..models import ActionItem, Attendance, GuestAttendance, Meeting, NextStep, Notice
from ..signals import meeting_held, report_published
from ..spoken import spoken_day
from .carrying import carry_next_step
from .journey import complete_journey, grow_journey
from .log import record


@transaction.atomic
def note_present(*, meeting: Meeting, present: set[int]) -> None:
    """Which members were there, by their key. Who is not named was not."""
    rows = meeting.attendances
    rows.filter(user__in=present).update(present=True)
    rows.exclude(user__in=present).update(present=False)
    known = set(rows.values_list("user_id", flat=True))
    Attendance.objects.bulk_create(
        Attendance(meeting=meeting, user_id=user, present=True) for user in sorted(present - known)
    )


@transaction.atomic
def note_guests(*, meeting: Meeting, guests: list[str]) -> None:
    """By name. A guest who stays keeps the row, and with it who brought them."""
    left = list(guests)
    for guest in meeting.guests.all():
        if guest.name in left:
            left.remove(guest.name)
        else:
            guest.delete()
    GuestAttendance.objects.bulk_create(
        GuestAttendance(meeting=meeting, name=name) for name in left
    )


@transaction.atomic
def note_next_step(*, meeting: Meeting, text: str, by) -> None:
    """What the next step needs; once the meeting is closed it goes to the journey and the next agenda."""
    if not text:
        NextStep.objects.filter(meeting=meeting).delete()
        return
    step, _ = NextStep.objects.update_or_create(meeting=meeting, defaults={"text": text})
    if meeting.was_held:
        complete_journey(meeting=meeting, by=by)
        carry_next_step(step=step)


@transaction.atomic
def close(*, meeting: Meeting, by) -> bool:
    """The meeting was held: the journey grows and the next agenda gets its first block.

    False when it was closed before, has not begun, or was cancelled.
    """
    row = (
        Meeting.objects.select_for_update(of=("self",)).select_related("circle").get(pk=meeting.pk)
    )
    if not row.can_be_closed:
        return False
    row.status, row.held_at = Meeting.Status.HELD, timezone.now()
    if row.group_size is None:
        row.group_size = row.attendances.were_there().count() + row.guests.count()
    row.save(update_fields=["status", "held_at", "group_size", "updated_at"])
    record(row.circle, "meetings.hold", by, meeting=row.pk)
    grow_journey(meeting=row, by=by)
    for step in NextStep.objects.filter(meeting=row).select_related("meeting"):
        carry_next_step(step=step)
    meeting_held.send(Meeting, meeting=row)
    return True


@transaction.atomic
def publish_report(*, meeting: Meeting, by) -> bool:
    """Members may read the report, and hear so by mail, once. False when there was nothing to do."""
    row = (
        Meeting.objects.select_for_update(of=("self",)).select_related("circle").get(pk=meeting.pk)
    )
    if row.status != Meeting.Status.HELD:
        return False
    row.status, row.report_published_at = Meeting.Status.PUBLISHED, timezone.now()
    row.save(update_fields=["status", "report_published_at", "updated_at"])
    record(row.circle, "meetings.publish", by, meeting=row.pk)
    promised = promises_of(row)
    for reader in readers_of(row):
        if Notice.objects.first_time(Notice.Kind.REPORT, reader, meeting=row):
            mail_report(row, reader, promised.get(reader.pk, []))
    report_published.send(Meeting, meeting=row)
    return True


def readers_of(meeting: Meeting):
    """Members who were there, and those who want news of their circle."""
    members = meeting.circle.active_memberships()
    there = Q(attendances__meeting=meeting, attendances__present=True)
    wants_news = Q(pk__in=members.filter(receives_news=True).values("user"))
    people = get_user_model().objects.filter(pk__in=members.values("user"), is_active=True)
    return people.filter(there | wants_news).distinct().order_by("pk")


def promises_of(meeting: Meeting) -> dict[int, list[str]]:
    """The open actions of this meeting, by who said they would do them."""
    promised: dict[int, list[str]] = {}
    for action in ActionItem.objects.open().filter(meeting=meeting, owner__isnull=False):
        promised.setdefault(action.owner_id, []).append(action.text)
    return promised


def mail_report(meeting: Meeting, reader, actions: list[str]) -> None:
    language = getattr(reader, "language", "") or settings.LANGUAGE_CODE
    with translation.override(language):
        day = spoken_day(meeting.local_start.date())
    context = {
        "circle": meeting.circle.title,
        "title": meeting.title,
        "day": day,
        "actions": actions,
        "link": absolute(reverse("meetings:report", args=[meeting.pk])),
        "preferences": absolute(reverse("cop_pages:my_membership", args=[meeting.circle_id])),
    }
    send_mail("meetings/report", reader.email, context, language=language)
