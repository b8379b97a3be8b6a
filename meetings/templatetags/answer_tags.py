"""Whether the reader can answer for a meeting, how they stand, and who comes."""

from django import template
from django.utils.translation import gettext as _

from ..answers import standing

register = template.Library()


@register.inclusion_tag("meetings/rsvp/of_member.html", takes_context=True)
def my_answer(context, meeting) -> dict:
    """The buttons for a member of the circle; who only looks on sees how many come."""
    user = context["request"].user
    is_member = meeting.circle.active_memberships().filter(user=user).exists()
    csrf = {"csrf_token": context.get("csrf_token")}
    return {"meeting": meeting, "is_member": is_member, **csrf, **standing(meeting, user)}


@register.inclusion_tag("meetings/rsvp/who.html", takes_context=True)
def who_comes(context, meeting) -> dict:
    """Names and notes by answer. Facilitators also see who has not answered."""
    is_host = context.get("is_facilitator", False)
    rows = list(meeting.attendances.select_related("user").order_by("waiting_since", "answered_at"))
    groups = [
        (_("Coming"), [row for row in rows if row.is_coming]),
        (_("On the waiting list"), [row for row in rows if row.is_waiting]),
        (_("Maybe"), [row for row in rows if row.answer == "maybe"]),
        (_("Not coming"), [row for row in rows if row.answer == "no"]),
    ]
    silent = [row for row in rows if not row.answer] if is_host else []
    groups.append((_("No answer yet"), silent))
    return {
        "meeting": meeting,
        "groups": [group for group in groups if group[1]],
        "can_remind": bool(silent),
        "csrf_token": context.get("csrf_token"),
    }
