"""The lead writes an update on the website; Wagtail's workflow, where there is one, reads it first."""

import uuid

from django.db import transaction
from django.utils.text import slugify

from ..models import ArenaPage, ArenaUpdatePage


@transaction.atomic
def write_update(*, arena: ArenaPage, page: ArenaUpdatePage, lines, by) -> ArenaUpdatePage:
    """Offer the page for moderation, or publish it now or at its hour when nobody moderates.

    `page` is new; it gets a slug that tells nothing, for addresses end up in mails and logs.
    """
    page.live, page.owner = False, by
    page.slug = f"{slugify(page.date.isoformat())}-{uuid.uuid4().hex[:8]}"
    arena.add_child(instance=page)
    page.programme_lines.set(lines)
    revision = page.save_revision(user=by, log_action=True)
    workflow = page.get_workflow()
    if workflow:
        workflow.start(page, by)
    else:
        # A lead has no rights in the page tree; that they lead this arena was asked before.
        revision.publish(user=by, skip_permission_checks=True)
    page.refresh_from_db()
    return page
