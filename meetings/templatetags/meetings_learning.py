"""What the pages of goals, field notes and the undercurrent need."""

from django import template

from ..models import PulseRound
from ..module_suggestions import quoted
from ..services.pulse import can_answer

register = template.Library()


@register.filter("quoted")
def quoted_goals(goals) -> str:
    """'‘Een team worden’ en ‘Helderheid scheppen’'."""
    return quoted(goals, {goal.pk for goal in goals})


@register.inclusion_tag("meetings/pulse/door.html", takes_context=True)
def pulse_door(context, meeting) -> dict:
    """The way to the pulse, for members while it is open."""
    is_open = PulseRound.objects.open().filter(meeting=meeting).exists()
    user = context["request"].user
    return {"meeting": meeting, "is_open": is_open and can_answer(meeting, user)}
