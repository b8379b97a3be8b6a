"""What a member takes along: their data as JSON, and in a ZIP when there are files with it."""

import json
from tempfile import TemporaryFile
from zipfile import ZIP_DEFLATED, ZipFile

from django.http import FileResponse
from django.utils import timezone

from cop_pages import privacy

NAME = "mijn-gegevens"


def take_along(user) -> FileResponse:
    """A single file to open at once, or all of it in one archive."""
    files = privacy.files(user)
    return _archive(user, files) if files else _sheet(user)


def _as_json(user) -> bytes:
    told = {"made_at": timezone.now().isoformat(), "data": privacy.export(user)}
    return json.dumps(told, ensure_ascii=False, indent=2).encode()


def _sheet(user) -> FileResponse:
    return FileResponse(
        [_as_json(user)],
        as_attachment=True,
        filename=f"{NAME}.json",
        content_type="application/json",
    )


def _archive(user, files: dict) -> FileResponse:
    """On disk while it is made, for people may have sent many large files; it goes with the response."""
    out = TemporaryFile()  # noqa: SIM115
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        archive.writestr(f"{NAME}.json", _as_json(user))
        for name, file in files.items():
            _add(archive, name, file)
    out.seek(0)
    return FileResponse(out, as_attachment=True, filename=f"{NAME}.zip")


def _add(archive: ZipFile, name: str, file) -> None:
    """A file that the storage has lost keeps nobody from the rest."""
    try:
        with file.open("rb") as content:
            archive.writestr(name, content.read())
    except FileNotFoundError:
        return
