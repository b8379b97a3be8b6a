"""What a member took part in: a neighbourhood process and a training in one."""

from dataclasses import dataclass
from functools import cached_property

from cop_pages.models import Membership
from modules_library.models import ModulePage

from .models import AgendaItem, Meeting


@dataclass
class Certificate:
    """The held meetings of a circle at which this member was there."""

    membership: Membership
    meetings: list[Meeting]

    @classmethod
    def of(cls, membership: Membership) -> "Certificate":
        meetings = Meeting.objects.held().of_circle(membership.circle_id)
        there = meetings.filter(attendances__user=membership.user_id, attendances__present=True)
        return cls(membership, list(there.order_by("starts_at", "pk")))

    @property
    def minutes(self) -> int:
        return sum(meeting.minutes for meeting in self.meetings)

    @property
    def hours(self) -> float:
        """To the half hour."""
        return round(self.minutes / 30) / 2

    @property
    def first_day(self):
        return self.meetings[0].local_start.date()

    @property
    def last_day(self):
        return self.meetings[-1].local_start.date()

    @cached_property
    def modules(self) -> list[ModulePage]:
        """Those that got time in these meetings and are still in the catalogue, once each."""
        items = AgendaItem.objects.filter(meeting__in=self.meetings).exclude(state="moved")
        return list(
            ModulePage.objects.live().filter(pk__in=items.values("module")).order_by("title")
        )


def attended_by_member(circle) -> dict[int, tuple[int, int]]:
    """Number of meetings and minutes together, by user, for the held meetings of a circle."""
    totals: dict[int, tuple[int, int]] = {}
    meetings = Meeting.objects.held().of_circle(circle).prefetch_related("attendances")
    for meeting in meetings:
        for attendance in meeting.attendances.all():
            if attendance.present:
                number, minutes = totals.get(attendance.user_id, (0, 0))
                totals[attendance.user_id] = (number + 1, minutes + meeting.minutes)
    return totals
