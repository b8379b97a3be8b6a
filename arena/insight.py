"""What an organisation learns of itself: sums over people, and none that is about fewer than five.

There are no totals beside the parts: from a total and the other parts one could work out a part that is
left out.
"""

from dataclasses import dataclass
from datetime import date

from dateutil.relativedelta import relativedelta
from django.db.models import Count, Q
from django.utils import timezone

from cop_pages.models import Membership
from meetings.models import AgendaItem

from .models import ArenaPage, ArenaRole, Interest, State, Visit

FEWEST_PEOPLE = 5
MONTHS = 6


@dataclass(frozen=True)
class Figure:
    """A number that may be shown, or None where it would say something of somebody."""

    number: int | None

    @classmethod
    def of(cls, number: int, people: int) -> "Figure":
        return cls(number if people >= FEWEST_PEOPLE else None)

    @property
    def is_shown(self) -> bool:
        return self.number is not None


def months() -> list[date]:
    """The first days of this month and the five before, oldest first."""
    this = timezone.localdate().replace(day=1)
    return [this - relativedelta(months=ago) for ago in reversed(range(MONTHS))]


def followers_by_role(arena: ArenaPage) -> dict[str, Figure]:
    rows = arena.active_memberships().order_by().values_list("role").annotate(Count("pk"))
    numbers = dict(rows)
    return {role: Figure.of(numbers.get(role, 0), numbers.get(role, 0)) for role in ArenaRole}


def participation(arena: ArenaPage) -> list[tuple[ArenaRole, list[Figure]]]:
    """Per role and month: how many people were on the tribune at least once."""
    spans = months()
    role = Membership.objects.active().filter(circle=arena)
    visits = Visit.objects.filter(arena=arena, month__gte=spans[0], user__in=role.values("user"))
    rows = (
        visits.filter(user__memberships__circle=arena, user__memberships__ended_at=None)
        .order_by()
        .values_list("user__memberships__role", "month")
        .annotate(Count("user", distinct=True))
    )
    numbers = {(role, month): number for role, month, number in rows}
    return [
        (each, [_people(numbers.get((each.value, month), 0)) for month in spans])
        for each in ArenaRole
    ]


def _people(number: int) -> Figure:
    return Figure.of(number, number)


def interests_by_state(arena: ArenaPage) -> list[tuple[State, Figure]]:
    """Only of states in which at least five people have an interest.

    One that goes along with another counts by the answer of that one.
    """
    rows = (
        Interest.objects.of_arena(arena)
        .with_outcome()
        .order_by()
        .values_list("outcome")
        .annotate(Count("pk"), Count("sender", distinct=True))
    )
    found = {state: Figure.of(number, people) for state, number, people in rows}
    states = [state for state in State if state != State.BUNDLED]
    return [(state, found.get(state, Figure(None))) for state in states]


def modules_learned(arena: ArenaPage) -> list[tuple[str, Figure]]:
    """By module: how many people were at a meeting of the arena in which it was done."""
    items = AgendaItem.objects.filter(
        meeting__circle=arena, meeting__status__in=["held", "published"], module__isnull=False
    )
    present = Q(meeting__attendances__present=True)
    rows = (
        items.order_by("module__title")
        .values_list("module__title")
        .annotate(people=Count("meeting__attendances__user", filter=present, distinct=True))
    )
    return [(title, _people(people)) for title, people in rows]
