"""Rhythms: the right dates, summer time right, holidays skipped, and nothing that runs on for ever."""

import contextlib
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from meetings.holidays import dutch_holidays, is_holiday
from meetings.models import MeetingSeries
from meetings.recurrence import dates_between, instant, rule_of

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


def series(**fields) -> MeetingSeries:
    given_fields = {
        "rule": "FREQ=MONTHLY;BYDAY=3TU",
        "first_date": date(2026, 1, 1),
        "start_time": time(19, 30),
        "timezone": "Europe/Amsterdam",
    }
    return MeetingSeries(**given_fields | fields)


def test_every_third_tuesday():
    assert series().dates(date(2026, 1, 1), date(2026, 4, 30)) == [
        date(2026, 1, 20),
        date(2026, 2, 17),
        date(2026, 3, 17),
        date(2026, 4, 21),
    ]


def test_every_other_week_counts_from_the_first_date():
    dates = series(rule="FREQ=WEEKLY;INTERVAL=2;BYDAY=WE", first_date=date(2026, 1, 14)).dates(
        date(2026, 1, 1), date(2026, 2, 20)
    )
    assert dates == [date(2026, 1, 14), date(2026, 1, 28), date(2026, 2, 11)]


def test_half_past_seven_stays_half_past_seven_in_summer_and_winter():
    winter, _ = series().times_on(date(2026, 3, 17))
    summer, end = series().times_on(date(2026, 4, 21))
    assert winter == datetime(2026, 3, 17, 18, 30, tzinfo=UTC)
    assert summer == datetime(2026, 4, 21, 17, 30, tzinfo=UTC)
    assert end.astimezone(AMSTERDAM).time() == time(21, 30)


def test_time_that_summer_time_skips_is_an_hour_later():
    moment = instant(date(2026, 3, 29), time(2, 30), AMSTERDAM)
    assert moment.astimezone(AMSTERDAM).time() == time(3, 30)


def test_skipped_dates_and_the_last_date_are_kept_out():
    dates = series(skipped_dates=["2026-02-17"], until=date(2026, 3, 17)).dates(
        date(2026, 1, 1), date(2027, 1, 1)
    )
    assert dates == [date(2026, 1, 20), date(2026, 3, 17)]


def test_holiday_is_skipped_unless_the_series_does_not_mind():
    mondays = {"rule": "FREQ=WEEKLY;BYDAY=MO"}
    around_easter = date(2026, 4, 1), date(2026, 4, 14)
    assert series(**mondays).dates(*around_easter) == [date(2026, 4, 13)]
    assert series(**mondays, skips_holidays=False).dates(*around_easter) == [
        date(2026, 4, 6),
        date(2026, 4, 13),
    ]


# As the Dutch government lists them.
LISTED = {
    2025: "01-01 04-18 04-20 04-21 04-26 05-05 05-29 06-08 06-09 12-25 12-26",
    2026: "01-01 04-03 04-05 04-06 04-27 05-05 05-14 05-24 05-25 12-25 12-26",
    2027: "01-01 03-26 03-28 03-29 04-27 05-05 05-06 05-16 05-17 12-25 12-26",
}


@pytest.mark.parametrize("year", LISTED)
def test_dutch_holidays(year):
    listed = {date.fromisoformat(f"{year}-{day}") for day in LISTED[year].split()}
    assert dutch_holidays(year) == listed


def no_holidays(year: int) -> frozenset[date]:
    return frozenset()


def test_network_elsewhere_has_its_own_holidays(settings):
    assert is_holiday(date(2026, 4, 27))
    settings.MEETINGS_HOLIDAYS = "tests.meetings.test_recurrence.no_holidays"
    assert not is_holiday(date(2026, 4, 27))


@pytest.mark.parametrize(
    "text",
    [
        "",
        "elke dinsdag",
        "FREQ=SECONDLY",
        "FREQ=WEEKLY;BYDAY=XX",
        "FREQ=WEEKLY;INTERVAL=0",
        "FREQ=WEEKLY;INTERVAL=veel",
        "FREQ=WEEKLY;BYHOUR=3",
        "FREQ=WEEKLY;UNTIL=20260101",
        "FREQ=WEEKLY;=",
        "FREQ=MONTHLY;BYDAY=3TU\nDTSTART:20260101",
    ],
)
def test_what_is_no_rhythm_is_refused(text):
    with pytest.raises(ValueError, match=r"."):
        rule_of(text, date(2026, 1, 1))


@given(st.text(max_size=60))
def test_any_text_gives_a_rule_or_a_value_error(text):
    with contextlib.suppress(ValueError):
        rule_of(f"FREQ=WEEKLY;{text}", date(2026, 1, 1))


days = st.sampled_from(["MO", "TU", "WE", "TH", "FR", "SA", "SU"])
rules = st.one_of(
    st.builds("FREQ=WEEKLY;INTERVAL={};BYDAY={}".format, st.integers(1, 8), days),
    st.builds("FREQ=MONTHLY;BYDAY={}{}".format, st.sampled_from([1, 2, 3, 4, -1]), days),
)
dates = st.dates(date(2025, 1, 1), date(2028, 1, 1))


@given(rules, dates, dates)
def test_dates_are_those_of_an_independent_reader(text, first, last):
    """dateutil reads the rule as well, but expands it whole, with a set of dates of its own."""
    found = dates_between(rule_of(text, first), first, last, skip_holidays=False)
    start = datetime.combine(first, time())
    whole = rrulestr(f"RRULE:{text}", dtstart=start).between(
        start, datetime.combine(last, time()), inc=True
    )
    assert found == [each.date() for each in whole]
