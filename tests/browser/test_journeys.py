"""What people come to do, as they do it: by keyboard, without JavaScript, on paper."""

import pytest
from playwright.sync_api import Page, expect

from .addresses import NOT_FOUND, PAGES

INSTRUMENTS = "input[name=kind][value=instrument]"
FOCUS = """() => {
  const element = document.activeElement;
  const drawn = (style) => style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0;
  const around = [element, element.parentElement, element.closest("article, li, label")];
  return {
    href: element.getAttribute("href") ?? "",
    id: element.id,
    name: element.name ?? "",
    value: element.value ?? "",
    html: element.outerHTML.slice(0, 120),
    shown: around.some((each) => each && drawn(getComputedStyle(each)))
      || drawn(getComputedStyle(element, "::after")),
  };
}"""


def tab_to(page: Page, wanted, *, limit: int = 90) -> None:
    """Press Tab until the focus is where it is wanted; every stop on the way must be visible."""
    for _ in range(limit):
        page.keyboard.press("Tab")
        focus = page.evaluate(FOCUS)
        assert focus["shown"], f"The focus cannot be seen on {focus['html']}"
        if wanted(focus):
            return
    pytest.fail("The keyboard does not get there.")


def is_module(focus) -> bool:
    return focus["href"].startswith("/modules/") and focus["href"].strip("/").count("/") == 1


def test_keyboard_goes_from_home_to_a_filtered_module(visit):
    page = visit().open("/")
    tab_to(page, lambda focus: focus["href"] == "/modules/")
    page.keyboard.press("Enter")
    page.wait_for_url("**/modules/")
    tab_to(page, lambda focus: (focus["name"], focus["value"]) == ("kind", "instrument"))
    page.keyboard.press("Space")
    page.wait_for_url("**/modules/?kind=instrument")
    expect(page.get_by_role("link", name="Wijkwandeling").first).to_be_visible()
    expect(page.get_by_role("link", name="Wat is cocreatie?")).to_have_count(0)
    tab_to(page, lambda focus: is_module(focus) and "?" not in focus["href"])
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "?" not in url)
    expect(page.locator("h1")).to_be_visible()


def test_back_button_returns_to_the_catalogue_as_it_was(visit):
    page = visit().open("/modules/")
    everything = page.locator("#catalogue article").count()
    page.locator(INSTRUMENTS).check()
    page.wait_for_url("**kind=instrument")
    page.go_back()
    page.wait_for_url("**/modules/")
    expect(page.locator("#catalogue article")).to_have_count(everything)
    expect(page.locator(INSTRUMENTS)).not_to_be_checked()


def test_first_stop_of_the_keyboard_skips_to_the_content(visit):
    page = visit().open("/modules/")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_page_reads_without_javascript(path, visit):
    page = visit(scripts=False, expected=[NOT_FOUND]).open(path)
    expect(page.locator("h1")).to_have_count(1)
    expect(page.locator("h1")).to_be_visible()
    expect(page.get_by_role("main")).to_be_visible()


def test_filters_work_without_javascript(visit):
    page = visit(scripts=False).open("/modules/")
    page.locator(INSTRUMENTS).check()
    page.locator("#catalogue button[type=submit]").click()
    page.wait_for_url("**kind=instrument**")
    expect(page.get_by_role("link", name="Wijkwandeling").first).to_be_visible()
    expect(page.locator(INSTRUMENTS)).to_be_checked()


def test_module_prints_as_a_card(visit):
    """The module itself, and nothing of the navigation around it."""
    page = visit().open("/modules/wijkwandeling/")
    page.emulate_media(media="print")
    expect(page.locator("h1")).to_be_visible()
    for navigation in page.get_by_role("navigation").all():
        expect(navigation).to_be_hidden()
