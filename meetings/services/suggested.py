"""A module that was suggested goes on an agenda, with its minutes, goals and steps."""

from django.db import transaction
from django.db.models import F, Sum

from modules_library.models import ModulePage

from ..models import AgendaItem, Meeting
from .agenda import weave


@transaction.atomic
def weave_suggestion(*, meeting: Meeting, module: ModulePage) -> AgendaItem | None:
    """The last block of the agenda; None when the module was on it already, FullAgenda at a hundred.

    It takes the minutes that are left, when the module can be done in those.
    """
    meeting = Meeting.objects.select_for_update().get(pk=meeting.pk)
    if meeting.agenda_items.filter(module=module).exists():
        return None
    taken = meeting.agenda_items.blocks().aggregate(total=Sum("minutes"))["total"] or 0
    item = weave(meeting, module)
    item.minutes = max(min(item.minutes, meeting.minutes - taken), module.duration_min)
    item.save(update_fields=["minutes"])
    Meeting.objects.filter(pk=meeting.pk).update(agenda_version=F("agenda_version") + 1)
    return item
