"""What a circle learns along the way, in a real browser: its goals, field notes and undercurrent."""

import json
import secrets

import pytest
from playwright.sync_api import Page, expect

from .checks import SMALL_TARGETS, axe_finds_nothing, nothing_scrolls_sideways, violations
from .site_people import take_session

BUILD = """
from tests.meetings.factories import PulseRoundFactory
from tests.meetings.rich_meeting import build, describe
built = build(slug="{slug}")
PulseRoundFactory(meeting=built["live"])
print(describe(built))
"""
FOR_FACILITATORS = {
    "goals": "/bijeenkomsten/circle/{circle}/goals/",
    "field notes": "/bijeenkomsten/{held}/field-notes/",
    "pulse that is open": "/bijeenkomsten/{live}/pulse/",
    "pulse to open": "/bijeenkomsten/{held}/pulse/",
    "undercurrent": "/bijeenkomsten/circle/{circle}/undercurrent/",
}
FOR_MEMBERS = {
    "pulse": "/bijeenkomsten/{live}/pulse/",
    "no pulse": "/bijeenkomsten/{held}/pulse/",
}
CASES = [
    pytest.param(role, path, id=f"{role} {name}")
    for role, pages in {"facilitator": FOR_FACILITATORS, "member": FOR_MEMBERS}.items()
    for name, path in pages.items()
]
EVERY_PAGE = pytest.mark.parametrize(("role", "path"), CASES)
REFUSED = "422 (Unprocessable"


@pytest.fixture(scope="module")
def facts(live_site) -> dict:
    """A CoP with a meeting that is on, whose pulse is open, and one that is over."""
    said = live_site.manage("shell", "-c", BUILD.format(slug=f"leer-{secrets.token_hex(3)}"))
    return json.loads(said.strip().splitlines()[-1])


@pytest.fixture
def look(visit, facts):
    def open_page(role: str, path: str, **options) -> Page:
        window = visit(**options)
        take_session(window, facts[f"{role} session"])
        return window.open(path.format(**facts))

    return open_page


@EVERY_PAGE
def test_axe_finds_nothing_on_a_page_to_learn_from(role, path, look):
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


def test_pulse_without_an_answer_tells_what_is_missing(look):
    """In words beside each question and on top, as scripts are not needed for it."""
    page = look("member", FOR_MEMBERS["pulse"], scripts=False, expected=[REFUSED])
    page.get_by_role("button", name="Leg het in de vijver").click()
    expect(page.locator(".cp-field__errors")).to_have_text("Kies de kikker die past.")
    assert page.title().startswith("Fout")


def test_member_answers_the_pulse_by_keyboard_and_the_page_thanks_them(look):
    page = look("member", FOR_MEMBERS["pulse"])
    page.locator("input[name=between_us]").first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("Wie betaalt de koffie?")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("Dank je wel")
    page.reload()
    expect(page.get_by_role("button", name="Leg het in de vijver")).to_have_count(0)
