"""The tracker in the admin, in a real browser: lists, one meeting, and a reminder by keyboard alone."""

import json
import secrets

import pytest
from playwright.sync_api import Page, expect

from members.roles import NETWORK_MODERATOR

from .checks import fits, violations
from .site_people import make_person

BUILD = """
import json
from datetime import timedelta
from django.utils import timezone
from tests.cop_pages import rich_circle
from tests.meetings.factories import (
    ActionItemFactory, AgendaItemFactory, AttendanceFactory, DecisionFactory, MeetingFactory
)
rich = rich_circle.build(slug="{slug}")
cop = rich.cop
cop.status, cop.first_published_at = "active", timezone.now() - timedelta(days=365)
cop.save()
late = MeetingFactory(circle=cop, held=True, days=-60, title="Een bank erbij {slug}")
AgendaItemFactory(meeting=late, title="Waarden op tafel")
AttendanceFactory(meeting=late, user=rich.member, present=True, invited_at=timezone.now())
DecisionFactory(meeting=late, text="We zetten een bank neer.")
ActionItemFactory(circle=cop, meeting=late, text="Hout halen.", due=timezone.localdate())
print(json.dumps(dict(late=late.pk, circle=cop.pk, title=late.title, cop=cop.title)))
"""
PAGES = {
    "list": "/admin/meetings/meeting/",
    "late reports": "/admin/meetings/meeting/?missing=report",
    "one meeting": "/admin/meetings/meeting/inspect/{late}/",
    "quiet circles": "/admin/meetings/quiet/",
    "reminder": "/admin/meetings/remind/?meeting={late}&circle={circle}",
}
# Wagtail's own, on every list of modeladmin: it looks for errors with axe itself.
WAGTAILS_OWN = ["axe.run results"]


@pytest.fixture(scope="module")
def facts(live_site) -> dict:
    said = live_site.manage("shell", "-c", BUILD.format(slug=f"kwaak-{secrets.token_hex(3)}"))
    return json.loads(said.strip().splitlines()[-1])


@pytest.fixture(scope="module")
def moderator(live_site):
    return make_person(live_site, "volger@voorbeeld.nl", "Vera Volger", NETWORK_MODERATOR)


@pytest.fixture
def page_of(visit, moderator):
    def open_as_moderator(path: str, **options) -> Page:
        window = visit(expected=WAGTAILS_OWN, **options)
        moderator.log_in(window.page, window.origin)
        window.page.wait_for_url("**/admin/")
        return window.open(path)

    return open_as_moderator


def tab_to(page: Page, wanted, *, limit: int = 120) -> None:
    """Press Tab until this element has the focus."""
    for _ in range(limit):
        page.keyboard.press("Tab")
        if wanted.evaluate("(element) => element === document.activeElement"):
            return
    pytest.fail("The keyboard does not get there.")


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_axe_finds_nothing_and_no_page_scrolls_sideways(path, facts, page_of):
    page = page_of(path.format(**facts))
    for width in (1280, 360):
        page.set_viewport_size({"width": width, "height": 900})
        assert not violations(page), f"at {width} px"
        fits(page)


@pytest.mark.parametrize("name", ["one meeting", "quiet circles", "reminder"])
def test_axe_finds_nothing_in_the_dark(name, facts, page_of):
    page = page_of(PAGES[name].format(**facts), dark=True)
    assert not violations(page)


def test_meeting_is_found_looked_at_and_its_facilitator_reminded_by_keyboard(facts, page_of):
    page = page_of(f"{PAGES['list']}?missing=report&q={facts['title'].split()[-1]}")
    tab_to(page, page.get_by_role("link", name=facts["title"]))
    page.keyboard.press("Enter")
    expect(page.locator("h1.w-h1")).to_have_text(facts["title"])
    expect(page.get_by_text("We zetten een bank neer.")).to_be_visible()
    expect(page.get_by_text("Hout halen.")).to_be_visible()
    page.go_back()

    tab_to(page, page.locator(f"[name=meeting][value='{facts['late']}']"))
    page.keyboard.press("Space")
    tab_to(page, page.locator("#remind [type=submit]"))
    page.keyboard.press("Enter")
    expect(page.locator(".tracker-line--sent")).to_have_count(1)
    send = page.locator("form[method=post] .tracker-choose [type=submit]")
    tab_to(page, send)
    page.keyboard.press("Enter")
    page.wait_for_url("**/admin/meetings/meeting/")
    expect(page.locator(".messages .success")).to_be_visible()

    page.goto(page.url + f"../remind/?meeting={facts['late']}")
    expect(page.locator(".tracker-line--sent")).to_have_count(0)


def test_quiet_circle_is_reminded_without_scripts(facts, page_of):
    page = page_of(PAGES["quiet circles"], scripts=False)
    page.locator(f"[name=circle][value='{facts['circle']}']").check()
    page.locator("#remind [type=submit]").click()
    expect(page.get_by_role("heading", name=facts["cop"])).to_be_visible()
