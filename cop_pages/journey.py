"""Steps of a CoP's journey that other apps write; people write theirs in the members' part of the page."""

from collections.abc import Iterable

from django.db import transaction
from wagtail.log_actions import log

from modules_library.holding import hold
from modules_library.models import ModulePage

from .models import CopPage, JourneyStep


@transaction.atomic
def keep_step(*, page_id: int, step: JourneyStep, modules: Iterable[ModulePage] = (), by) -> None:
    """Store a step, new or changed, where its date puts it, and in the editors' draft as well.

    `modules` join those the CoP has used. That `by` leads this circle was asked before.
    """
    hold(page_id)
    page = CopPage.objects.get(pk=page_id)
    step.page = page
    step.save()
    put_by_date(step)
    if modules := list(modules):
        page.modules_used.add(*modules)
        page.save()
    keep_in_revision(CopPage.objects.get(pk=page_id), by)
    log(page, "cop_pages.edit", user=by)


def put_by_date(step: JourneyStep) -> None:
    """Behind the last step that is not later; the order that people gave the others stays."""
    steps = list(JourneyStep.objects.filter(page=step.page).exclude(pk=step.pk))
    earlier = [place for place, each in enumerate(steps, 1) if each.date <= step.date]
    steps.insert(max(earlier, default=0), step)
    for place, each in enumerate(steps):
        each.sort_order = place
    JourneyStep.objects.bulk_update(steps, ["sort_order"])


def keep_in_revision(page: CopPage, by) -> None:
    """Publish what the page holds now, or put its steps into the draft that an editor left."""
    if not page.has_unpublished_changes:
        # A facilitator has no rights in the page tree.
        page.save_revision(user=by).publish(user=by, skip_permission_checks=True)
        return
    draft = page.get_latest_revision_as_object()
    draft.journey_steps.set(page.journey_steps.all())
    draft.modules_used.add(*page.modules_used.all())
    draft.save_revision(user=by)
