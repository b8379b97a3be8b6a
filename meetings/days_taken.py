"""Days of a rhythm on which the circle meets already."""

from datetime import date, timedelta

from .models import Meeting, MeetingSeries

DAY = timedelta(days=1)


def meetings_there(series: MeetingSeries, last: date, *, but=None) -> list[Meeting]:
    """Meetings on dates that the series would still write; `but` is a series that does not count."""
    written = set(series.meetings.values_list("recurrence_id", flat=True)) if series.pk else set()
    days = set(series.dates(series.first_date, last)) - written
    if not days:
        return []
    rows = Meeting.objects.of_circle(series.circle_id).not_cancelled()
    # Wider on both sides: a meeting may be at another hour, or in another time zone.
    start, end = series.times_on(min(days))[0] - 2 * DAY, series.times_on(max(days))[1] + 2 * DAY
    found = rows.filter(starts_at__range=(start, end))
    found = found.exclude(series=but) if but else found
    return [each for each in found.order_by("starts_at", "pk") if day_of(each) in days]


def day_of(meeting: Meeting) -> date:
    return meeting.local_start.date()
