"""The pages for during and after a meeting in a real browser: run by keyboard, noted, closed, printed."""

import json
import secrets

import pytest
from playwright.sync_api import Page, expect

from .checks import SMALL_TARGETS, axe_finds_nothing, nothing_scrolls_sideways, violations
from .site_people import take_session

BUILD = """
from tests.meetings.rich_meeting import build, describe
print(describe(build(slug="{slug}")))
"""
FOR_FACILITATORS = {
    "run": "/bijeenkomsten/{live}/run/",
    "write": "/bijeenkomsten/{held}/report/write/",
    "publish": "/bijeenkomsten/{held}/report/publish/",
    "report that is not out": "/bijeenkomsten/{held}/report/",
    "hand-over pack": "/bijeenkomsten/circle/{circle}/handover/",
    "certificates": "/bijeenkomsten/circle/{circle}/certificates/",
}
FOR_MEMBERS = {
    "report": "/bijeenkomsten/{published}/report/",
    "agenda on paper": "/bijeenkomsten/{live}/print/",
    "decisions": "/bijeenkomsten/circle/{circle}/decisions/",
    "found": "/bijeenkomsten/circle/{circle}/reports/?q=hek",
    "found nothing": "/bijeenkomsten/circle/{circle}/reports/?q=onvindbaarwoord",
    "certificate": "/bijeenkomsten/circle/{circle}/certificates/{member}/",
}
CASES = [
    pytest.param(role, path, id=name)
    for role, pages in {"facilitator": FOR_FACILITATORS, "member": FOR_MEMBERS}.items()
    for name, path in pages.items()
]
EVERY_PAGE = pytest.mark.parametrize(("role", "path"), CASES)
RUN = FOR_FACILITATORS["run"]


@pytest.fixture(scope="module")
def facts(live_site) -> dict:
    """A CoP with a meeting that is on now, one that is over, and one with a report."""
    said = live_site.manage("shell", "-c", BUILD.format(slug=f"kwaak-{secrets.token_hex(3)}"))
    return json.loads(said.strip().splitlines()[-1])


@pytest.fixture
def look(visit, facts):
    """Open a page as somebody: `look("facilitator", RUN, scripts=False)`."""

    def open_page(role: str, path: str, **options) -> Page:
        window = visit(**options)
        take_session(window, facts[f"{role} session"])
        return window.open(path.format(**facts))

    return open_page


@EVERY_PAGE
def test_axe_finds_nothing_on_a_page_for_during_and_after(role, path, look):
    page = look(role, path)
    axe_finds_nothing(page)


@EVERY_PAGE
def test_axe_finds_nothing_on_it_in_the_dark(role, path, look):
    assert not violations(look(role, path, dark=True))


@EVERY_PAGE
def test_narrow_page_with_large_text_does_not_scroll_sideways(role, path, look):
    page = look(role, path, width=320)
    nothing_scrolls_sideways(page)


@EVERY_PAGE
def test_fingers_find_everything_in_its_forms(role, path, look):
    assert look(role, path, width=360).evaluate(SMALL_TARGETS) == 0


# The run view.


def shown(page: Page) -> list[str]:
    return [each.inner_text() for each in page.locator(".mt-turn:visible h2").all()]


def test_arrow_keys_turn_the_agenda_and_tell_where_one_is(look):
    page = look("facilitator", RUN)
    assert shown(page) == ["Waarden op tafel"]
    page.keyboard.press("ArrowRight")
    assert shown(page) == ["Wat heeft de volgende stap nodig?"]
    expect(page.locator(".mt-turn:visible")).to_be_focused()
    expect(page.locator(".mt-run__agenda [aria-current]")).to_contain_text("volgende stap")
    page.keyboard.press("ArrowRight")
    assert shown(page) == ["Wat heeft de volgende stap nodig?"]
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowLeft")
    assert shown(page) == ["Welkom"]


def test_arrow_keys_in_a_text_stay_in_the_text(look):
    page = look("facilitator", RUN)
    page.locator(".mt-turn:visible textarea").focus()
    page.keyboard.press("ArrowRight")
    assert shown(page) == ["Waarden op tafel"]


def test_notes_are_saved_when_the_block_is_left(look, facts):
    page = look("facilitator", RUN)
    page.locator(".mt-turn:visible textarea").fill("Iedereen koos drie kaarten.")
    with page.expect_response(lambda response: response.status == 204):
        page.get_by_role("button", name="Naar de volgende").click()
    expect(page.locator("#mt-saved")).to_contain_text("Bewaard om")
    page.locator(".mt-run__agenda a", has_text="Waarden").click()
    page.locator(".mt-turn:visible textarea").fill("Iedereen koos vier kaarten.")
    with page.expect_response(lambda response: response.status == 204):
        page.keyboard.press("Tab")
    page.reload()
    expect(page.locator(".mt-turn:visible textarea")).to_have_value("Iedereen koos vier kaarten.")


def test_time_left_and_overrun_are_in_words(look):
    page = look("facilitator", RUN)
    expect(page.locator(".mt-turn:visible .mt-turn__left")).to_contain_text("nog")
    page.keyboard.press("ArrowLeft")
    left = page.locator(".mt-turn:visible .mt-turn__left")
    expect(left).to_contain_text("over de tijd")
    expect(left).to_have_class("mt-turn__left is-over")
    expect(page.locator("#mt-late")).to_be_visible()


def test_run_view_without_javascript_has_all_blocks_and_keeps_notes(look):
    page = look("facilitator", RUN, scripts=False)
    assert len(shown(page)) == 3
    expect(page.locator("#mt-keys")).to_be_hidden()
    page.locator(".mt-turn textarea").first.fill("Zonder script.")
    page.get_by_role("button", name="Bewaar de aantekeningen").click()
    expect(page.locator(".mt-turn textarea").first).to_have_value("Zonder script.")


# Afterwards.


def test_facilitator_writes_closes_and_publishes_by_keyboard(look):
    page = look("facilitator", "/bijeenkomsten/{live}/report/write/")
    tick = page.get_by_label("Soraya el Amrani")
    tick.focus()
    page.keyboard.press("Space")
    expect(tick).to_be_checked()
    page.get_by_label("Wat heeft de volgende stap nodig?", exact=False).last.focus()
    page.keyboard.type("Een emmer.")
    page.get_by_role("button", name="Bewaar en sluit").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/report/")
    expect(page.locator(".mt-doc")).to_contain_text("Een emmer.")
    expect(page.locator(".mt-host")).to_contain_text("lelieblad")
    page.get_by_role("link", name="Publiceer het verslag").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/publish/")
    page.get_by_role("button", name="Publiceer het verslag").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/report/")
    expect(page.locator(".mt-host")).to_contain_text("gepubliceerd")


def test_member_ticks_off_their_own_action_by_keyboard(look):
    page = look("member", FOR_MEMBERS["decisions"])
    button = page.get_by_role("button", name="Klaar")
    expect(button).to_have_count(1)
    button.focus()
    page.keyboard.press("Enter")
    expect(page.locator(".messages__item")).to_contain_text("Goed gedaan")
    expect(page.get_by_role("button", name="Toch nog open")).to_have_count(1)


@pytest.mark.parametrize(
    "path", ["/bijeenkomsten/{published}/report/", "/bijeenkomsten/{live}/print/"]
)
def test_document_prints_without_navigation_and_buttons(path, look):
    page = look("member", path)
    page.emulate_media(media="print")
    expect(page.locator("h1")).to_be_visible()
    for each in [*page.get_by_role("navigation").all(), *page.locator(".mt-tools").all()]:
        expect(each).to_be_hidden()
