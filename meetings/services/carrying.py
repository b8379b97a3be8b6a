"""What goes from one agenda to the next: the next step, and what was not finished."""

from django.db import transaction
from django.db.models import F
from django.utils.text import Truncator

from ..models import AgendaItem, Meeting, NextStep

NEXT_STEP_MINUTES = 15
TITLE_LENGTH = 200


@transaction.atomic
def carry_into(*, meeting: Meeting) -> AgendaItem | None:
    """Make the waiting next step of the last held meeting the first block; None when there is none."""
    step = waiting_step(meeting)
    return put_first(step, meeting) if step else None


@transaction.atomic
def carry_next_step(*, step: NextStep) -> AgendaItem | None:
    """As above, seen from the meeting that ends: onto the next agenda when there is one already."""
    coming = Meeting.objects.after(step.meeting).filter(status__in=["draft", "planned"]).first()
    if step.carried_to_id or coming is None:
        return None
    return put_first(step, coming)


def waiting_step(meeting: Meeting) -> NextStep | None:
    """The next step of the last meeting before this one, unless it is on an agenda already."""
    last = Meeting.objects.before(meeting).held().first()
    return NextStep.objects.waiting().filter(meeting=last).first() if last else None


def put_first(step: NextStep, meeting: Meeting) -> AgendaItem:
    """The others move one down."""
    first = meeting.agenda_items.in_order().first()
    item = AgendaItem.objects.create(
        meeting=meeting,
        kind=AgendaItem.Kind.NEXT_STEP,
        title=Truncator(" ".join(step.text.split())).chars(TITLE_LENGTH),
        participants_note=step.text if len(step.text) > TITLE_LENGTH else "",
        minutes=NEXT_STEP_MINUTES,
        order=0,
    )
    if first and first.order == 0:
        meeting.agenda_items.exclude(pk=item.pk).update(order=F("order") + 1)
    step.carried_to = item
    step.save(update_fields=["carried_to"])
    Meeting.objects.filter(pk=meeting.pk).update(agenda_version=F("agenda_version") + 1)
    return item
