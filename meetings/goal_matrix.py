"""Which goals got time in which meetings of a circle, and which are thirsty."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Sum

from modules_library.models import Goal

from .models import AgendaItem, Meeting

MOST_MEETINGS = 12
# A goal without a minute in this many of the last meetings is thirsty.
THIRSTY_AFTER = 3
SMALL, MIDDLE = 20, 60


@dataclass(frozen=True)
class Pad:
    """The minutes that one goal got in one meeting."""

    meeting: Meeting
    minutes: int

    @property
    def size(self) -> str:
        if not self.minutes:
            return "none"
        return "small" if self.minutes < SMALL else "middle" if self.minutes < MIDDLE else "large"


@dataclass(frozen=True)
class Row:
    goal: Goal
    pads: list[Pad]
    coming: Pad | None
    is_thirsty: bool

    @property
    def minutes(self) -> int:
        return sum(pad.minutes for pad in self.pads)


class GoalMatrix:
    """The last year of one circle, as this user may see it, in four queries."""

    def __init__(self, circle, user):
        self.visible = Meeting.objects.visible_to(user).of_circle(circle)

    @cached_property
    def meetings(self) -> list[Meeting]:
        """What took place, oldest first. One that nobody closed took place as well."""
        took_place = self.visible.past().not_cancelled().exclude(status=Meeting.Status.DRAFT)
        return list(took_place[:MOST_MEETINGS])[::-1]

    @cached_property
    def coming(self) -> Meeting | None:
        return self.visible.upcoming().first()

    @cached_property
    def goals(self) -> list[Goal]:
        return list(Goal.objects.all())

    @cached_property
    def minutes(self) -> dict[tuple[int, int], int]:
        """By goal and meeting. A block with three goals gives its minutes to each of them."""
        shown = [*self.meetings, *([self.coming] if self.coming else [])]
        blocks = AgendaItem.goals.through.objects.filter(
            agendaitem__meeting__in=[each.pk for each in shown], agendaitem__parent__isnull=True
        )
        sums = blocks.values_list("goal", "agendaitem__meeting").annotate(
            minutes=Sum("agendaitem__minutes")
        )
        return {(goal, meeting): minutes for goal, meeting, minutes in sums.order_by()}

    @cached_property
    def rows(self) -> list[Row]:
        return [self.row(goal) for goal in self.goals]

    def row(self, goal: Goal) -> Row:
        pads = [self.pad(goal, meeting) for meeting in self.meetings]
        last = pads[-THIRSTY_AFTER:]
        return Row(
            goal=goal,
            pads=pads,
            coming=self.pad(goal, self.coming) if self.coming else None,
            is_thirsty=bool(last) and not any(pad.minutes for pad in last),
        )

    def pad(self, goal: Goal, meeting: Meeting) -> Pad:
        return Pad(meeting, self.minutes.get((goal.pk, meeting.pk), 0))

    @property
    def looked_at(self) -> int:
        """How many meetings decide which goals are thirsty."""
        return min(len(self.meetings), THIRSTY_AFTER)

    @cached_property
    def thirsty(self) -> list[Goal]:
        return [row.goal for row in self.rows if row.is_thirsty]

    @property
    def hungriest(self) -> list[Goal]:
        """The goals to weave in now: those that are thirsty, or else the one with the least time."""
        if self.thirsty or not self.meetings:
            return self.thirsty
        return [min(self.rows, key=lambda row: row.minutes).goal]
