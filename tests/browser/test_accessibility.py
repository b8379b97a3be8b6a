"""Every kind of page, narrow, middling and wide, light and dark: no violation that axe can find."""

import re
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe

from .addresses import NOT_FOUND, PAGES

WIDTHS = (320, 768, 1280)
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RULES = {"runOnly": {"type": "tag", "values": TAGS}}
EVERY_PAGE = pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
OVERFLOWS = "() => document.documentElement.scrollWidth > document.documentElement.clientWidth"
WIDE_ELEMENTS = """() => [...document.querySelectorAll("body *")]
  .filter((each) => each.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
  .map((each) => each.outerHTML.slice(0, 120)).slice(0, 3)"""


def violations(page) -> list[str]:
    found = Axe().run(page, options=RULES).response["violations"]
    return [
        f"{each['id']} {node['target']} {node['html'][:160]} {node['failureSummary']}"
        for each in found
        for node in each["nodes"]
    ]


@EVERY_PAGE
def test_axe_finds_nothing(path, visit):
    page = visit(expected=[NOT_FOUND]).open(path)
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert not violations(page), f"at {width} px"


@EVERY_PAGE
def test_axe_finds_nothing_in_the_dark(path, visit):
    page = visit(dark=True, expected=[NOT_FOUND]).open(path)
    assert not violations(page)


@EVERY_PAGE
def test_narrow_page_with_large_text_does_not_scroll_sideways(path, visit):
    """At 320 px (a page of 1280 px zoomed to 400%), and at 640 px with text twice as large."""
    page = visit(width=320, expected=[NOT_FOUND]).open(path)
    assert not page.evaluate(OVERFLOWS), page.evaluate(WIDE_ELEMENTS)
    page.set_viewport_size({"width": 640, "height": 900})
    page.evaluate("() => { document.documentElement.style.fontSize = '200%' }")
    assert not page.evaluate(OVERFLOWS), page.evaluate(WIDE_ELEMENTS)


def test_no_page_in_the_sitemap_scrolls_sideways_or_fails(visit, live_site):
    """So also the longest word in the demo's texts."""
    sitemap = live_site.get("/sitemap.xml").body.decode()
    paths = [urlsplit(address).path for address in re.findall("<loc>(.*?)</loc>", sitemap)]
    assert len(paths) > 24
    window = visit(width=320)
    assert not [path for path in paths if window.open(path).evaluate(OVERFLOWS)]
