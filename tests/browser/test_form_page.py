"""An editor's own form in a real browser: by keyboard, on a small screen, without scripts, with mistakes."""

import json
import secrets
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from tests.server import Server
from tests.signups.live import run

from .checks import violations
from .test_journeys import tab_to
from .test_signup import check_looks

BUILD = """
import json
from signups.models import PrivacyStatementPage
from tests.signups.factories import FormPageFactory, PrivacyStatementPageFactory
statement = PrivacyStatementPageFactory(slug="privacy-{name}")
asked = [
    ("Naam", "singleline"), ("E-mailadres", "email"), ("Dag", "radio"), ("Tent", "checkboxes"),
    ("Verhaal", "multiline"), ("Keuze", "dropdown"), ("Vinkje", "checkbox"), ("Datum", "date"),
]
page = FormPageFactory(slug="formulier-{name}", statement=statement, questions=asked)
page.form_fields.exclude(label__in=["Naam", "E-mailadres", "Dag"]).update(required=False)
page.form_fields.update(choices="ochtend\\nmiddag")
print(json.dumps([page.pk, page.url]))
"""
NAMES = """
import json
from signups.models import FormEntry
print(json.dumps([entry.form_data["naam"] for entry in FormEntry.objects.filter(page={pk})]))
"""
CLOSE = """
from django.utils import timezone
from signups.models import FormPage
FormPage.objects.filter(pk={pk}).update(closes_at=timezone.now())
print()
"""
FILL_UP = """
from signups.models import FormPage
from tests.signups.factories import FormEntryFactory
page = FormPage.objects.get(pk={pk})
FormEntryFactory(page=page)
FormPage.objects.filter(pk=page.pk).update(most_entries=1, has_waiting_list=True)
print()
"""
LAST_LINK = """
import json
from signups import links
from signups.models import FormEntry
print(json.dumps(links.entry_path(FormEntry.objects.latest("pk"), "nl")))
"""
SEND = "form.su-form button[type=submit]"


@dataclass(frozen=True)
class LiveForm:
    site: Server
    pk: int
    path: str

    def names(self) -> list[str]:
        """Whose answers are kept."""
        return json.loads(run(self.site, NAMES.format(pk=self.pk)))


@pytest.fixture
def form(live_site) -> LiveForm:
    return LiveForm(live_site, *json.loads(run(live_site, BUILD.format(name=secrets.token_hex(3)))))


def fill_in(page: Page, name: str = "Roos Kikkert") -> None:
    page.locator("[name=answer-naam]").fill(name)
    page.locator("[name=answer-e_mailadres]").fill("roos@example.org")
    page.locator("[name=answer-dag]").first.check()
    page.locator("[name=answer-consent-handle]").check()


def take_a_breath(page: Page) -> None:
    """Longer than a machine would; the form knows by its own clock when it was opened."""
    page.wait_for_timeout(3100)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_form_mistakes_and_thanks_pass_axe_and_fit_every_screen(dark, visit, form):
    page = visit(dark=dark, expected=["422"]).open(form.path)
    check_looks(page, "the form")
    page.locator(SEND).click()
    expect(page.locator(".cp-errors")).to_be_visible()
    check_looks(page, "the form with mistakes")
    fill_in(page)
    page.locator(SEND).click()
    page.wait_for_url("**/?sent")
    check_looks(page, "thanks")


def test_mistake_takes_the_focus_and_leads_to_its_field_and_nothing_is_lost(visit, form):
    page = visit(expected=["422"]).open(form.path)
    fill_in(page)
    page.locator("[name=answer-e_mailadres]").fill("roos@")
    page.locator(SEND).click()
    expect(page.locator(".cp-errors")).to_be_focused()
    assert page.title().startswith("Fout")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    wrong = page.locator("#id_answer-e_mailadres")
    expect(wrong).to_be_focused()
    expect(wrong).to_have_attribute("aria-invalid", "true")
    expect(page.locator("[name=answer-naam]")).to_have_value("Roos Kikkert")
    expect(page.locator("[name=answer-dag]").first).to_be_checked()


def test_visitor_fills_in_the_form_by_keyboard_alone_on_a_small_screen(visit, form):
    page = visit(width=320).open(form.path)
    tab_to(page, lambda focus: focus["name"] == "answer-naam")
    page.keyboard.type("Toets Enbord")
    tab_to(page, lambda focus: focus["name"] == "answer-e_mailadres")
    page.keyboard.type("toets@example.org")
    tab_to(page, lambda focus: focus["name"] == "answer-dag")
    page.keyboard.press("Space")
    tab_to(page, lambda focus: focus["name"] == "answer-consent-handle")
    page.keyboard.press("Space")
    take_a_breath(page)
    tab_to(page, lambda focus: "ml-button" in focus["html"])
    page.keyboard.press("Enter")
    page.wait_for_url("**/?sent")
    assert form.names() == ["Toets Enbord"]


def test_visitor_fills_in_the_form_without_javascript_and_in_haste_presses_twice(visit, form):
    page = visit(scripts=False).open(form.path)
    fill_in(page)
    take_a_breath(page)
    page.locator(SEND).dblclick()
    page.wait_for_url("**/?sent")
    assert form.names() == ["Roos Kikkert"]


def test_form_that_closes_while_somebody_types_says_so_and_shows_what_they_typed(visit, form):
    window = visit(expected=["409"])
    page = window.open(form.path)
    fill_in(page)
    run(form.site, CLOSE.format(pk=form.pk))
    page.locator(SEND).click()
    expect(page.locator(".su-closed")).to_be_focused()
    expect(page.locator("[name=answer-naam]")).to_have_value("Roos Kikkert")
    assert not violations(page)
    assert form.names() == []
    expect(window.open(form.path).locator(".su-closed")).to_be_visible()
    expect(page.locator("[name=answer-naam]")).to_have_count(0)


def test_visitor_waits_for_a_place_and_leaves_the_line_by_keyboard_alone(visit, form):
    run(form.site, FILL_UP.format(pk=form.pk))
    page = visit(width=320).open(form.path)
    assert "wachtlijst" in page.locator(SEND).inner_text()
    fill_in(page)
    take_a_breath(page)
    page.locator("[name=answer-consent-handle]").focus()
    tab_to(page, lambda focus: "ml-button" in focus["html"])
    page.keyboard.press("Enter")
    page.wait_for_url("**/?waits")
    check_looks(page, "waits")
    page.goto(form.site.url + json.loads(run(form.site, LAST_LINK)))
    check_looks(page, "entry")
    tab_to(page, lambda focus: "ml-button" in focus["html"])
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("Je hebt het ingetrokken")
    check_looks(page, "withdrawn")


@pytest.mark.parametrize("path", ["/contact/", "/en/contact/"])
def test_contact_page_leads_to_a_question_in_one_click(path, visit):
    page = visit().open(path)
    check_looks(page, path)
    page.locator("main .ml-button").click()
    page.wait_for_url("**intent=question")
    expect(page.locator("[name=message]")).to_be_visible()
