"""The journey grows by itself: each meeting that was held lays a lily pad."""

from django.utils.text import Truncator
from django.utils.translation import gettext as _

from cop_pages.journey import keep_step
from cop_pages.models import CopPage, JourneyStep
from modules_library.models import ModulePage

from ..models import Meeting, NextStep

TITLE_LENGTH = 120


def grow_journey(*, meeting: Meeting, by) -> JourneyStep | None:
    """A step for this meeting that only facilitators see as yet; None for a circle without a journey.

    Called once per meeting, when it is closed. What was said there stays in its report: a page keeps old
    versions, so only the title, the modules and the next step go along.
    """
    cop = meeting.circle.specific
    if not isinstance(cop, CopPage) or meeting.journey_step_id:
        return None
    modules = list(modules_of(meeting))
    step = JourneyStep(
        date=meeting.local_start.date(),
        title=Truncator(meeting.title).chars(TITLE_LENGTH),
        happened=in_words(modules),
        next_step=next_step_of(meeting),
        is_shared=False,
    )
    keep_step(page_id=cop.pk, step=step, modules=modules, by=by)
    meeting.journey_step = step
    meeting.save(update_fields=["journey_step"])
    return step


def complete_journey(*, meeting: Meeting, by) -> None:
    """The next step often comes later, when the report is written; what a person wrote there stays."""
    step, text = meeting.journey_step, next_step_of(meeting)
    if step is None or step.is_shared or step.next_step or not text:
        return
    step.next_step = text
    keep_step(page_id=step.page_id, step=step, by=by)


def modules_of(meeting: Meeting):
    """Those that got time, once each."""
    items = meeting.agenda_items.exclude(state="moved").filter(module__isnull=False)
    return ModulePage.objects.filter(pk__in=items.values("module")).order_by("title")


def in_words(modules: list[ModulePage]) -> str:
    if not modules:
        return ""
    return _("We worked with: %(modules)s.") % {"modules": ", ".join(map(str, modules))}


def next_step_of(meeting: Meeting) -> str:
    step = NextStep.objects.filter(meeting=meeting).first()
    return step.text if step else ""
