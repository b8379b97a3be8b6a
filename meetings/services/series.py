"""A series writes its meetings as real rows: one per date, each free to move."""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from cop_pages.models import Circle
from modules_library.models import Goal

from ..models import Meeting, MeetingSeries
from ..planner.content import write_items
from ..signals import series_planned
from .carrying import carry_into
from .log import record
from .planning import just_made


@transaction.atomic
def create_series(
    *, series: MeetingSeries, last: date, goals: Iterable[Goal] = (), plan_now: bool = False, by
) -> list[Meeting]:
    """Store the series and its meetings up to and including `last`; a double click makes one series."""
    Circle.objects.select_for_update(of=("self",)).get(pk=series.circle_id)
    same = {name: getattr(series, name) for name in ("title", "rule", "first_date", "start_time")}
    if twin := just_made(MeetingSeries.objects.of_circle(series.circle_id), **same):
        series.pk = twin.pk
        return list(twin.meetings.all())
    series.save()
    record(series.circle, "meetings.series", by, series=series.pk)
    return extend(series=series, last=last, goals=goals, plan_now=plan_now, by=by)


@transaction.atomic
def extend(
    *, series: MeetingSeries, last: date, goals: Iterable[Goal] = (), plan_now: bool = False, by
) -> list[Meeting]:
    """Write the meetings that are not there yet. A date that was moved or cancelled is there."""
    MeetingSeries.objects.select_for_update().get(pk=series.pk)
    written = set(series.meetings.values_list("recurrence_id", flat=True))
    dates = [day for day in series.dates(series.first_date, last) if day not in written]
    status = Meeting.Status.PLANNED if plan_now else Meeting.Status.DRAFT
    meetings = [meeting_on(series, day, status) for day in dates]
    for meeting in meetings:
        meeting.save()
        meeting.goals.set(goals)
        write_items(meeting, series.template.items if series.template else [], order=1)
    if meetings:
        carry_into(meeting=meetings[0])
        record(series.circle, "meetings.extend", by, series=series.pk, number=len(meetings))
    if meetings and plan_now:
        series_planned.send(MeetingSeries, series=series, meetings=meetings)
    return meetings


def meeting_on(series: MeetingSeries, day: date, status: str) -> Meeting:
    """Not saved."""
    starts_at, ends_at = series.times_on(day)
    return Meeting(
        circle_id=series.circle_id,
        series=series,
        recurrence_id=day,
        title=series.title,
        starts_at=starts_at,
        ends_at=ends_at,
        timezone=series.timezone,
        place=series.place,
        video_url=series.video_url,
        lead_id=series.lead_id,
        capacity=series.capacity,
        status=status,
    )


@transaction.atomic
def stop(*, series: MeetingSeries, last: date, by) -> int:
    """No dates after `last`: drafts after it go, planned ones are cancelled by hand, with a reason."""
    series.until = last
    series.save(update_fields=["until"])
    late = series.meetings.drafts().filter(recurrence_id__gt=last)
    number = late.count()
    late.delete()
    record(series.circle, "meetings.stop", by, series=series.pk, number=number)
    return number
