"""The lead's updates on the website; Wagtail's workflow, where there is one, reads each version first."""

import uuid

from django.db import transaction
from django.utils import timezone
from django.utils.text import slugify
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.log_actions import log

from cop_pages.models.people import DOUBLE_CLICK
from cop_pages.services import publish, set_fields, write_through
from modules_library.holding import hold

from ..models import ArenaPage, ArenaUpdatePage


class ChangedMeanwhileError(Exception):
    """Somebody else saved it, published it or took it down since it was opened."""


@transaction.atomic
def write_update(*, arena: ArenaPage, page: ArenaUpdatePage, lines, by) -> ArenaUpdatePage:
    """Offer a new page for moderation, or publish it now or at its hour when nobody moderates.

    Its slug tells nothing, for addresses end up in mails and logs. A second click within the
    minute gives the page that is there.
    """
    hold(arena.pk)
    if already := _written_just_now(arena, page, by):
        return already
    page.live, page.owner = False, by
    page.slug = f"{slugify(page.date.isoformat())}-{uuid.uuid4().hex[:8]}"
    arena.add_child(instance=page)
    page.programme_lines.set(lines)
    _offer(page, by)
    return ArenaUpdatePage.objects.get(pk=page.pk)


def _written_just_now(arena: ArenaPage, page: ArenaUpdatePage, by) -> ArenaUpdatePage | None:
    recent = ArenaUpdatePage.objects.child_of(arena).filter(
        owner=by, latest_revision_created_at__gt=timezone.now() - DOUBLE_CLICK
    )
    return recent.filter(title=page.title, happened=page.happened, asks=page.asks).first()


@transaction.atomic
def edit_update(*, arena: ArenaPage, page: ArenaUpdatePage, changes: dict, by) -> ArenaUpdatePage:
    """Correct an update: at once, or after a moderator has read it; until then the old one stands.

    Raises ChangedMeanwhileError. Nobody gets a mail again.
    """
    locked = _lock(page)
    if (locked.latest_revision_id, locked.live) != (page.latest_revision_id, page.live):
        raise ChangedMeanwhileError
    if locked.stage or locked.get_workflow():
        newest = locked.newest
        set_fields(newest, changes)
        _offer(newest, by)
    else:
        write_through(locked, changes, by)
    _record(arena, "arena.edit_update", page, by)
    return ArenaUpdatePage.objects.get(pk=page.pk)


def _offer(page: ArenaUpdatePage, by) -> None:
    """A moderator reads this version from the start, whatever became of an earlier one."""
    workflow = page.get_workflow()
    if workflow is None:
        publish(page, by)
        return
    page.save_revision(user=by, log_action=True)
    _hold_back(page, by)
    workflow.start(page, by)


def _hold_back(page: ArenaUpdatePage, by) -> None:
    """No version that is on its way comes out any more."""
    if moderation := page.current_workflow_state:
        moderation.cancel(user=by)
    page.revisions.update(approved_go_live_at=None)


@transaction.atomic
def take_down(*, arena: ArenaPage, page: ArenaUpdatePage, by) -> None:
    """Nobody reads it any more, and what is on its way does not come out. A second time does nothing."""
    locked = _lock(page)
    is_under_way = locked.current_workflow_state or locked.comes_out_at
    if not locked.live and not is_under_way:
        return
    _hold_back(locked, by)
    UnpublishPageAction(locked, user=by).execute(skip_permission_checks=True)
    _record(arena, "arena.take_down_update", page, by)


def _lock(page: ArenaUpdatePage) -> ArenaUpdatePage:
    hold(page.pk)
    return ArenaUpdatePage.objects.get(pk=page.pk)


def _record(arena: ArenaPage, action: str, page: ArenaUpdatePage, by) -> None:
    """Log on the arena's page: the number of the update only."""
    log(arena, action, user=by, data={"update": page.pk})
