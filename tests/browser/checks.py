"""What each page is held to, whoever looks at it: axe, no scrolling sideways, room for fingers."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

WIDTHS = (320, 768, 1280)
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
RULES = {"runOnly": {"type": "tag", "values": TAGS}}
OVERFLOWS = "() => document.documentElement.scrollWidth > document.documentElement.clientWidth"
WIDE_ELEMENTS = """() => [...document.querySelectorAll("body *")]
  .filter((each) => each.getBoundingClientRect().right > document.documentElement.clientWidth + 1)
  .map((each) => each.outerHTML.slice(0, 120)).slice(0, 3)"""
SMALL_TARGETS = """() => [...document.querySelectorAll("main form :is(input, select, textarea, button)")]
  .filter((each) => each.type !== "hidden" && each.offsetParent)
  .map((each) => (each.closest("label") ?? each).getBoundingClientRect())
  .filter((box) => box.height < 43.5).length"""


def violations(page: Page, **options) -> list[str]:
    """What axe finds; `context=".intake"` looks at one part of the page only, once it is there."""
    page.wait_for_load_state()  # A click waits no longer than until the next page begins.
    if "context" in options:
        expect(page.locator(options["context"]).first).to_be_visible()
    found = Axe().run(page, options=RULES, **options).response["violations"]
    return [
        f"{each['id']} {node['target']} {node['html'][:160]} {node['failureSummary']}"
        for each in found
        for node in each["nodes"]
    ]


def axe_finds_nothing(page: Page, **options) -> None:
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert not violations(page, **options), f"at {width} px"


def fits(page: Page, where: str = "") -> None:
    assert not page.evaluate(OVERFLOWS), (where, page.evaluate(WIDE_ELEMENTS))


def passes_at_every_width(page: Page, where: str = "") -> None:
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        assert not violations(page), f"{where} at {width} px"
        fits(page, where)


def nothing_scrolls_sideways(page: Page, where: str = "") -> None:
    """At 320 px (a page of 1280 px zoomed to 400%), and at 640 px with text twice as large."""
    page.set_viewport_size({"width": 320, "height": 900})
    fits(page, where)
    page.set_viewport_size({"width": 640, "height": 900})
    page.evaluate("() => { document.documentElement.style.fontSize = '200%' }")
    fits(page, where)
