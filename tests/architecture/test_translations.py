"""Every text on a screen has its Dutch, and what is compiled is what was written."""

import gettext
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from .sources import ROOT, name, tracked

SCREENS = ("site", "modules_library", "cop_pages", "meetings", "arena", "templates", "locale")


@pytest.fixture(scope="module", autouse=True)
def gettext_tools():
    if shutil.which("msgfmt"):
        return
    if os.environ.get("CI"):
        pytest.fail("gettext is missing: install Debian's package gettext")
    pytest.skip("gettext is missing: translations were not checked")


def catalogues() -> list[Path]:
    return [path for path in tracked() if path.suffix == ".po"]


def statistics(catalogue: Path, compiled: Path) -> str:
    """What msgfmt counts: '12 translated messages, 1 fuzzy translation, 2 untranslated messages.'"""
    command = ["msgfmt", "--check", "--statistics", "-o", str(compiled), str(catalogue)]
    done = subprocess.run(
        command, capture_output=True, text=True, check=False, env=os.environ | {"LC_ALL": "C"}
    )
    assert done.returncode == 0, done.stderr
    return done.stderr.strip()


def texts(compiled: Path) -> dict:
    with compiled.open("rb") as file:
        return gettext.GNUTranslations(file)._catalog


@pytest.mark.parametrize("catalogue", catalogues(), ids=name)
def test_compiled_catalogue_is_the_written_one(catalogue, tmp_path):
    fresh = tmp_path / "fresh.mo"
    statistics(catalogue, fresh)
    committed, expected = texts(catalogue.with_suffix(".mo")), texts(fresh)
    committed.pop("", None), expected.pop("", None)
    assert committed == expected


def test_every_text_on_a_screen_is_translated(tmp_path):
    for path in tracked():
        relative = path.relative_to(ROOT)
        if relative.parts[0] in SCREENS and path.suffix in {".py", ".html", ".txt", ".po", ".js"}:
            copy = tmp_path / relative
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, copy)
    collect(tmp_path)
    found = sorted(tmp_path.rglob("*.po"))
    assert found
    for catalogue in found:
        counts = statistics(catalogue, tmp_path / "out.mo")
        assert "fuzzy" not in counts, f"{catalogue.relative_to(tmp_path)}: {counts}"
        assert "untranslated" not in counts, f"{catalogue.relative_to(tmp_path)}: {counts}"


def collect(folder: Path) -> None:
    """What `make messages` does, in a copy of the sources."""
    manage = [sys.executable, str(folder / "site/manage.py"), "makemessages"]
    environment = os.environ | {
        "DJANGO_SETTINGS_MODULE": "config.settings.dev",
        "VAR_DIR": str(folder / "var"),
    }
    subprocess.run(
        [*manage, "--locale", "nl", "--no-obsolete", "--add-location", "file", "--ignore", "var"],
        cwd=folder,
        env=environment,
        check=True,
        capture_output=True,
    )


def test_a_text_reads_the_same_in_every_catalogue():
    """Django joins the catalogues, and the first to have a text wins: a second meaning is never seen."""
    readings = {}
    for catalogue in catalogues():
        for text, dutch in texts(catalogue.with_suffix(".mo")).items():
            readings.setdefault(text, {}).setdefault(dutch, []).append(name(catalogue))
    readings.pop("", None)
    assert {text: found for text, found in readings.items() if len(found) > 1} == {}
