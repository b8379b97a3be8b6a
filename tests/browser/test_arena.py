"""The arena in a real browser: every page in each size and light, without scripts, by keyboard."""

import json
import secrets
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from .checks import SMALL_TARGETS, axe_finds_nothing, nothing_scrolls_sideways
from .site_people import take_session
from .test_journeys import tab_to

# Names and addresses are counted from a number of our own: other tests build on the same site.
BUILD = """
from tests.arena.rich_arena import build, describe
from tests.cop_pages.factories import OrganisationFactory, UserFactory
for each in (OrganisationFactory, UserFactory):
    each.reset_sequence({start}, force=True)
print(describe(build(slug="{slug}")))
"""
FOR_FOLLOWERS = {
    "tribune": "{tribune}",
    "update": "{update}",
    "interests": "/arena/{arena}/interests/",
    "parked interests": "/arena/{arena}/interests/?state=parked",
    "interest": "/arena/{arena}/interests/{interest_parked}/",
    "bring in": "/arena/{arena}/interests/new/",
    "ask": "/arena/{arena}/updates/{update_id}/ask/",
    "overview": "/arena/{arena}/overview/",
    "learning track": "/arena/{arena}/learning/",
    "mail and feed": "/arena/following/",
}
FOR_LEADS = {
    "tribune of the lead": "{tribune}",
    "update of the lead": "{update}",
    "interest to forward": "/arena/{arena}/interests/{interest_brought_in}/",
    "bundled interest": "/arena/{arena}/interests/{interest_bundled}/",
    "write an update": "/arena/{arena}/updates/new/",
    "change an update": "/arena/{arena}/updates/{update_id}/",
    "take an update down": "/arena/{arena}/updates/{update_id}/take-down/",
    "invite a department": "/arena/{arena}/import/",
    "figures": "/arena/{arena}/insight/",
    "programme lines": "/arena/{arena}/lines/",
    "answer a question": "/arena/questions/{question}/answer/",
    "followers": "/cirkels/{arena}/members/",
}
FOR_FACILITATORS = {
    "interests from the arena": "/arena/cops/{cop}/interests/",
    "what the arena sees": "/arena/cops/{cop}/sharing/",
    "as the arena sees it": "/arena/cops/{cop}/as-seen-by/{arena}/",
    "accept": "/arena/cops/{cop}/interests/{interest_forwarded}/accept/",
    "decline": "/arena/cops/{cop}/interests/{interest_forwarded}/decline/",
}
FOR_MEMBERS = {"what the arena sees of me": "/arena/cops/{cop}/me/"}
CASES = [
    pytest.param(role, path, id=name)
    for role, pages in {
        "follower": FOR_FOLLOWERS,
        "lead": FOR_LEADS,
        "facilitator": FOR_FACILITATORS,
        "member": FOR_MEMBERS,
    }.items()
    for name, path in pages.items()
]
EVERY_PAGE = pytest.mark.parametrize(("role", "path"), CASES)


@dataclass(frozen=True)
class LiveArena:
    facts: dict

    def path(self, template: str) -> str:
        return template.format(**self.facts)

    def log_in(self, window, role: str) -> None:
        take_session(window, self.facts[f"{role} session"])


@pytest.fixture(scope="module")
def arena(live_site) -> LiveArena:
    """An arena with interests in every state around a CoP, beside those of the demo."""
    start = 1000 + secrets.randbelow(10**6)
    said = live_site.manage("shell", "-c", BUILD.format(slug=f"kwaak-{start}", start=start))
    return LiveArena(json.loads(said.strip().splitlines()[-1]))


@pytest.fixture
def look(visit, arena):
    """Open a page of the arena as somebody: `look("follower", "{tribune}", dark=True)`."""

    def open_page(role: str, path: str, **options) -> Page:
        window = visit(**options)
        arena.log_in(window, role)
        return window.open(arena.path(path))

    return open_page


@EVERY_PAGE
def test_axe_finds_nothing_on_a_page_of_the_arena(role, path, look):
    page = look(role, path)
    axe_finds_nothing(page)


@EVERY_PAGE
def test_axe_finds_nothing_on_a_page_of_the_arena_in_the_dark(role, path, look):
    page = look(role, path, dark=True)
    axe_finds_nothing(page)


@EVERY_PAGE
def test_narrow_page_of_the_arena_with_large_text_does_not_scroll_sideways(role, path, look):
    page = look(role, path, width=320)
    nothing_scrolls_sideways(page)


@EVERY_PAGE
def test_page_of_the_arena_reads_without_javascript(role, path, look):
    page = look(role, path, scripts=False)
    expect(page.locator("h1")).to_have_count(1)
    expect(page.locator("h1")).to_be_visible()


@EVERY_PAGE
def test_fingers_find_everything_in_a_form_of_the_arena(role, path, look):
    assert look(role, path, width=360).evaluate(SMALL_TARGETS) == 0


def test_numbers_in_the_drawing_are_those_of_the_list(look):
    page = look("follower", "{tribune}")
    drawn = page.locator(".ar-tribune--wide .ar-end__number").all_text_contents()
    listed = page.locator(".ar-row__number").all_inner_texts()
    assert sorted(map(int, drawn)) == sorted(map(int, listed))
    expect(page.locator(".ar-tribune--wide")).to_be_visible()
    expect(page.locator(".ar-tribune--narrow")).to_be_hidden()


def test_list_is_mended_before_anybody_is_invited(look):
    page = look("lead", "/arena/{arena}/import/")
    page.locator("#id_text").fill("jan@example.org;manager\nfout")
    page.get_by_role("button", name="Bekijk de lijst").click()
    expect(page.get_by_role("row", name="fout")).to_contain_text("geen e-mailadres")
    page.locator("#id_text").fill("jan@example.org;manager\nels@example.org")
    page.get_by_role("button", name="Kijk nog eens").click()
    page.get_by_role("button", name="Nodig 2 mensen uit").click()
    page.wait_for_url("**/members/")
    expect(page.get_by_role("main")).to_contain_text("els@example.org")


def test_facilitator_shows_and_takes_back_by_keyboard(look, arena, visit):
    page = look("facilitator", "/arena/cops/{cop}/sharing/")
    box = page.locator("input[name=share]").first
    was_shown = box.is_checked()
    tab_to(page, lambda focus: focus["name"] == "share")
    page.keyboard.press("Space")
    tab_to(page, lambda focus: "ml-button" in focus["html"])
    page.keyboard.press("Enter")
    page.wait_for_load_state()
    assert page.locator("input[name=share]").first.is_checked() is not was_shown


# From the tribune to the agenda and back.

# An evening that has begun, with nothing on its agenda yet.
EVENING = """
from datetime import timedelta
from django.utils import timezone
from meetings.models import Meeting
start = timezone.now() - timedelta(minutes=30)
meeting = Meeting.objects.create(
    circle_id={cop},
    title="Avond",
    status="planned",
    starts_at=start,
    ends_at=start + timedelta(hours=2),
)
print(meeting.pk)
"""
DECISION = "De schuur schuift drie meter op."


def hold_a_meeting(look, meeting: str, title: str) -> None:
    """The facilitator weaves the interest in, notes what was decided, closes and publishes."""
    page = look("facilitator", f"/bijeenkomsten/{meeting}/agenda/")
    page.get_by_role("button", name=f"Zet op de agenda “{title}”").press("Enter")
    expect(page.locator("#plan")).to_contain_text(title)
    page = look("facilitator", f"/bijeenkomsten/{meeting}/report/write/")
    decision = page.get_by_role("group", name="Een nieuw besluit")
    decision.get_by_label("Besluit").fill(DECISION)
    decision.get_by_label("Agendapunt").select_option(label=title)
    page.get_by_role("button", name="Bewaar en sluit de bijeenkomst af").click()
    page = look("facilitator", f"/bijeenkomsten/{meeting}/report/publish/")
    page.get_by_role("button", name="Publiceer het verslag").click()


def test_interest_comes_onto_an_agenda_and_its_sender_reads_what_came_of_it(look, arena, live_site):
    title = f"Warmtenet {secrets.token_hex(2)}"
    page = look("follower", "{tribune}")
    page.get_by_role("link", name="Breng een belang in").click()
    page.get_by_label("Waar het over gaat").fill(title)
    page.get_by_label("Programmalijn").select_option(label="Duurzaamheid")
    page.get_by_label("Waarom het belangrijk is").fill("De straat gaat open.")
    page.get_by_label("nu nodig").check()
    page.get_by_role("button", name="Breng in").click()
    page.wait_for_url("**/interests/*/")
    address = page.url.replace(live_site.url, "")

    page = look("lead", address)
    page.get_by_role("button", name="Geef door aan de CoP").click()
    expect(page.get_by_role("main")).to_contain_text("Doorgegeven aan de CoP")

    page = look("facilitator", "{project}")
    page.get_by_role("link", name="Belangen uit de arena").click()
    page.get_by_role("link", name=f"Zet op de agenda {title}").click()
    page.get_by_label("Minuten op de agenda").fill("20")
    page.get_by_role("button", name="Zet op de agenda").click()
    expect(page.get_by_role("status")).to_contain_text("De afzender krijgt jullie antwoord")

    said = live_site.manage("shell", "-c", EVENING.format(cop=arena.facts["cop"]))
    hold_a_meeting(look, said.strip().splitlines()[-1], title)
    page = look("follower", address)
    expect(page.get_by_role("main")).to_contain_text("het antwoord volgt")

    page = look("facilitator", "/arena/cops/{cop}/interests/")
    page.get_by_role("link", name=f"Vertel wat ervan kwam {title}").click()
    answer = page.get_by_label("Jullie antwoord in gewone woorden")
    expect(answer).to_have_value(DECISION)
    page.get_by_role("button", name="Verstuur het antwoord").click()

    page = look("follower", address)
    expect(page.get_by_role("main")).to_contain_text("Beantwoord")
    expect(page.get_by_role("main")).to_contain_text(DECISION)
    page = look("follower", "{tribune}")
    expect(page.locator(".ar-row--answered", has_text=title)).to_be_visible()
