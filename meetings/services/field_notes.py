"""Field notes, stored once per meeting and module."""

from collections.abc import Iterable

from django.db import transaction

from ..models import FieldNote

WRITTEN = ("module_version", "planned_minutes", "minutes", "group_size", "changed")


@transaction.atomic
def store_field_notes(*, notes: Iterable[FieldNote]) -> None:
    """New ones and changed ones; who sends the same twice stores it once."""
    for note in notes:
        values = {name: getattr(note, name) for name in WRITTEN} | {"circle": note.circle}
        FieldNote.objects.update_or_create(
            meeting=note.meeting, module=note.module, defaults=values
        )
