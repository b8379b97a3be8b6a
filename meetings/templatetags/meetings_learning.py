"""What the pages of goals, field notes and the undercurrent need."""

from django import template

from ..module_suggestions import quoted

register = template.Library()


@register.filter("quoted")
def quoted_goals(goals) -> str:
    """'‘Een team worden’ en ‘Helderheid scheppen’'."""
    return quoted(goals, {goal.pk for goal in goals})
