"""What the README says is so."""

import re

import pytest

from .architecture.sources import ROOT

README = (ROOT / "README.md").read_text()
LOCAL = re.compile(r"http://localhost:8000(/[^\s>'\"`)]*)")


@pytest.mark.xdist_group("site")
@pytest.mark.parametrize("path", sorted(set(LOCAL.findall(README))))
def test_address_in_the_readme_answers(path, live_site):
    assert live_site.get(path).status in {200, 302}


def test_readme_has_addresses():
    assert len(LOCAL.findall(README)) >= 6


@pytest.mark.parametrize("target", sorted(set(re.findall(r"`?make ([a-z]+)\b", README))))
def test_make_target_in_the_readme_exists(target):
    if target in {"and", "it"}:
        pytest.skip("an ordinary word")
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(), re.MULTILINE)


def test_files_and_folders_in_the_readme_exist():
    named = re.findall(r"\]\(([\w./-]+)\)|`(requirements/[\w.]+|tests/\w+/|site/[\w./]+)", README)
    missing = {name for pair in named for name in pair if name and not (ROOT / name).exists()}
    assert not missing
