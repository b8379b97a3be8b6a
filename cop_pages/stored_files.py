"""A file leaves the storage with its row, also when its circle goes; a rollback keeps both."""

from functools import partial

from django.db import transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver

from .models import CircleFile


@receiver(post_delete, sender=CircleFile)
def remove_stored_file(instance: CircleFile, **kwargs) -> None:
    if instance.file:
        transaction.on_commit(partial(instance.file.storage.delete, instance.file.name))
