"""A passkey from a device of our own making: set up, and then log in without a password."""

import pytest
from playwright.sync_api import expect

from .site_people import SitePerson, make_person

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture(scope="module")
def member(live_site) -> SitePerson:
    return make_person(live_site, "sleutel@voorbeeld.nl", "Sara Sleutel")


def add_device(page) -> None:
    """Chromium's own make-believe phone, which always says yes."""
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})


def test_member_sets_up_a_passkey_and_logs_in_with_it(visit, member):
    window = visit()
    page = window.page
    add_device(page)
    member.log_in(page, window.origin)
    page.wait_for_url(lambda url: "/login/" not in url)

    window.open("/account/2fa/webauthn/add/")
    page.locator("#id_password").fill(member.password)
    page.locator("#id_password").press("Enter")
    page.locator("#id_name").fill("mijn telefoon")
    page.locator("#id_name").press("Enter")
    page.wait_for_url("**/account/2fa/recovery-codes/")
    expect(page.locator(".account__codes li")).to_have_count(10)
    window.open("/account/2fa/webauthn/")
    expect(page.get_by_role("main")).to_contain_text("mijn telefoon")

    window.open("/account/logout/")
    page.get_by_role("main").locator("button[type=submit]").click()
    page.wait_for_url(lambda url: "logout" not in url)
    window.open("/account/login/")
    page.locator("#passkey_login").click()
    page.wait_for_url(lambda url: "/login/" not in url)
    window.open("/account/logout/")
    page.get_by_role("main").locator("button[type=submit]").click()
    page.wait_for_url(lambda url: "logout" not in url)
    member.log_in(page, window.origin)
    page.locator("#mfa_webauthn_authenticate").click()
    page.wait_for_url(lambda url: "/account/" not in url)
    window.open("/account/email/")
    expect(page.get_by_role("main")).to_contain_text(member.email)


def test_device_without_a_passkey_is_told_so(visit, member):
    """No device at all: the browser gives up by itself, and the page says what to do."""
    window = visit(expected=["NotAllowedError"])
    page = window.open("/account/login/")
    page.evaluate("() => { navigator.credentials.get = () => Promise.reject(new Error('no')); }")
    page.locator("#passkey_login").click()
    expect(page.locator("#passkey-trouble")).to_be_visible()


def test_log_in_page_without_javascript_offers_no_passkey(visit):
    page = visit(scripts=False).open("/account/login/")
    expect(page.locator("#passkey_login")).to_be_hidden()
    expect(page.locator("#id_password")).to_be_visible()
