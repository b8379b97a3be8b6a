"""Whether the reader can answer for a meeting, and how they stand."""

from django import template

from ..answers import standing

register = template.Library()


@register.inclusion_tag("meetings/rsvp/of_member.html", takes_context=True)
def my_answer(context, meeting) -> dict:
    """The buttons for a member of the circle; who only looks on sees how many come."""
    user = context["request"].user
    is_member = meeting.circle.active_memberships().filter(user=user).exists()
    csrf = {"csrf_token": context.get("csrf_token")}
    return {"meeting": meeting, "is_member": is_member, **csrf, **standing(meeting, user)}
