"""What the arena's templates need: what stands on the tribune, and its drawing."""

from django import template
from django.db.models import Count
from django.urls import reverse

from cop_pages.mail import absolute

from ..forms import QuestionForm
from ..models import ArenaRole, ArenaUpdatePage, Discussion, Interest, Question
from ..shown import ShownCop, shown_by_cops
from ..tribune import draw_tribunes

register = template.Library()

NEWEST = 12


@register.simple_tag
def shown_cops(arena) -> list[ShownCop]:
    """What this arena sees of its CoPs."""
    return shown_by_cops(arena)


@register.simple_tag
def newest_interests(arena) -> list[Interest]:
    return list(Interest.objects.of_arena(arena).for_reading().newest_first()[:NEWEST])


@register.simple_tag
def people_by_role(arena) -> dict[str, int]:
    """How many follow in each role, leads first."""
    rows = arena.active_memberships().order_by().values_list("role").annotate(Count("pk"))
    numbers = dict(rows)
    return {role: numbers[role] for role in reversed(ArenaRole.values) if role in numbers}


@register.simple_tag
def tribunes(cops, people, interests) -> list:
    """The drawing for a wide and for a narrow screen."""
    return draw_tribunes([each.cop.title for each in cops], people, interests)


@register.simple_tag
def lead_address(page, user) -> str:
    """Where a lead who does not come in the admin goes on with an update; empty for all others."""
    if not isinstance(page, ArenaUpdatePage) or user.has_perm("wagtailadmin.access_admin"):
        return ""
    return absolute(reverse("arena:edit_update", args=[page.circle.pk, page.pk]))


@register.filter
def total(numbers: dict[str, int]) -> int:
    return sum(numbers.values())


@register.filter
def role_name(role: str) -> str:
    return ArenaRole(role).label


@register.simple_tag(takes_context=True)
def questions_under(context, update) -> dict:
    """What this reader sees of the questions under an update, and whether they may ask or answer."""
    user = context["request"].user
    state = Discussion.state_of(update)
    arena = update.circle
    is_follower = arena.active_memberships().filter(user=user).exists()
    is_lead = arena.is_facilitated_by(user)
    return {
        "state": state,
        "states": Discussion.State.choices,
        "rows": Question.objects.visible_to(user).filter(update=update),
        "is_lead": is_lead,
        "form": QuestionForm() if is_follower and state == Discussion.State.OPEN else None,
        "is_shown": is_lead or state != Discussion.State.HIDDEN,
    }
