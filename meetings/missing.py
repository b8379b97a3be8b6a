"""What is missing at a meeting or in a circle, and who can do something about it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cop_pages.models import Circle, Membership

from .models import Meeting, Notice


class Missing(models.TextChoices):
    REPORT = "report", _("report missing")
    AGENDA = "agenda", _("no agenda yet")
    NEXT = "next", _("no next meeting")
    QUIET = "quiet", _("no meeting for six weeks")


def missing_at(meeting: Meeting) -> list[Missing]:
    """Of a row with the marks of `with_missing`."""
    marks = {
        Missing.REPORT: meeting.misses_report,
        Missing.AGENDA: meeting.misses_agenda,
        Missing.NEXT: meeting.misses_next,
    }
    return [each for each, is_missing in marks.items() if is_missing]


def missing_in(circle: Circle) -> list[Missing]:
    """Of a row of `quiet_circles.quiet`; a date to come says that somebody is on it."""
    return [] if circle.meets_at else [Missing.QUIET]


@dataclass(frozen=True)
class Gap:
    """What is missing at one meeting, or in one circle when there is no meeting; perhaps nothing."""

    circle: Circle
    meeting: Meeting | None
    missing: tuple[Missing, ...]

    @property
    def about(self) -> dict:
        """Under which the notice of it is kept."""
        return {"meeting": self.meeting} if self.meeting else {"circle": self.circle}

    @property
    def key(self) -> tuple:
        return (self.meeting.pk, None) if self.meeting else (None, self.circle.pk)


def gaps_of(meetings: Iterable[Meeting], circles: Iterable[Circle]) -> list[Gap]:
    return [
        *(Gap(each.circle, each, tuple(missing_at(each))) for each in meetings),
        *(Gap(each, None, tuple(missing_in(each))) for each in circles),
    ]


def facilitators_of(gaps: list[Gap]) -> dict[int, list]:
    """By circle, who leads it now and can log in."""
    circles = {gap.circle.pk for gap in gaps}
    rows = Membership.objects.active().facilitating().filter(circle__in=circles)
    found = defaultdict(list)
    for row in rows.filter(user__is_active=True).select_related("user").order_by("pk"):
        found[row.circle_id].append(row.user)
    return found


def today() -> int:
    """The edition of a notice about what is missing: once a day is enough."""
    return timezone.localdate().toordinal()


def told_today() -> set[tuple]:
    """Who was reminded of what today, as (user, meeting, circle)."""
    rows = Notice.objects.filter(kind=Notice.Kind.MISSING, edition=today())
    return set(rows.values_list("user", "meeting", "circle"))
