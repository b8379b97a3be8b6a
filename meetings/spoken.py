"""Dates and durations as people say them, in the zone where the meeting is."""

from datetime import date, datetime

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext


def spoken_day(day: date) -> str:
    """'dinsdag 15 december', with the year when that is another one."""
    if day.year == timezone.localdate().year:
        return date_format(day, pgettext("day as people say it", "l j F"))
    return dated_day(day)


def dated_day(day: date) -> str:
    """'dinsdag 15 december 2026': on paper, which is read in later years too."""
    return date_format(day, pgettext("day as people say it", "l j F Y"))


def spoken_clock(moment: datetime) -> str:
    """'19.30', without the word for hour: for in a list of times."""
    return date_format(moment, pgettext("clock time", "g.i a"))


def spoken_start(meeting) -> str:
    """'dinsdag 15 december, 19.30 uur'."""
    start = meeting.local_start
    words = {"day": spoken_day(start.date()), "time": spoken_clock(start)}
    return with_zone(_("%(day)s, %(time)s") % words, meeting)


def spoken_times(meeting, say_day=spoken_day) -> str:
    """'dinsdag 15 december, 19.30 tot 21.30 uur'."""
    start, end = meeting.local_start, meeting.local_end
    until = spoken_clock(end)
    if end.date() != start.date():
        until = f"{say_day(end.date())} {until}"
    words = {"day": say_day(start.date()), "start": spoken_clock(start), "end": until}
    return with_zone(_("%(day)s, %(start)s to %(end)s") % words, meeting)


def dated_times(meeting) -> str:
    """'dinsdag 15 december 2026, 19.30 tot 21.30 uur'."""
    return spoken_times(meeting, dated_day)


def with_zone(text: str, meeting) -> str:
    """Only who meets in another zone than the network's hears which clock it is."""
    if meeting.timezone == settings.TIME_ZONE:
        return text
    return f"{text} ({meeting.timezone.replace('_', ' ')})"


def short_day(moment: datetime) -> str:
    """'15 dec 2026': in a list of choices."""
    return date_format(moment, "j b Y")


def short_month(meeting) -> str:
    """'dec': beside a big day number."""
    return date_format(meeting.local_start, "b")


def iso(moment: datetime) -> str:
    """For machines that read the page."""
    return moment.isoformat(timespec="minutes")


def spoken_minutes(minutes: int) -> str:
    return ngettext("%(minutes)s minute", "%(minutes)s minutes", minutes) % {"minutes": minutes}
