"""Remembers which page a follower had on the screen, and that they were here this month."""

from django.utils import timezone

from .models import ArenaPage, ArenaUpdatePage, ReadMark, Visit


def note_visit(user, arena: ArenaPage, update: ArenaUpdatePage | None = None) -> None:
    """Of who follows the arena only; who looks on as an editor leaves no trace."""
    if not arena.active_memberships().filter(user=user).exists():
        return
    month = timezone.localdate().replace(day=1)
    Visit.objects.bulk_create([Visit(user=user, arena=arena, month=month)], ignore_conflicts=True)
    mark = ReadMark.objects.filter(user=user, arena=arena, update=update)
    if not mark.update(read_at=timezone.now()):
        ReadMark.objects.bulk_create(
            [ReadMark(user=user, arena=arena, update=update)], ignore_conflicts=True
        )
