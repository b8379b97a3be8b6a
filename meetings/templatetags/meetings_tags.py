"""What the tracker's templates need to say when a meeting is, and how often."""

from django import template

from .. import rhythm, spoken

register = template.Library()

register.filter("starts", spoken.spoken_start)
register.filter("times", spoken.spoken_times)
register.filter("dated_times", spoken.dated_times)
register.filter("spoken_day", spoken.spoken_day)
register.filter("dated_day", spoken.dated_day)
register.filter("spoken_clock", spoken.spoken_clock)
register.filter("spoken_minutes", spoken.spoken_minutes)
register.filter("short_day", spoken.short_day)
register.filter("month", spoken.short_month)
register.filter("iso", spoken.iso)
register.filter("rhythm", rhythm.spoken_rhythm)
