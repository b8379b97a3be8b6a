"""Every template loads, names only what exists, and leaves the strict content policy intact."""

import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.template import engines
from django.template.loader import get_template
from django.template.loader_tags import BlockNode

from .sources import LAYERS, LIBRARY, ROOT, name, template_files

NAMED = re.compile(r"{%\s*(?:include|extends)\s+[\"']([^\"']+)[\"']")
STATIC = re.compile(r"{%\s*static\s+[\"']([^\"']+)[\"']")
LOADED = re.compile(r"{%\s*load\s+([^%]+?)\s*%}")
# Mail needs inline styles, and Wagtail's own admin screens live under another policy.
OTHER_POLICY = ("email", "admin", "wagtailadmin", "wagtailusers", "modeladmin", "panels")
INLINE = {
    "a style attribute": re.compile(r"<[a-z][^>]*\sstyle\s*=", re.IGNORECASE),
    "a style element": re.compile(r"<style\b", re.IGNORECASE),
    "a handler attribute": re.compile(r"<[a-z][^>]*\son[a-z]+\s*=", re.IGNORECASE),
    "a javascript: address": re.compile(r"javascript:", re.IGNORECASE),
    "an inline script": re.compile(
        r"<script(?![^>]*\b(?:src=|type=\"application/))", re.IGNORECASE
    ),
}
# All that a library template may count on in another network's Wagtail site.
STOCK_BLOCKS = {"title", "extra_css", "content", "extra_js", "body_class"}


def loader_name(path: Path) -> str:
    """The name a template goes by: what follows the last folder called 'templates'."""
    parts = path.relative_to(ROOT).parts
    last = len(parts) - 1 - parts[::-1].index("templates")
    return "/".join(parts[last + 1 :])


def library_templates() -> list[Path]:
    return [path for path in template_files() if loader_name(path).startswith(LIBRARY)]


def public_templates() -> list[Path]:
    return [path for path in template_files() if not set(OTHER_POLICY).intersection(path.parts)]


@pytest.mark.parametrize("path", template_files(), ids=name)
def test_template_loads_with_all_it_names(path):
    get_template(loader_name(path))
    for other in NAMED.findall(path.read_text()):
        get_template(other)


@pytest.mark.parametrize("path", template_files(), ids=name)
def test_static_files_named_in_a_template_exist(path):
    missing = [each for each in STATIC.findall(path.read_text()) if not finders.find(each)]
    assert not missing


@pytest.mark.parametrize("path", public_templates(), ids=name)
def test_template_keeps_to_the_content_security_policy(path):
    text = re.sub(r"{#.*?#}|{%\s*comment.*?endcomment\s*%}", "", path.read_text(), flags=re.DOTALL)
    broken = [what for what, pattern in INLINE.items() if pattern.search(text)]
    assert not broken


@pytest.mark.parametrize("path", library_templates(), ids=name)
def test_library_template_lives_without_the_site(path):
    app = loader_name(path).split("/")[0]
    below = LAYERS[: LAYERS.index(app) + 1]
    for other in NAMED.findall(path.read_text()):
        assert other == "base.html" or other.startswith((*below, "wagtail", "modeladmin")), other
    libraries = engines["django"].engine.libraries
    for tags in " ".join(LOADED.findall(path.read_text())).split():
        owner = libraries.get(tags, "").split(".")[0]
        assert owner in {*below, "django", "wagtail", "wagtail_modeladmin", ""}, tags


@pytest.mark.parametrize("path", library_templates(), ids=name)
def test_library_page_fills_only_the_blocks_of_a_stock_project(path):
    if not re.search(r"{%\s*extends\s+[\"']base\.html", path.read_text()):
        return
    extending = engines["django"].get_template(loader_name(path)).template.nodelist[0]
    filled = {node.name for node in extending.nodelist if isinstance(node, BlockNode)}
    assert filled <= STOCK_BLOCKS
