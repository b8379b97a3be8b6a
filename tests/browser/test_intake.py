"""The intake in a real browser: it reads well on a phone, and leads a request on to a draft of a CoP."""

import json
import re
import secrets
from collections.abc import Iterator

import pytest
from playwright.sync_api import Page, expect

from members.roles import NETWORK_MODERATOR
from tests.signups.live import LivePage, make_page, run

from .checks import fits, violations
from .site_people import SitePerson, make_person
from .test_signup import ANSWERS, EARLIER

BOARD, LIST = "/admin/signups/board/", "/admin/signups/signup/"
WAGTAILS_OWN = ["axe.run results", "422"]
FILL = """
from datetime import timedelta
from django.utils import timezone
from signups.models import Entry, Intent, Status
from tests.signups.factories import SignUpFactory
long_ago = timezone.now() - timedelta(days=30)
for status in Status:
    row = SignUpFactory(
        status=status, name="Ad Langenaam-van der Kruiwagenberg {name}",
        email=f"{{status}}-{name}@example.org", phone="", postcode="",
        confirmed_at=None if status == "new" else long_ago, case="Een lang verhaal over een tuin. " * 20,
    )
    Entry.objects.create(sign_up=row, kind="call", text="Gebeld over de tuin. " * 10)
twin = SignUpFactory(name="Dubbel {name}", email=f"confirmed-{name}@example.org", intent=Intent.QUOTE)
print(twin.pk)
"""
EMPTY = """
from signups.models import SignUp
SignUp.objects.filter(email__endswith="-{name}@example.org").delete()
print()
"""
MAILED = """
from signups import links
from signups.models import SignUp
print(links.request_path(SignUp.objects.filter(page={pk}).latest("pk"), "nl"))
"""
ADDRESS = """
from signups.models import SignUp
print(SignUp.objects.filter(page={pk}).latest("pk").email)
"""
DRAFT = """
import json
from cop_pages.models import CopPage
from signups.models import SignUp
sign_up = SignUp.objects.filter(page={pk}).latest("pk")
page = sign_up.placed_in and CopPage.objects.filter(pk=sign_up.placed_in_id).first()
print(json.dumps(page and [page.live, page.municipality, page.case]))
"""


@pytest.fixture(scope="module")
def moderator(live_site) -> SitePerson:
    return make_person(live_site, "intake@voorbeeld.nl", "Mo Intake", NETWORK_MODERATOR)


@pytest.fixture(scope="module")
def twin(live_site) -> Iterator[int]:
    """Requests in every state, one of them late, and a double: the number of that one."""
    name = secrets.token_hex(3)
    yield int(run(live_site, FILL.format(name=name)))
    run(live_site, EMPTY.format(name=name))


@pytest.fixture(scope="module")
def sign_up_page(live_site) -> LivePage:
    return make_page(live_site)


@pytest.fixture
def desk(visit, moderator):
    """A window in which the moderator is logged in."""

    def logged_in(**options):
        window = visit(expected=WAGTAILS_OWN, **options)
        window.page.set_default_timeout(20_000)
        moderator.log_in(window.page, window.origin)
        window.page.wait_for_url("**/admin/")
        return window

    return logged_in


@pytest.mark.parametrize("screen", ["board", "list", "case"])
@pytest.mark.parametrize("width", [360, 1280])
def test_intake_passes_axe_and_fits_the_screen(screen, width, desk, twin):
    path = {"board": BOARD, "list": LIST, "case": f"{LIST}inspect/{twin}/"}[screen]
    part = "main" if screen == "list" else ".intake"
    page = desk(width=width).open(path)
    expect(page.locator(part)).to_be_visible()
    # What is ours: the frame around it is not for us to mend.
    assert not violations(page, context=part)
    fits(page)


def test_list_stands_in_cards_on_a_phone_and_the_keyboard_reaches_each_name(desk, twin):
    page = desk(width=360).open(LIST)
    rows = page.locator(".result-list")
    expect(rows.locator("tbody tr").first).to_be_visible()
    widths = rows.evaluate("list => [list.scrollWidth, list.clientWidth]")
    assert widths[0] <= widths[1]
    cell = rows.locator("td.field-intent").first
    assert cell.evaluate("cell => getComputedStyle(cell, '::before').content") == '"Wat"'
    rows.locator("thead a").last.focus()
    page.keyboard.press("Tab")
    expect(rows.locator("td.field-person a").first).to_be_focused()


def sign_up(page: Page, sign_up_page: LivePage) -> None:
    for step, answer in ANSWERS.items():
        if step == "send":
            run(sign_up_page.site, f"{EARLIER}; print()")
        if answer:
            answer(page)
    page.wait_for_url("**step=thanks**")


def test_request_becomes_a_draft_of_a_cop_in_one_click(visit, desk, sign_up_page):
    visitor = visit(scripts=False)
    sign_up(visitor.open(sign_up_page.path), sign_up_page)
    page = visitor.open(run(sign_up_page.site, MAILED.format(pk=sign_up_page.pk)))
    page.locator("main button[type=submit]").first.click()
    expect(page.locator(".messages, [role=status]").first).to_be_visible()

    address = run(sign_up_page.site, ADDRESS.format(pk=sign_up_page.pk))
    page = desk().open(f"{LIST}?q={address}")
    page.get_by_role("link", name="Roos Kikkert").first.click()
    expect(page.locator(".intake h1")).to_have_text("Roos Kikkert")
    page.locator("form[action$='/outcomes/cop/'] button[type=submit]").click()
    page.wait_for_url(re.compile(r"/admin/pages/\d+/edit/"))
    expect(page.locator("#id_municipality")).to_have_value("Almere")
    is_live, municipality, case = json.loads(
        run(sign_up_page.site, DRAFT.format(pk=sign_up_page.pk))
    )
    assert (is_live, municipality) == (False, "Almere")
    assert "tuin" in case


def test_date_that_the_calendar_cannot_read_stays_as_it_was_typed(desk, twin):
    page = desk().open(f"{LIST}inspect/{twin}/")
    due = page.locator("[name=assign-due_on]")
    due.click()
    expect(page.locator(".xdsoft_datetimepicker:visible")).to_have_count(1)
    due.fill("15-12-2099")
    due.press("Tab")
    expect(page.locator(".xdsoft_datetimepicker:visible")).to_have_count(0)
    expect(due).to_have_value("15-12-2099")
    page.locator("form[action$='/assign/'] button").click()
    expect(page.locator(".messages")).to_contain_text("Opgeslagen")
    expect(due).to_have_value("2099-12-15")
