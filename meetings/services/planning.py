"""A meeting from its first draft to the calendar, and out of it again."""

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.utils import timezone

from cop_pages.models import Circle
from modules_library.models import Goal

from ..models import Meeting
from ..signals import capacity_raised, meeting_cancelled, meeting_changed, meeting_planned
from .carrying import carry_into
from .log import record

DOUBLE_CLICK = timedelta(minutes=1)
# What stands in people's calendars: when one of these changes, they hear of it.
IN_CALENDARS = ("title", "starts_at", "ends_at", "timezone", "place", "video_url")
DETAILS = (*IN_CALENDARS, "lead", "capacity", "invitation_text")


@transaction.atomic
def create_meeting(
    *, circle: Circle, details: dict, goals: Iterable[Goal] = (), plan_now: bool = False, by
) -> Meeting:
    """A draft, or at once a planned meeting. The next step of the last meeting is its first block.

    Asked twice within a minute, as by a double click, it gives the same meeting.
    """
    Circle.objects.select_for_update(of=("self",)).get(pk=circle.pk)
    if twin := just_made(Meeting.objects.of_circle(circle), **twin_of(details)):
        return twin
    meeting = Meeting.objects.create(circle=circle, **details)
    meeting.goals.set(goals)
    carry_into(meeting=meeting)
    record(circle, "meetings.create", by, meeting=meeting.pk)
    if plan_now:
        plan(meeting=meeting, by=by)
    return meeting


def twin_of(details: dict) -> dict:
    return {name: details[name] for name in ("title", "starts_at", "ends_at")}


def just_made(rows, **fields):
    """The same thing, made a moment ago: a second click, not a second thought."""
    return rows.filter(created_at__gt=timezone.now() - DOUBLE_CLICK, **fields).first()


@transaction.atomic
def change_meeting(*, meeting: Meeting, details: dict, goals: Iterable[Goal], by) -> None:
    """Store the details; a planned meeting's sequence is raised when calendars must hear of it."""
    row = Meeting.objects.select_for_update().get(pk=meeting.pk)
    is_news = row.is_planned and any(getattr(row, name) != details[name] for name in IN_CALENDARS)
    has_more_room = fits_more(row.capacity, details["capacity"])
    for name in DETAILS:
        setattr(row, name, details[name])
    row.sequence += is_news
    row.save(update_fields=[*DETAILS, "sequence", "updated_at"])
    row.goals.set(goals)
    record(row.circle, "meetings.change", by, meeting=row.pk)
    if is_news:
        meeting_changed.send(Meeting, meeting=row)
    if has_more_room:
        capacity_raised.send(Meeting, meeting=row)


def fits_more(before: int | None, after: int | None) -> bool:
    """No number means no limit."""
    return before is not None and (after is None or after > before)


@transaction.atomic
def plan(*, meeting: Meeting, by) -> bool:
    """Show a draft to the members, or take a cancellation back; False when there was nothing to do."""
    row = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if not (row.is_draft or row.is_cancelled):
        return False
    row.sequence += row.is_cancelled
    row.status, row.cancel_reason = Meeting.Status.PLANNED, ""
    row.save(update_fields=["status", "cancel_reason", "sequence", "updated_at"])
    record(row.circle, "meetings.plan", by, meeting=row.pk)
    meeting_planned.send(Meeting, meeting=row)
    return True


@transaction.atomic
def cancel(*, meeting: Meeting, reason: str, by) -> bool:
    """Cancel what was planned; members hear the reason. False when there was nothing to do."""
    row = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if not row.is_planned:
        return False
    row.status, row.cancel_reason = Meeting.Status.CANCELLED, reason
    row.sequence += 1
    row.save(update_fields=["status", "cancel_reason", "sequence", "updated_at"])
    record(row.circle, "meetings.cancel", by, meeting=row.pk)
    meeting_cancelled.send(Meeting, meeting=row)
    return True


@transaction.atomic
def discard(*, meeting: Meeting, by) -> bool:
    """Throw a draft away that no member has seen. Its date in a series does not come back."""
    row = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if not row.is_draft:
        return False
    if row.series and row.recurrence_id:
        row.series.skip(row.recurrence_id)
        row.series.save(update_fields=["skipped_dates"])
    record(row.circle, "meetings.discard", by, meeting=row.pk)
    row.delete()
    return True
