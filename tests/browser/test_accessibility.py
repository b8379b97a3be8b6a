"""Every kind of page, narrow, middling and wide, light and dark: no violation that axe can find."""

import re
from urllib.parse import urlsplit

import pytest

from .addresses import NOT_FOUND, PAGES
from .checks import OVERFLOWS, axe_finds_nothing, nothing_scrolls_sideways, violations

EVERY_PAGE = pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)


@EVERY_PAGE
def test_axe_finds_nothing(path, visit):
    page = visit(expected=[NOT_FOUND]).open(path)
    axe_finds_nothing(page)


@EVERY_PAGE
def test_axe_finds_nothing_in_the_dark(path, visit):
    page = visit(dark=True, expected=[NOT_FOUND]).open(path)
    assert not violations(page)


@EVERY_PAGE
def test_narrow_page_with_large_text_does_not_scroll_sideways(path, visit):
    page = visit(width=320, expected=[NOT_FOUND]).open(path)
    nothing_scrolls_sideways(page)


def test_no_page_in_the_sitemap_scrolls_sideways_or_fails(visit, live_site):
    """So also the longest word in the demo's texts."""
    sitemap = live_site.get("/sitemap.xml").body.decode()
    paths = [urlsplit(address).path for address in re.findall("<loc>(.*?)</loc>", sitemap)]
    assert len(paths) > 24
    window = visit(width=320)
    assert not [path for path in paths if window.open(path).evaluate(OVERFLOWS)]
