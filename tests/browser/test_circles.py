"""Circles in a real browser: every page in each size and light, without scripts, and by keyboard alone."""

import json
import secrets
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from .checks import SMALL_TARGETS, axe_finds_nothing, nothing_scrolls_sideways
from .site_people import take_session
from .test_journeys import tab_to

BUILD = """
from tests.cop_pages.rich_circle import build, describe
print(describe(build(slug="{slug}")))
"""
PUBLIC = {
    "directory": "{directory}",
    "directory with filters": "{directory}?status=active&q=water",
    "directory without results": "{directory}?q=onvindbaarwoord",
    "profile": "{profile}",
    "stories": "{stories}",
    "stories with a tag": "{stories}?tag=ontmoeten",
    "story": "{story}",
    "invitation": "/cirkels/invitations/{token}/",
}
FOR_MEMBERS = {
    "my circles": "/cirkels/",
    "project": "{project}",
    "update": "{update}",
    "what I bring": "/cirkels/{circle}/me/",
    "leave": "/cirkels/{circle}/leave/",
}
FOR_FACILITATORS = {
    "project for its facilitator": "{project}",
    "members": "/cirkels/{circle}/members/",
    "end a membership": "/cirkels/{circle}/members/{member}/end/",
    "edit": "/cirkels/{circle}/edit/",
    "choose modules": "/cirkels/{circle}/modules/",
    "add a file": "/cirkels/{circle}/files/",
    "write news": "/cirkels/{circle}/news/",
    "delete a file": "/cirkels/{circle}/files/{picture}/delete/",
}
NO_CIRCLES = {"no circles": "/cirkels/"}
CASES = [
    pytest.param(role, path, id=name)
    for role, pages in {
        "": PUBLIC,
        "member": FOR_MEMBERS,
        "facilitator": FOR_FACILITATORS,
        "outsider": NO_CIRCLES,
    }.items()
    for name, path in pages.items()
]
EVERY_PAGE = pytest.mark.parametrize(("role", "path"), CASES)


@dataclass(frozen=True)
class LiveCircle:
    facts: dict

    def path(self, template: str) -> str:
        return template.format(**self.facts)

    def log_in(self, window, role: str) -> None:
        if role:
            take_session(window, self.facts[f"{role} session"])


@pytest.fixture(scope="module")
def circle(live_site) -> LiveCircle:
    """A CoP with people, steps, files and a story, beside those of the demo."""
    said = live_site.manage("shell", "-c", BUILD.format(slug=f"kwaak-{secrets.token_hex(3)}"))
    return LiveCircle(json.loads(said.strip().splitlines()[-1]))


@pytest.fixture
def look(visit, circle):
    """Open a page of the circle as somebody: `look("member", "{project}", dark=True)`."""

    def open_page(role: str, path: str, **options) -> Page:
        window = visit(**options)
        circle.log_in(window, role)
        return window.open(circle.path(path))

    return open_page


@EVERY_PAGE
def test_axe_finds_nothing_on_a_page_of_circles(role, path, look):
    page = look(role, path)
    axe_finds_nothing(page)


@EVERY_PAGE
def test_axe_finds_nothing_on_a_page_of_circles_in_the_dark(role, path, look):
    page = look(role, path, dark=True)
    axe_finds_nothing(page)


@EVERY_PAGE
def test_narrow_page_of_circles_with_large_text_does_not_scroll_sideways(role, path, look):
    page = look(role, path, width=320)
    nothing_scrolls_sideways(page)


@EVERY_PAGE
def test_page_of_circles_reads_without_javascript(role, path, look):
    page = look(role, path, scripts=False)
    expect(page.locator("h1")).to_have_count(1)
    expect(page.locator("h1")).to_be_visible()


@EVERY_PAGE
def test_fingers_find_everything_in_a_form(role, path, look):
    assert look(role, path, width=360).evaluate(SMALL_TARGETS) == 0


# The map.


def test_map_zooms_into_our_own_drawing_and_asks_nobody_else(look):
    page = look("", "{directory}")
    pins = page.locator(".cp-pin")
    expect(pins).not_to_have_count(0)
    expect(page.locator(".leaflet-overlay-pane svg .cp-map__land")).to_have_count(1)
    drawing = page.locator(".leaflet-overlay-pane svg")
    before = drawing.evaluate("svg => svg.style.width")
    page.locator(".leaflet-control-zoom-in").click()
    expect(drawing).not_to_have_css("width", before)


def test_pin_on_the_map_leads_to_the_profile_by_keyboard(look, circle):
    page = look("", "{directory}?municipality=Almere&q=waterwijk groen")
    pin = page.locator(".cp-pin").first
    pin.focus()
    page.keyboard.press("Enter")
    link = page.locator(".leaflet-popup-content a").first
    expect(link).to_be_visible()
    assert link.get_attribute("href").startswith(circle.path("{directory}"))


def test_map_without_javascript_is_drawn_and_the_list_is_complete(look, circle):
    page = look("", "{directory}", scripts=False)
    expect(page.locator("svg.cp-map__drawing")).to_be_visible()
    expect(page.locator(f"a[href='{circle.path('{profile}')}']")).to_be_visible()


# By keyboard alone.


def test_invited_neighbour_joins_reads_says_what_they_bring_and_leaves(visit, circle):
    window = visit()
    page = window.open(circle.path("/cirkels/invitations/{token}/"))
    tab_to(page, lambda focus: focus["name"] == "name")
    page.keyboard.type("Nelleke Nieuw")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{circle.path('{project}')}")
    expect(page.get_by_role("main")).to_contain_text("Nelleke Nieuw")

    tab_to(page, lambda focus: focus["href"].endswith(circle.path("/{circle}/me/")))
    page.keyboard.press("Enter")
    page.wait_for_url("**/me/")
    tab_to(page, lambda focus: focus["name"] == "contribution")
    page.keyboard.type("Soep. Altijd soep.")
    tab_to(page, lambda focus: "ml-button" in focus["html"])
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{circle.path('{project}')}")
    expect(page.get_by_role("main")).to_contain_text("Soep. Altijd soep.")

    tab_to(page, lambda focus: focus["href"].endswith(circle.path("/{circle}/leave/")))
    page.keyboard.press("Enter")
    page.wait_for_url("**/leave/")
    tab_to(page, lambda focus: "ml-button" in focus["html"])
    page.keyboard.press("Enter")
    page.wait_for_url("**/cirkels/")
    assert page.request.get(window.origin + circle.path("{project}")).status == 404


def test_mistake_takes_the_focus_and_leads_to_its_field(look):
    page = look("facilitator", "/cirkels/{circle}/members/", expected=["422"])
    page.locator("main form:has(#id_email)").evaluate("form => form.noValidate = true")
    page.locator("#id_email").fill("geen-adres")
    page.locator("#id_email").press("Enter")
    expect(page.locator(".cp-errors")).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#id_email")).to_be_focused()


# On paper.


@pytest.mark.parametrize("path", ["{project}", "{directory}", "{story}"])
def test_page_of_circles_prints_without_navigation(path, look):
    page = look("member", path)
    page.emulate_media(media="print")
    expect(page.locator("h1")).to_be_visible()
    for navigation in page.get_by_role("navigation").all():
        expect(navigation).to_be_hidden()
