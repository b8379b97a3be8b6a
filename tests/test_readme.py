"""What the README says is so."""

import re

import pytest

from .architecture.sources import ROOT

README = (ROOT / "README.md").read_text()
# In a sentence between backquotes, or a line of its own; "to make up" is no command.
COMMAND = re.compile(r"(?:^|`|`[A-Z_]+=\S+ )make ([a-z]+)(?=`|$| [A-Z])", re.MULTILINE)
LOCAL = re.compile(r"http://localhost:8000(/[^\s>'\"`)]*)")


@pytest.mark.parametrize("path", sorted(set(LOCAL.findall(README))))
def test_address_in_the_readme_answers(path, live_site):
    assert live_site.get(path).status in {200, 302}


def test_readme_has_addresses():
    assert len(LOCAL.findall(README)) >= 6


@pytest.mark.parametrize("target", sorted(set(COMMAND.findall(README))))
def test_make_target_in_the_readme_exists(target):
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(), re.MULTILINE)


def test_files_and_folders_in_the_readme_exist():
    named = re.findall(r"\]\(([\w./-]+)\)|`(requirements/[\w.]+|tests/\w+/|site/[\w./]+)", README)
    missing = {name for pair in named for name in pair if name and not (ROOT / name).exists()}
    assert not missing
