"""Choosing what an arena sees, and taking it back."""

from typing import NamedTuple

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from cop_pages.models import CopPage

from ..models import SharedItem
from ..shareable import BY_KEY, KINDS
from . import telling


class Choice(NamedTuple):
    """One box to tick: this thing, for this arena; arena 0 stands for every arena around the CoP."""

    kind: str
    object_id: int
    arena_id: int

    def __str__(self) -> str:
        return f"{self.kind}-{self.object_id}-{self.arena_id}"


def shared_choices(cop: CopPage) -> dict[Choice, SharedItem]:
    """What the CoP shares now, by choice."""
    kinds = {kind.content_type.pk: kind.key for kind in KINDS}
    rows = SharedItem.objects.shared().filter(cop=cop)
    return {
        Choice(kinds[row.content_type_id], row.object_id, row.arena_id or 0): row for row in rows
    }


@transaction.atomic
def choose(*, cop: CopPage, wanted: set[Choice], offered: set[Choice], by) -> tuple[int, int]:
    """Share what is wanted and take back the rest of what was offered; how many of each.

    What was not offered stays as it is: somebody else may have added it in the meantime.
    """
    CopPage.objects.select_for_update(of=("self",)).get(pk=cop.pk)
    present = shared_choices(cop)
    new = [row_of(cop, choice, by) for choice in sorted((wanted & offered) - set(present))]
    SharedItem.objects.bulk_create(new)
    gone = [present[choice].pk for choice in (offered - wanted) & set(present)]
    SharedItem.objects.filter(pk__in=gone).update(withdrawn_at=timezone.now())
    if new or gone:
        log(cop, "arena.share", user=by, data={"shared": len(new), "withdrawn": len(gone)})
    if new:
        telling.tell_of_shared_items(cop=cop, rows=new, but=by)
    return len(new), len(gone)


def row_of(cop: CopPage, choice: Choice, by=None) -> SharedItem:
    """Not saved."""
    return SharedItem(
        cop=cop,
        arena_id=choice.arena_id or None,
        content_type=BY_KEY[choice.kind].content_type,
        object_id=choice.object_id,
        shared_by=by,
    )
