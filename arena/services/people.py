"""Inviting many people at a time."""

from collections.abc import Iterable

from django.db import transaction
from wagtail.log_actions import log

from cop_pages.services import invite

from ..importing import Entry
from ..models import ArenaPage


@transaction.atomic
def invite_all(*, arena: ArenaPage, entries: Iterable[Entry], message: str, by) -> int:
    """Invite the good entries, all or none; how many there were."""
    good = [entry for entry in entries if entry.is_good]
    for entry in good:
        invite(
            circle=arena,
            email=entry.email,
            role=entry.role,
            organisation=arena.organisation,
            message=message,
            by=by,
        )
    log(arena, "arena.import", user=by, data={"number": len(good)})
    return len(good)
