"""The agenda planner in a real browser: by mouse, by keyboard alone, by two people, without scripts."""

import json
import re
import secrets

import pytest
from playwright.sync_api import Page, expect

from .checks import (
    SMALL_TARGETS,
    axe_finds_nothing,
    nothing_scrolls_sideways,
    passes_at_every_width,
    violations,
)
from .site_people import take_session
from .test_journeys import tab_to

BUILD = """
from tests.meetings.rich_agenda import describe
print(describe("{slug}"))
"""
HERE = "/bijeenkomsten/"
PLANNER = f"{HERE}{{meeting}}/agenda/"
FOR_FACILITATORS = {
    "planner": PLANNER,
    "empty planner": f"{HERE}{{empty}}/agenda/",
    "add a meeting": f"{HERE}circle/{{circle}}/new/",
    "set a rhythm": f"{HERE}circle/{{circle}}/series/new/",
    "series": f"{HERE}series/{{series}}/",
    "edit a meeting": f"{HERE}{{planned}}/edit/",
    "cancel a meeting": f"{HERE}{{planned}}/cancel/",
    "throw a draft away": f"{HERE}{{empty}}/discard/",
    "draft": f"{HERE}{{meeting}}/",
}
FOR_MEMBERS = {
    "meetings": f"{HERE}circle/{{circle}}/",
    "meeting": f"{HERE}{{planned}}/",
    "meeting with its report": f"{HERE}{{published}}/",
    "cancelled meeting": f"{HERE}{{cancelled}}/",
    "project": "{project}",
    "my circles": "/cirkels/",
}
CASES = [
    pytest.param(role, path, id=name)
    for role, pages in {"facilitator": FOR_FACILITATORS, "member": FOR_MEMBERS}.items()
    for name, path in pages.items()
]
EVERY_PAGE = pytest.mark.parametrize(("role", "path"), CASES)
SLOW = """() => {
  const quick = window.fetch;
  window.fetch = async (...given) => {
    await new Promise((done) => setTimeout(done, 800));
    return quick(...given);
  };
}"""
# Scrolls down bit by bit: which buttons of the store have the modules lying over them?
COVERED = """() => {
  const covered = new Set(), buttons = document.querySelectorAll("#store button");
  for (let y = 0; y < document.documentElement.scrollHeight; y += 90) {
    window.scrollTo(0, y);
    for (const button of buttons) {
      const box = button.getBoundingClientRect();
      const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
      if (top?.closest("#found")) covered.add(button.id);
    }
  }
  return [buttons.length > 2, ...covered];
}"""
SAVED = "Alles is bewaard."
KEY = "Haal de sleutel van de schuur"


def build(live_site) -> dict:
    said = live_site.manage("shell", "-c", BUILD.format(slug=f"kwaak-{secrets.token_hex(4)}"))
    return json.loads(said.strip().splitlines()[-1])


A_TREMBLE = 12  # Pixels: a hand that shakes moves nothing, so nothing is saved.


@pytest.fixture(scope="module")
def pages(live_site) -> dict:
    """A CoP with meetings of every kind."""
    return build(live_site)


@pytest.fixture
def own_circle(live_site) -> dict:
    """For who uses up the next step, which a circle has only once."""
    return build(live_site)


@pytest.fixture
def facts(pages) -> dict:
    """With an agenda that no other test changes."""
    return pages | {"meeting": pages["plans"].pop()}


def as_role(window, facts: dict, role: str):
    take_session(window, facts[f"{role} session"])
    return window


@pytest.fixture
def look(visit, pages):
    def open_page(role: str, path: str, **options) -> Page:
        return as_role(visit(**options), pages, role).open(path.format(**pages))

    return open_page


@pytest.fixture
def plan(visit, facts):
    """The planner of a meeting of one's own: `plan(scripts=False)`."""

    def open_planner(**options) -> Page:
        window = as_role(visit(**options), facts, "facilitator")
        page = window.open(PLANNER.format(**facts))
        page.set_default_timeout(30_000)
        return page

    return open_planner


# Every page, for everybody.


@EVERY_PAGE
def test_axe_finds_nothing_on_a_page_of_meetings(role, path, look):
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


@pytest.mark.parametrize("width", [1280, 1600])
def test_modules_beside_a_short_agenda_lie_over_no_button(width, look):
    page = look("facilitator", FOR_FACILITATORS["empty planner"], width=width, height=800)
    assert page.evaluate(COVERED) == [True]


def test_minutes_and_arrows_stand_beside_each_other_on_the_narrowest_screen(look):
    page = look("facilitator", PLANNER, width=320)
    rows = page.locator("#rows .mt-edit__main").all()
    assert rows
    for row in rows:
        unit = row.locator(".mt-edit__minutes > :last-child").first.bounding_box()
        arrows = row.locator(".mt-edit__moves").first.bounding_box()
        assert unit["x"] + unit["width"] <= arrows["x"]


def test_long_title_is_read_whole_on_a_phone_and_stays_one_line(plan):
    page = plan(width=360)
    title = page.locator(".mt-title").first
    title.fill("Wie zet zijn naam eronder, en wie gaat er mee naar de wethouder?")
    assert title.evaluate("(field) => field.scrollHeight <= field.clientHeight")
    title.press("Enter")
    saved(page)
    expect(title).to_have_value(re.compile("wethouder[?]$"))


def test_axe_finds_nothing_with_everything_unfolded(look):
    page = look("facilitator", PLANNER)
    page.evaluate("() => document.querySelectorAll('details').forEach((each) => each.open = true)")
    passes_at_every_width(page)


# One person.


def blocks(page: Page) -> list[str]:
    page.wait_for_load_state()
    return page.locator("#rows > li").evaluate_all(
        "(rows) => rows.map((row) => row.querySelector('.mt-title').value)"
    )


def block(page: Page, title: str):
    index = blocks(page).index(title)
    return page.locator("#rows > li").nth(index)


def reads_in_order(page: Page, words: list[str]) -> None:
    """The first word of each block, as soon as the page shows it."""
    for place, word in enumerate(words):
        title = page.locator("#rows > li").nth(place).locator(".mt-title").first
        expect(title).to_have_value(re.compile(f"^{word}"))


def saved(page: Page) -> None:
    expect(page.locator("#planner-state")).to_have_text(SAVED)


def test_facilitator_plans_a_meeting_with_the_mouse(visit, own_circle):
    window = as_role(visit(), own_circle, "facilitator")
    page = window.open(f"{HERE}circle/{own_circle['circle']}/")
    page.get_by_role("link", name="Plan de volgende bijeenkomst").click()
    page.get_by_label("Titel").fill("Soep en plannen")
    page.get_by_label("Dag", exact=True).fill("2027-03-16")
    page.get_by_role("button", name="Bewaar als concept").click()
    expect(page.get_by_role("heading", name="Weef de agenda")).to_be_visible()
    page.get_by_label("Zoek").last.fill("waardenkaarten")
    expect(page.locator("#find-count")).to_have_text(re.compile("^1 module"))
    page.get_by_role("button", name=re.compile("Weef in.*Waardenkaarten")).click()
    saved(page)
    page.get_by_role("button", name="Voeg een pauze toe").click()
    saved(page)
    assert blocks(page) == [KEY, "Waardenkaarten", "Pauze"]
    minutes = block(page, "Waardenkaarten").locator(".mt-number")
    minutes.fill("90")
    saved(page)
    expect(block(page, "Pauze").locator(".mt-edit__clock")).to_have_text("21.15")
    minutes.fill("130")
    saved(page)
    expect(page.locator("#planner-total")).to_contain_text("40 minuten te lang")
    page.reload()
    assert blocks(page) == [KEY, "Waardenkaarten", "Pauze"]
    expect(minutes).to_have_value("130")


@pytest.mark.parametrize(
    ("title", "by", "expected"),
    [
        ("Koffie", -200, "Koffie Waardenkaarten Samen"),
        ("Waardenkaarten", 150, "Koffie Waardenkaarten Samen"),
        ("Waardenkaarten", 900, "Koffie Samen Wat Waardenkaarten"),
        ("Koffie", 12, "Waardenkaarten Koffie Samen"),
    ],
)
def test_block_is_dragged_by_its_handle(plan, title, by, expected):
    page = plan(height=1600)
    handle = block(page, title).locator(".mt-handle")
    box = handle.bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x, y + by / 2, steps=4)
    page.mouse.move(x, y + by, steps=4)
    page.mouse.up()
    reads_in_order(page, expected.split())
    if abs(by) > A_TREMBLE:
        saved(page)
    page.reload()
    reads_in_order(page, expected.split())


def test_keyboard_alone_weaves_an_agenda(plan):
    page = plan()
    tab_to(page, lambda focus: focus["id"].startswith("handle-"))
    page.keyboard.press("ArrowDown")
    expect(page.locator("#planner-said")).to_have_text(
        re.compile(r"^Waardenkaarten: plek 2 van 4, 19\.45 tot 20\.30 uur$")
    )
    assert blocks(page)[:2] == ["Koffie", "Waardenkaarten"]
    expect(block(page, "Waardenkaarten").locator(".mt-handle")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator("#planner-said")).to_have_text(re.compile("plek 3 van 4"))
    tab_to(page, lambda focus: focus["id"].startswith("up-"))
    page.keyboard.press("Enter")
    expect(page.locator("#planner-said")).to_have_text(re.compile("plek 2 van 4"))
    tab_to(page, lambda focus: focus["name"] == "block-title")
    page.keyboard.type("Napraten")
    page.keyboard.press("Enter")
    expect(page.locator("#planner-said")).to_have_text(re.compile("^Napraten: plek 5 van 5"))
    tab_to(page, lambda focus: focus["name"] == "q")
    page.keyboard.type("waardenkaarten")
    expect(page.locator("#find-count")).to_have_text(re.compile("^1 module"))
    tab_to(page, lambda focus: focus["id"].startswith("weave-"))
    page.keyboard.press("Enter")
    expect(page.locator("#planner-said")).to_have_text(re.compile("plek 6 van 6"))
    page.reload()
    assert len(blocks(page)) == 6


def test_focus_stays_where_one_works(plan):
    page = plan()
    button = block(page, "Koffie").get_by_role("button", name="hoger")
    button.click()
    expect(page.locator("#planner-said")).to_have_text(re.compile("Koffie: plek 1"))
    expect(block(page, "Koffie").get_by_role("button", name="lager")).to_be_focused()
    more = block(page, "Samen tekenen").locator("details").first
    more.locator("summary").first.click()
    more.get_by_role("button", name="Parkeer").first.click()
    expect(page.locator(".mt-backlog")).to_contain_text("Samen tekenen")
    assert page.evaluate("document.activeElement !== document.body")


def test_notes_leads_and_goals_are_saved_by_themselves(plan):
    page = plan()
    row = block(page, "Samen tekenen")
    row.locator("summary").first.click()
    row.get_by_label("Alleen voor procesbegeleiders").first.fill("Leg stiften klaar")
    row.get_by_label("Wie leidt").first.select_option(label="Fatima Bakker")
    row.get_by_label("Een team worden").first.check()
    saved(page)
    page.reload()
    row = block(page, "Samen tekenen")
    row.locator("summary").first.click()
    expect(row.get_by_label("Alleen voor procesbegeleiders").first).to_have_value(
        "Leg stiften klaar"
    )
    expect(row.get_by_label("Een team worden").first).to_be_checked()


def test_what_is_typed_while_saving_is_not_lost(plan):
    page = plan()
    page.evaluate(SLOW)
    title = block(page, "Koffie").locator(".mt-title")
    title.fill("Koffie en")
    expect(page.locator("#planner-state")).to_have_text("Bewaren…")
    title.press_sequentially(" verse soep")
    page.get_by_role("button", name="Voeg een pauze toe").click()
    saved(page)
    page.reload()
    assert "Koffie en verse soep" in blocks(page)


def test_without_connection_words_wait_and_are_saved_later(visit, facts):
    window = as_role(visit(expected=["ERR_INTERNET_DISCONNECTED"]), facts, "facilitator")
    page = window.open(PLANNER.format(**facts))
    page.context.set_offline(True)
    block(page, "Koffie").locator(".mt-title").fill("Koffie in het donker")
    expect(page.locator("#planner-state")).to_contain_text("geen verbinding")
    page.context.set_offline(False)
    saved(page)
    page.reload()
    assert "Koffie in het donker" in blocks(page)


def test_wrong_minutes_are_told_and_kept(visit, facts):
    window = as_role(visit(expected=["422"]), facts, "facilitator")
    page = window.open(PLANNER.format(**facts))
    row = block(page, "Koffie")
    row.locator(".mt-number").fill("9999")
    expect(page.locator("#planner-state")).to_contain_text("een veld klopt niet")
    page.get_by_role("button", name="Opslaan", exact=True).click()
    expect(page.get_by_role("alert")).to_be_focused()
    expect(block(page, "Koffie").locator(".mt-number")).to_have_value("9999")
    assert not violations(page)
    block(page, "Koffie").locator(".mt-number").fill("10")
    saved(page)


def test_planner_works_without_scripts(visit, own_circle):
    window = as_role(visit(scripts=False), own_circle, "facilitator")
    page = window.open(PLANNER.format(**own_circle))
    block(page, "Koffie").locator(".mt-title").fill("Koffie en taart")
    block(page, "Samen tekenen").get_by_role("button", name="hoger").first.click()
    assert blocks(page)[:3] == ["Waardenkaarten", "Samen tekenen", "Koffie en taart"]
    page.get_by_label("Zoek").last.fill("waardenkaarten")
    page.get_by_role("button", name="Laat de modules zien").click()
    page.get_by_role("button", name=re.compile("Weef in.*Waardenkaarten")).first.click()
    assert blocks(page)[-1] == "Waardenkaarten"
    expect(page.get_by_label("Zoek").last).to_have_value("waardenkaarten")
    page.get_by_role("button", name="Maak het het eerste blok").click()
    assert blocks(page)[0] == KEY


# Two people.


def test_second_person_sees_what_the_first_did_and_merges(visit, facts):
    windows = [
        as_role(visit(expected=["409"]), facts, "facilitator").open(PLANNER.format(**facts))
        for _ in range(2)
    ]
    first, second = windows
    block(first, "Koffie").locator(".mt-title").fill("Thee van de een")
    saved(first)
    block(second, "Waardenkaarten").locator(".mt-title").fill("Kaarten van de ander")
    alert = second.get_by_role("alert")
    expect(alert).to_contain_text("Thee van de een")
    expect(alert).to_be_focused()
    assert blocks(second)[:2] == ["Kaarten van de ander", "Thee van de een"]
    assert not violations(second)
    second.get_by_role("button", name=re.compile("^(Opslaan|Bewaar de twee samen)")).first.click()
    saved(second)
    second.reload()
    assert blocks(second)[:2] == ["Kaarten van de ander", "Thee van de een"]
