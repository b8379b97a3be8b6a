"""Signing up in a real browser: by keyboard alone, on a small screen, without scripts, in the dark."""

import secrets

import pytest
from playwright.sync_api import Page, expect

from tests.signups.live import LivePage, make_page, run

from .checks import SMALL_TARGETS, nothing_scrolls_sideways, passes_at_every_width
from .test_journeys import tab_to

SEND = "form[data-signup] button[type=submit]"
EARLIER = "from signups.models import Draft; Draft.objects.update(created_at='2026-01-01T12:00Z')"
MAILED = """
from signups import links
from signups.models import DataLink, SignUp
sign_up = SignUp.objects.filter(page={pk}).latest("pk")
_link, token = DataLink.make(sign_up.email)
print(links.request_path(sign_up, "nl"), token)
"""


@pytest.fixture(scope="module")
def sign_up_page(live_site) -> LivePage:
    return make_page(live_site)


@pytest.fixture
def fill(sign_up_page):
    """Fill in the steps before this one, and stand there."""

    def fill_until(page: Page, step: str) -> Page:
        for name, answer in ANSWERS.items():
            if name == step:
                return page
            if name == "send":
                run(sign_up_page.site, f"{EARLIER}; print()")
            answer(page)
        return page

    return fill_until


def choose(page: Page) -> None:
    page.locator("button[value=start_cop]").click()


def tell_the_case(page: Page) -> None:
    page.locator("[name=case_kind][value=initiative]").check()
    page.locator("[name=case]").fill("Wij willen een tuin voor de hele straat.")
    page.locator("[name=has_facilitator][value=no]").check()
    page.locator(SEND).click()


def tell_who(page: Page) -> None:
    page.locator("[name=name]").fill("Roos Kikkert")
    # One address may be written to a few times an hour.
    page.locator("[name=email]").fill(f"roos-{secrets.token_hex(4)}@example.org")
    page.locator("[name=postcode]").fill("1311rl")
    page.locator("[name=municipality]").fill("Almere")
    page.locator("[name=who][value=resident]").check()
    page.locator(SEND).click()


def send(page: Page) -> None:
    page.locator("[name=consent_handle]").check()
    page.locator(SEND).click()


ANSWERS = {"what": choose, "case": tell_the_case, "you": tell_who, "send": send, "thanks": None}


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_every_step_passes_axe_and_fits_every_screen(dark, visit, sign_up_page):
    page = visit(dark=dark, expected=["422"]).open(sign_up_page.path)
    for step, answer in ANSWERS.items():
        check_looks(page, step)
        if step in {"case", "you"}:
            page.locator(SEND).click()
            check_looks(page, f"{step} with errors")
        if step == "send":
            run(sign_up_page.site, f"{EARLIER}; print()")
        if answer:
            answer(page)


def check_looks(page: Page, where: str) -> None:
    passes_at_every_width(page, where)
    nothing_scrolls_sideways(page, where)
    page.evaluate("() => { document.documentElement.style.fontSize = '' }")
    page.set_viewport_size({"width": 360, "height": 900})
    assert page.evaluate(SMALL_TARGETS) == 0, where
    page.set_viewport_size({"width": 1280, "height": 900})


def test_resident_signs_up_by_keyboard_alone_on_a_small_screen(visit, sign_up_page):
    page = visit(width=320).open("/")
    tab_to(page, lambda focus: "aanmelden" in focus["href"])
    page.keyboard.press("Enter")
    page.wait_for_url("**/aanmelden*/")
    tab_to(page, lambda focus: focus["value"] == "question")
    page.keyboard.press("Enter")
    page.wait_for_url("**step=case")
    tab_to(page, lambda focus: focus["name"] == "message")
    page.keyboard.type("Mag mijn hond ook mee?")
    press_on(page)
    page.wait_for_url("**step=you")
    tab_to(page, lambda focus: focus["name"] == "name")
    page.keyboard.type("Roos Kikkert")
    tab_to(page, lambda focus: focus["name"] == "email")
    page.keyboard.type("roos@example.org")
    page.keyboard.press("Enter")
    page.wait_for_url("**step=send")
    run(sign_up_page.site, f"{EARLIER}; print()")
    tab_to(page, lambda focus: focus["name"] == "consent_handle")
    page.keyboard.press("Space")
    press_on(page)
    page.wait_for_url("**step=thanks**")
    expect(page.locator("h1")).to_be_visible()


def press_on(page: Page) -> None:
    tab_to(page, lambda focus: "ml-button" in focus["html"])
    page.keyboard.press("Enter")


def test_resident_signs_up_without_javascript(visit, fill, sign_up_page):
    before = len(sign_up_page.rows()["keys"])
    page = fill(visit(scripts=False).open(sign_up_page.path), "thanks")
    page.wait_for_url("**step=thanks**")
    assert len(sign_up_page.rows()["keys"]) == before + 1


def test_mistake_in_a_step_takes_the_focus_and_leads_to_its_field(visit, fill, sign_up_page):
    page = fill(visit(expected=["422"]).open(sign_up_page.path), "case")
    page.locator(SEND).click()
    expect(page.locator(".cp-errors")).to_be_focused()
    assert page.title().startswith("Fout")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#id_case")).to_be_focused()
    expect(page.locator("#id_case")).to_have_attribute("aria-invalid", "true")


def test_half_an_answer_is_still_there_after_the_tab_was_closed(visit, fill, sign_up_page):
    window = visit()
    page = fill(window.open(sign_up_page.path), "case")
    page.locator("[name=case]").fill("Half een verhaal over een tuin")
    with page.expect_response(lambda response: response.status == 204):
        page.evaluate(
            """() => {
              Object.defineProperty(document, "visibilityState", {value: "hidden"});
              document.dispatchEvent(new Event("visibilitychange"));
            }"""
        )
    again = page.context.new_page()
    page.close()
    again.goto(sign_up_page.url)
    expect(again.locator("[name=case]")).to_have_value("Half een verhaal over een tuin")


def test_impatient_visitor_who_presses_twice_signs_up_once(visit, fill, sign_up_page):
    before = len(sign_up_page.rows()["keys"])
    page = fill(visit().open(sign_up_page.path), "send")
    run(sign_up_page.site, f"{EARLIER}; print()")
    page.locator("[name=consent_handle]").check()
    page.locator(SEND).dblclick()
    page.wait_for_url("**step=thanks**")
    assert len(sign_up_page.rows()["keys"]) == before + 1


def test_questions_that_follow_from_an_answer_step_forward_when_it_is_given(
    visit, fill, sign_up_page
):
    page = fill(visit(scripts=False).open(sign_up_page.path), "case")
    facilitator = page.locator("[name=facilitator]")
    page.locator("[name=has_facilitator][value=no]").check()
    expect(facilitator).to_be_hidden()
    page.locator("[name=has_facilitator][value=yes]").check()
    expect(facilitator).to_be_visible()


def test_pages_behind_the_mailed_links_pass_axe_and_fit_every_screen(visit, fill, sign_up_page):
    window = visit(expected=["404", "422"])
    fill(window.open(sign_up_page.path), "thanks")
    link, token = run(sign_up_page.site, MAILED.format(pk=sign_up_page.pk)).split()
    data = f"/aanmelding/data/{token}/"
    paths = [link, f"{link}withdraw/", "/aanmelding/data/", "/aanmelding/data/?sent", data]
    for path in [*paths, f"{data}erase/", "/aanmelding/geraden/"]:
        check_looks(window.open(path), path)
    page = window.open(link)
    page.locator("main .ml-button").click()
    expect(page.locator("[role=status], .messages").first).to_be_visible()
    check_looks(page, "a confirmed request")
