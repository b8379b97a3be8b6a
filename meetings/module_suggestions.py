"""Modules that bring a thirsty goal into the next meeting, each with the reason why it fits."""

from dataclasses import dataclass
from functools import cached_property

from django.db.models import Case, Count, Max, Sum, When
from django.utils.text import get_text_list
from django.utils.translation import gettext as _
from wagtail.models import Locale

from modules_library.models import Goal, ModulePage

from .goal_matrix import GoalMatrix
from .models import AgendaItem

MOST_SUGGESTIONS = 4
# A module comes back after this many meetings without it.
RESTS_FOR = 6
USUAL_MINUTES = 120


@dataclass(frozen=True)
class Suggestion:
    module: ModulePage
    reasons: list[str]


class Suggestions:
    """What would do a circle good, in seven queries, whatever the size of the catalogue."""

    def __init__(self, matrix: GoalMatrix, circle, user):
        self.matrix, self.circle, self.user = matrix, circle, user

    @cached_property
    def room(self) -> int:
        """Minutes left on the next agenda; a whole meeting when none is planned."""
        coming = self.matrix.coming
        if coming is None:
            return USUAL_MINUTES
        items = AgendaItem.objects.blocks().filter(meeting=coming)
        return max(coming.minutes - (items.aggregate(total=Sum("minutes"))["total"] or 0), 0)

    @property
    def longest(self) -> int:
        """What could be done if other blocks gave way."""
        return self.matrix.coming.minutes if self.matrix.coming else USUAL_MINUTES

    @cached_property
    def group_size(self) -> int:
        """How many people usually come: of the last meetings, or else everybody in the circle."""
        counted = [each.group_size for each in self.matrix.meetings[-3:] if each.group_size]
        everybody = self.circle.active_memberships().count()
        return sorted(counted)[len(counted) // 2] if counted else everybody

    @cached_property
    def last_used(self) -> dict[int, object]:
        """When this circle last had each module on an agenda, the next one included."""
        woven = AgendaItem.objects.of_circle(self.circle).filter(module__isnull=False)
        woven = woven.exclude(meeting__status="cancelled")
        dates = woven.values_list("module").annotate(last=Max("meeting__starts_at"))
        return dict(dates.order_by())

    @property
    def resting(self) -> list[int]:
        recent = self.matrix.meetings[-RESTS_FOR:]
        since = recent[0].starts_at if recent else None
        return [key for key, last in self.last_used.items() if since is None or last >= since]

    def fitting(self):
        """The keys of modules that fit, those that serve most of the goals first."""
        modules = ModulePage.objects.visible_to(self.user).filter(
            locale=Locale.get_active(),
            goals__in=self.matrix.hungriest,
            duration_min__lte=self.longest,
            group_min__lte=self.group_size,
            group_max__gte=self.group_size,
        )
        ranked = modules.exclude(pk__in=self.resting).annotate(served=Count("goals", distinct=True))
        ranked = ranked.annotate(
            is_too_long=Case(When(duration_min__gt=self.room, then=1), default=0)
        )
        order = ("is_too_long", "-served", "duration_min", "pk")
        return ranked.order_by(*order).values_list("pk", "is_too_long")

    def __iter__(self):
        found = dict(self.fitting()[: 3 * MOST_SUGGESTIONS])
        # What the circle never did comes before what it did long ago.
        keys = sorted(found, key=lambda key: (found[key], key in self.last_used))
        keys = keys[:MOST_SUGGESTIONS]
        cards = {each.pk: each for each in ModulePage.objects.filter(pk__in=keys).for_cards()}
        for key in keys:
            yield Suggestion(cards[key], list(self.reasons(cards[key])))

    def reasons(self, module: ModulePage):
        served = set(module.goal_keys or ())
        yield _("For %(goals)s.") % {"goals": quoted(self.matrix.hungriest, served)}
        yield self.reason_of_time(module)
        yield _("Right for a group of %(number)s, as you usually are.") % {
            "number": self.group_size
        }
        last = self.last_used.get(module.pk)
        yield _("Not done here lately.") if last else _("You have not done this one yet.")

    def reason_of_time(self, module: ModulePage) -> str:
        minutes = {"minutes": module.duration_min, "room": self.room}
        if self.matrix.coming is None:
            return _("Can be done in %(minutes)s minutes.") % minutes
        if module.duration_min > self.room:
            return _("Takes %(minutes)s minutes or more; something else has to give way.") % minutes
        return _("Can be done in %(minutes)s minutes; there are %(room)s left.") % minutes


def quoted(goals: list[Goal], keys: set[int]) -> str:
    """'‘Een team worden’ en ‘Helderheid scheppen’': of these goals, those with these keys."""
    names = [_("‘%(goal)s’") % {"goal": goal.name} for goal in goals if goal.pk in keys]
    return get_text_list(names, _("and"))
