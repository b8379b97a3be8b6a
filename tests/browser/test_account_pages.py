"""The pages of one's own account: usable by everybody, at every width, in the dark, and with mistakes."""

import pytest
from playwright.sync_api import expect

from .checks import passes_at_every_width, violations
from .site_people import SitePerson, make_person

OWN_PAGES = [
    "/account/email/",
    "/account/password/change/",
    "/account/2fa/",
    "/account/2fa/totp/activate/",
    "/account/2fa/webauthn/add/",
    "/account/logout/",
]


@pytest.fixture(scope="module")
def member(live_site) -> SitePerson:
    return make_person(live_site, "eigen@voorbeeld.nl", "Eef Eigen")


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_own_pages_are_accessible_and_fit(visit, member, dark):
    window = visit(dark=dark)
    page = window.page
    member.log_in(page, window.origin)
    page.wait_for_url(lambda url: "/login/" not in url)
    window.open("/account/reauthenticate/?next=/account/2fa/")
    page.locator("#id_password").fill(member.password)
    page.locator("#id_password").press("Enter")
    page.wait_for_url("**/account/2fa/")
    for path in OWN_PAGES:
        window.open(path)
        passes_at_every_width(page, path)


def test_mistake_is_read_first_and_leads_to_its_field(visit):
    window = visit(expected=["status of 422"])
    page = window.open("/account/login/code/")
    page.evaluate("document.querySelector('main form').noValidate = true")
    page.locator("#id_email").fill("geen adres")
    page.locator("#id_email").press("Enter")
    summary = page.locator(".error-summary")
    expect(summary).to_be_focused()
    assert not violations(page)
    summary.locator("a").click()
    expect(page.locator("#id_email")).to_be_focused()


def test_keyboard_logs_in(visit, member):
    window = visit()
    page = window.open("/account/login/")
    page.locator("#id_login").focus()
    page.keyboard.type(member.email)
    page.keyboard.press("Tab")
    page.keyboard.type(member.password)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: "/login/" not in url)
