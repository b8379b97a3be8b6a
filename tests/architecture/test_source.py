"""Small files, short functions, names that say something."""

import re
import statistics

import pytest

from .sources import ROOT, functions, length, name, python_files, template_files, tracked

BANNED = {"utils", "util", "helpers", "helper", "common", "core", "manager", "managers", "misc"}


@pytest.mark.parametrize("path", python_files() + template_files(), ids=name)
def test_file_has_at_most_400_lines(path):
    lines = path.read_text().count("\n")
    assert lines <= 400, f"{lines} lines"


@pytest.mark.parametrize("path", python_files(), ids=name)
def test_functions_have_at_most_40_lines(path):
    long = {
        function.name: length(function) for function in functions(path) if length(function) > 40
    }
    assert not long


def test_half_of_the_functions_have_at_most_8_lines():
    lengths = [length(each) for path in python_files(tests=False) for each in functions(path)]
    assert statistics.median(lengths) <= 8


@pytest.mark.parametrize("path", python_files(), ids=name)
def test_module_has_a_name_that_says_what_is_in_it(path):
    banned = BANNED.intersection([*path.relative_to(ROOT).parent.parts, path.stem])
    assert not banned


@pytest.mark.parametrize("path", sorted((ROOT / "site/config/settings").glob("*.py")), ids=name)
def test_settings_file_has_less_than_200_lines(path):
    assert path.read_text().count("\n") < 200


# Written in pieces, or this file would name them itself.
HOSTS = ["py" + "pi.org", "python" + "hosted.org", "registry.npm" + "js", "deb." + "debian.org"]
MACHINE = [re.escape(str(ROOT)) + r"\b", r"/ro" + r"ot/", r"/wo" + r"rk/\w", r"/home/\w+/\."]
UNWANTED = re.compile("|".join([*map(re.escape, HOSTS), *MACHINE]))


def text_of(path) -> str:
    """The file's text; empty for pictures, fonts and the like."""
    data = path.read_bytes()
    return "" if b"\0" in data[:8000] else data.decode(errors="replace")


def test_no_file_names_a_registry_or_a_path_of_one_machine():
    found = {
        name(path): match.group() for path in tracked() if (match := UNWANTED.search(text_of(path)))
    }
    assert not found


@pytest.mark.parametrize("lock", sorted((ROOT / "requirements").glob("*.lock")), ids=name)
def test_every_locked_package_has_hashes_and_none_has_an_address(lock):
    text = lock.read_text()
    packages = re.findall(r"^[\w.-]+(?:\[[\w,]+\])?==\S+.*\\$", text, re.MULTILINE)
    assert len(packages) == len(re.findall(r"^\S", text, re.MULTILINE)) > 10
    assert "://" not in text


def test_locks_hold_the_same_releases():
    pins = [set(re.findall(r"^\S+==\S+", path.read_text(), re.MULTILINE)) for path in locks()]
    site, production, test = pins
    assert site < production < test


def locks():
    return [ROOT / "requirements" / f"{each}.lock" for each in ("site", "production", "test")]
