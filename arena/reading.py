"""Remembers what a follower had on the screen, and that they were here this month."""

from collections.abc import Iterable

from django.utils import timezone

from .models import ArenaPage, ReadMark, Visit


def note_visit(request, arena: ArenaPage, seen: Iterable[tuple[str, int]]) -> None:
    """Only of who follows the arena, and only when a page was really shown.

    `seen` holds pairs of Subject and key. Two writes, however much there was to see.
    """
    user = request.user
    if request.method != "GET" or not arena.active_memberships().filter(user=user).exists():
        return
    month = timezone.localdate().replace(day=1)
    Visit.objects.bulk_create([Visit(user=user, arena=arena, month=month)], ignore_conflicts=True)
    marks = [
        ReadMark(user=user, arena=arena, subject=subject, object_id=key)
        for subject, key in dict.fromkeys(seen)
    ]
    ReadMark.objects.bulk_create(
        marks,
        update_conflicts=True,
        unique_fields=["user", "arena", "subject", "object_id"],
        update_fields=["read_at"],
    )
