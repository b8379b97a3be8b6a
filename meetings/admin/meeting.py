"""One meeting as its followers see it: numbers, agenda, decisions and actions.

Left out on purpose: who was there, notes and minutes for facilitators, and all of the undercurrent, of
which only the facilitators of the circle see anything.
"""

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from modules_library.admin.trail import trail

from ..agenda import Agenda
from ..missing import missing_at
from ..models import ActionItem, Decision, Meeting
from ..spoken import spoken_times

TOTALS = {
    "invited": Q(invited_at__isnull=False),
    "yes": Q(answer="yes"),
    "maybe": Q(answer="maybe"),
    "no": Q(answer="no"),
    "silent": Q(answer="", invited_at__isnull=False),
    "waiting": Q(answer="yes", waiting_since__isnull=False),
    "present": Q(present=True),
}


def meeting_context(request, meeting: Meeting) -> dict:
    rows = Meeting.objects.with_missing().select_related("circle")
    meeting = rows.get(pk=meeting.pk)
    here = {"meeting": meeting}
    return {
        "meeting": meeting,
        "missing": missing_at(meeting),
        "when": spoken_times(meeting),
        "agenda": Agenda.of(meeting),
        "totals": totals_of(meeting),
        "decisions": list(Decision.objects.visible_to(request.user).filter(**here)),
        "actions": list(ActionItem.objects.visible_to(request.user).filter(**here)),
        "breadcrumbs_items": breadcrumbs(meeting.title),
    }


def totals_of(meeting: Meeting) -> dict[str, int]:
    counts = {name: Count("pk", filter=which) for name, which in TOTALS.items()}
    return meeting.attendances.aggregate(**counts) | {"guests": meeting.guests.count()}


def breadcrumbs(here: str) -> list[dict]:
    """From the list to here; only what comes before has an address."""
    return trail((_("Meetings"), reverse("meetings_meeting_modeladmin_index")), (here, ""))
