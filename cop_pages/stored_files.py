"""A file leaves the storage with its row, also when its circle goes; a rollback keeps both."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

from django.db import transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.utils import timezone

from .models import CircleFile
from .models.files import FOLDER

storage = CircleFile._meta.get_field("file").storage
UPLOAD_TIME = timedelta(days=1)  # Younger files may belong to a row that is still being written.


@receiver(post_delete, sender=CircleFile)
def remove_stored_file(instance: CircleFile, **kwargs) -> None:
    if instance.file:
        transaction.on_commit(partial(instance.file.storage.delete, instance.file.name))


def strays() -> list[str]:
    """Files of circles that no row names, older than a day; what other apps keep there stays."""
    known = set(CircleFile.objects.values_list("file", flat=True))
    before = timezone.now() - UPLOAD_TIME
    unknown = (name for name in _stored() if name not in known)
    return [name for name in unknown if _written_before(before, name)]


def remove(names: list[str]) -> None:
    for name in names:
        storage.delete(name)


def _written_before(moment: datetime, name: str) -> bool:
    try:
        return storage.get_modified_time(name) < moment
    except FileNotFoundError:  # Its circle removed it after the list was made.
        return False


def _stored() -> Iterator[str]:
    folders, _files = storage.listdir(FOLDER) if storage.exists(FOLDER) else ([], [])
    for folder in folders:
        for file in storage.listdir(f"{FOLDER}/{folder}")[1]:
            yield f"{FOLDER}/{folder}/{file}"
