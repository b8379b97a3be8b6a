"""Where private files lie: never below the public media folder."""

from pathlib import Path

from django.conf import settings
from django.core.files.storage import FileSystemStorage, storages


def private_storage():
    """STORAGES["private"], or a folder beside the media folder; no web server may serve either."""
    if "private" in settings.STORAGES:
        return storages["private"]
    return FileSystemStorage(location=Path(settings.MEDIA_ROOT).parent / "private")
