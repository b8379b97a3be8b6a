"""VTIMEZONE: what a clock on the wall does during the years of a calendar.

Written here because icalendar 7 dates the start of summer time an hour late.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

A_DAY = timedelta(days=1)
A_SECOND = timedelta(seconds=1)


def describe(zone: ZoneInfo, first: datetime, last: datetime) -> Timezone:
    """The zone from a day before `first` to a day after `last`."""
    start = first.astimezone(UTC).replace(microsecond=0) - A_DAY
    described = Timezone()
    described.add("tzid", zone.key)
    described.add_component(observance(zone, start, start))
    for moment in changes(zone, start, last.astimezone(UTC) + A_DAY):
        described.add_component(observance(zone, moment - A_SECOND, moment))
    return described


def observance(zone: ZoneInfo, before: datetime, moment: datetime):
    """What holds from `moment`, dated by the clock as it stood just before."""
    former, now = before.astimezone(zone), moment.astimezone(zone)
    component = TimezoneDaylight() if now.dst() else TimezoneStandard()
    component.add("dtstart", (moment + former.utcoffset()).replace(tzinfo=None))
    component.add("tzoffsetfrom", former.utcoffset())
    component.add("tzoffsetto", now.utcoffset())
    component.add("tzname", now.tzname())
    return component


def changes(zone: ZoneInfo, first: datetime, last: datetime) -> Iterator[datetime]:
    """The moments, in UTC, at which the clock is set forward or back."""
    day = first
    while day < last:
        if offset_at(zone, day) != offset_at(zone, day + A_DAY):
            yield moment_of_change(zone, day, day + A_DAY)
        day += A_DAY


def moment_of_change(zone: ZoneInfo, before: datetime, after: datetime) -> datetime:
    """The first second of the new offset, by halving."""
    former = offset_at(zone, before)
    while after - before > A_SECOND:
        middle = before + timedelta(seconds=(after - before) // A_SECOND // 2)
        if offset_at(zone, middle) == former:
            before = middle
        else:
            after = middle
    return after


def offset_at(zone: ZoneInfo, moment: datetime) -> timedelta:
    return moment.astimezone(zone).utcoffset()
