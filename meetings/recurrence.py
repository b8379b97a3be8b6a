"""From a rule to dates: expanded without a time zone, which is attached to each date afterwards."""

import re
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from dateutil.rrule import rrule, rrulestr

from .holidays import is_holiday

# Times and the end of a series are fields of their own.
KNOWN = ("FREQ", "INTERVAL", "BYDAY", "BYMONTHDAY", "BYSETPOS", "WKST")
RULE = re.compile(r"[A-Z]+=[-+,A-Z0-9]+(;[A-Z]+=[-+,A-Z0-9]+)*")
LONGEST_SERIES = 400  # More dates than any rhythm gives in five years; a runaway rule stops here.


def rule_of(text: str, first: date) -> rrule:
    """The rule, counted from `first`. Raises ValueError when it is no weekly or monthly rhythm."""
    text = text.strip().upper().removeprefix("RRULE:")
    if not RULE.fullmatch(text):
        raise ValueError("A rhythm is written as FREQ=MONTHLY;BYDAY=3TU.")
    parts = dict(part.split("=", 1) for part in text.split(";"))
    if parts.get("FREQ") not in {"WEEKLY", "MONTHLY"} or parts.keys() - KNOWN:
        raise ValueError("A rhythm is FREQ=WEEKLY or MONTHLY with only these: " + ", ".join(KNOWN))
    if not 1 <= int(parts.get("INTERVAL", 1)) <= 52:
        raise ValueError("INTERVAL is a number from 1 to 52.")
    return rrulestr(text, dtstart=datetime.combine(first, time()))


def dates_between(rule: rrule, first: date, last: date, *, skip_holidays: bool) -> list[date]:
    """The dates of a rule, both ends included."""
    found = []
    for moment in rule.xafter(datetime.combine(first, time()), inc=True):
        if moment.date() > last or len(found) >= LONGEST_SERIES:
            break
        if not (skip_holidays and is_holiday(moment.date())):
            found.append(moment.date())
    return found


def instant(day: date, clock: time, zone: ZoneInfo) -> datetime:
    """The moment in UTC at which the clock on the wall shows this time.

    A time that summer time skips is read as one hour later, as people do who set their clocks.
    """
    return datetime.combine(day, clock, tzinfo=zone).astimezone(UTC)
