"""All that the next facilitator of a circle needs to know, in one document."""

from dataclasses import dataclass

from cop_pages.models import CopPage
from cop_pages.templatetags.cop_pages_tags import as_lines
from modules_library.models import Goal

from .models import ActionItem, AgendaItem, Decision, Meeting, NextStep

MOST_MEETINGS = 100


@dataclass(frozen=True)
class GoalTime:
    """How much time one goal got in the meetings that were held."""

    goal: Goal
    meetings: int
    minutes: int


def goals_covered(circle) -> list[GoalTime]:
    """Every goal of the network, also those that got no time. The parts of a block count in the block."""
    items = AgendaItem.objects.blocks().exclude(state="moved").prefetch_related("goals")
    held = Meeting.objects.held().of_circle(circle)
    times: dict[int, dict[int, int]] = {}
    for item in items.filter(meeting__in=held):
        for goal in item.goals.all():
            per_meeting = times.setdefault(goal.pk, {})
            per_meeting[item.meeting_id] = per_meeting.get(item.meeting_id, 0) + item.minutes
    return [
        GoalTime(goal, len(times.get(goal.pk, {})), sum(times.get(goal.pk, {}).values()))
        for goal in Goal.objects.all()
    ]


def pack(circle) -> dict:
    """The parts of the hand-over, for a template."""
    meetings = Meeting.objects.of_circle(circle)
    decisions = Decision.objects.of_circle(circle).select_related("meeting")
    actions = ActionItem.objects.of_circle(circle).open().soonest_first()
    is_cop = isinstance(circle, CopPage)
    return {
        "goals": goals_covered(circle),
        "agreements": agreements(circle) if is_cop else [],
        "decisions": decisions.order_by("-meeting__starts_at", "order", "pk"),
        "actions": actions.select_related("owner"),
        "people": circle.active_memberships().in_who_is_who(),
        "journey": circle.journey_steps.all() if is_cop else [],
        "next_step": NextStep.objects.of_circle(circle).order_by("-meeting__starts_at").first(),
        "unfinished": AgendaItem.objects.of_circle(circle).filter(state="unfinished"),
        "backlog": circle.backlog_items.all(),
        "upcoming": meetings.upcoming()[:MOST_MEETINGS],
        "held": meetings.held().order_by("-starts_at", "-pk")[:MOST_MEETINGS],
    }


def agreements(cop: CopPage) -> list[tuple[str, list[str]]]:
    """What stands on the CoP's page under each heading, line by line; empty ones are left out."""
    names = ("values", "interests", "role_agreements", "starting_points")
    lines = [
        (cop._meta.get_field(name).verbose_name, as_lines(getattr(cop, name))) for name in names
    ]
    return [(heading, words) for heading, words in lines if words]
