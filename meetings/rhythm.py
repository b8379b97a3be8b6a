"""A rhythm between its rule and how people say it: 'every third Tuesday'."""

from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
# What the form offers: a key, and how it is said. {day} is the weekday.
WEEKLY = {"1": 1, "2": 2, "3": 3, "4": 4}
ORDINALS = {
    "first": ("1", gettext_lazy("every first %(day)s of the month")),
    "second": ("2", gettext_lazy("every second %(day)s of the month")),
    "third": ("3", gettext_lazy("every third %(day)s of the month")),
    "fourth": ("4", gettext_lazy("every fourth %(day)s of the month")),
    "last": ("-1", gettext_lazy("every last %(day)s of the month")),
}
BY_NUMBER = dict(ORDINALS.values())


def rule_for(often: str, weekday: int) -> str:
    """`often` is a key of WEEKLY or ORDINALS, `weekday` 0 for Monday."""
    day = DAYS[weekday]
    if often in WEEKLY:
        return f"FREQ=WEEKLY;INTERVAL={WEEKLY[often]};BYDAY={day}"
    return f"FREQ=MONTHLY;BYDAY={ORDINALS[often][0]}{day}"


def spoken_rhythm(series) -> str:
    """A rule that people cannot say is shown as it is written."""
    parts = dict(part.split("=", 1) for part in series.rule.upper().split(";"))
    day = parts.get("BYDAY", "")
    if day[-2:] not in DAYS or parts.keys() - {"FREQ", "INTERVAL", "BYDAY"} or "," in day:
        return series.rule
    name, number = str(WEEKDAYS[DAYS.index(day[-2:])]), day[:-2]
    if parts["FREQ"] == "WEEKLY":
        return spoken_weeks(int(parts.get("INTERVAL", 1)), name)
    if number not in BY_NUMBER or parts.get("INTERVAL", "1") != "1":
        return series.rule
    return BY_NUMBER[number] % {"day": name}


def spoken_weeks(number: int, day: str) -> str:
    if number == 2:
        return _("every other week on %(day)s") % {"day": day}
    words = {"number": number, "day": day}
    return ngettext("every week on %(day)s", "every %(number)s weeks on %(day)s", number) % words
