"""Dutch public holidays, computed; a network elsewhere names its own in MEETINGS_HOLIDAYS.

MEETINGS_HOLIDAYS is the dotted path of a function from a year to the set of its free dates.
"""

from collections.abc import Callable
from datetime import date, timedelta
from functools import cache

from dateutil.easter import easter
from django.conf import settings
from django.utils.module_loading import import_string

# Days before (-) and after Easter Sunday: Good Friday, Easter, Ascension Day, Whitsun.
AROUND_EASTER = (-2, 0, 1, 39, 49, 50)
SUNDAY = 6


@cache
def dutch_holidays(year: int) -> frozenset[date]:
    sunday = easter(year)
    moving = {sunday + timedelta(days=days) for days in AROUND_EASTER}
    fixed = {date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)}
    fixed |= {date(year, 5, 5), king_s_day(year)}
    return frozenset(moving | fixed)


def king_s_day(year: int) -> date:
    """27 April, or the day before when that is a Sunday."""
    day = date(year, 4, 27)
    return day - timedelta(days=1) if day.weekday() == SUNDAY else day


def is_holiday(day: date) -> bool:
    return day in _holidays_of()(day.year)


def _holidays_of() -> Callable[[int], frozenset[date]]:
    path = getattr(settings, "MEETINGS_HOLIDAYS", None)
    return import_string(path) if path else dutch_holidays
