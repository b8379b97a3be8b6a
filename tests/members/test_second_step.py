"""The second step: offered to everybody, demanded of whoever reaches the admin in production."""

import re

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.contrib.auth import get_user
from django.core import mail
from django.core.cache import cache
from django.db import transaction

from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db

SECRET = "JBSWY3DPEHPK3PXP"
ACTIVATE = "/account/2fa/totp/activate/"
AUTHENTICATE = "/account/2fa/authenticate/"
REAUTHENTICATE = "/account/2fa/reauthenticate/"


@pytest.fixture
def demanding(settings):
    settings.REQUIRE_ADMIN_MFA = True


def code_now(secret: str = SECRET) -> str:
    """What the app shows; each code works once, so what was used is forgotten first."""
    cache.clear()
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


def log_in(client, member):
    return client.post("/account/login/", {"login": member.email, "password": PASSWORD})


def test_member_sets_up_an_app_and_gets_recovery_codes(client, member, send):
    log_in(client, member)
    confirm = client.get(ACTIVATE)
    assert confirm["Location"].startswith("/account/reauthenticate/")
    client.post(confirm["Location"], {"password": PASSWORD})
    page = client.get(ACTIVATE).content.decode()
    secret = re.search(r'account__key">(\w+)<', page)[1]
    done = send(client.post, ACTIVATE, {"code": code_now(secret)})
    assert done["Location"] == "/account/2fa/recovery-codes/"
    assert (
        len(re.findall(r"<li><code>\d{8}</code>", client.get(done["Location"]).content.decode()))
        == 10
    )
    assert len(mail.outbox) == 1


def test_square_for_the_app_needs_no_exception_in_the_policy(client, member):
    log_in(client, member)
    client.post(f"/account/reauthenticate/?next={ACTIVATE}", {"password": PASSWORD})
    html = client.get(ACTIVATE).content.decode()
    assert '<svg role="img"' in html
    assert "data:image" not in html


def test_second_step_is_asked_at_log_in(client, member):
    TOTP.activate(member, SECRET)
    assert log_in(client, member)["Location"] == AUTHENTICATE
    assert not get_user(client).is_authenticated
    client.post(AUTHENTICATE, {"code": "000000"})
    assert not get_user(client).is_authenticated
    client.post(AUTHENTICATE, {"code": code_now()})
    assert get_user(client) == member


def test_mailed_code_does_not_go_round_the_second_step(client, member, send, code_from_mail):
    TOTP.activate(member, SECRET)
    send(client.post, "/account/login/code/", {"email": member.email})
    response = client.post("/account/login/code/confirm/", {"code": code_from_mail()})
    assert response["Location"] == AUTHENTICATE
    assert not get_user(client).is_authenticated


def test_recovery_code_on_paper_works_once(client, member):
    TOTP.activate(member, SECRET)
    code = RecoveryCodes.activate(member).generate_codes()[0]
    for expected in (True, False):
        client.logout()
        log_in(client, member)
        client.post(AUTHENTICATE, {"code": code})
        assert get_user(client).is_authenticated is expected


def test_laptop_asks_no_second_step(client, editor):
    log_in(client, editor)
    assert client.get("/admin/").status_code == 200


def test_second_step_offers_no_passkey_to_who_has_none(client, member):
    TOTP.activate(member, SECRET)
    log_in(client, member)
    html = client.get(AUTHENTICATE).content.decode()
    assert 'name="code"' in html
    assert "mfa_webauthn_authenticate" not in html


def test_other_ways_to_show_who_you_are_have_names_that_people_know(client, member):
    TOTP.activate(member, SECRET)
    log_in(client, member)
    client.post(AUTHENTICATE, {"code": code_now()})
    html = client.get(ACTIVATE.replace("activate", "deactivate"), follow=True).content.decode()
    assert "Gebruik een code van je app of je papier" in html


def test_admin_sends_editors_without_a_second_step_to_set_one_up(client, editor, demanding):
    log_in(client, editor)
    for path in ("/admin/", "/admin/pages/", "/admin/api/main/pages/"):
        response = client.get(path)
        assert (response.status_code, response["Location"]) == (302, "/account/2fa/")


def test_member_who_has_no_business_in_the_admin_is_not_made_to_set_one_up(
    client, member, demanding
):
    client.force_login(member)
    assert "/2fa/" not in client.get("/admin/")["Location"]


def test_setting_up_a_second_step_opens_the_admin_at_once(client, editor, demanding, monkeypatch):
    """The session is told when the transaction ends, which a test never lets happen by itself."""
    monkeypatch.setattr(transaction, "on_commit", lambda function, *args, **kwargs: function())
    log_in(client, editor)
    client.post(f"/account/reauthenticate/?next={ACTIVATE}", {"password": PASSWORD})
    secret = re.search(r'account__key">(\w+)<', client.get(ACTIVATE).content.decode())[1]
    client.post(ACTIVATE, {"code": code_now(secret)})
    assert client.get("/admin/").status_code == 200


def test_log_in_with_a_second_step_opens_the_admin(client, editor, demanding):
    TOTP.activate(editor, SECRET)
    log_in(client, editor)
    client.post(AUTHENTICATE, {"code": code_now()})
    assert client.get("/admin/").status_code == 200


def test_session_from_before_the_second_step_has_to_show_it(client, editor, demanding):
    """Somebody who knew only the password may have logged in before the owner set up the step."""
    log_in(client, editor)
    TOTP.activate(editor, SECRET)
    response = client.get("/admin/pages/")
    assert response["Location"] == f"{REAUTHENTICATE}?next=/admin/pages/"
    client.post(response["Location"], {"code": code_now()})
    assert client.get("/admin/").status_code == 200


def test_editor_without_a_second_step_can_still_log_out(client, editor, demanding):
    log_in(client, editor)
    client.post("/admin/logout/")
    assert not get_user(client).is_authenticated


def test_site_itself_asks_no_second_step(client, editor, demanding):
    log_in(client, editor)
    assert client.get("/account/email/").status_code == 200


@pytest.mark.parametrize(
    "path",
    [
        "/account/2fa/",
        "/account/2fa/webauthn/",
        "/account/email/",
        "/account/password/change/",
        "/account/logout/",
    ],
)
def test_own_pages_show_for_a_member(client, member, path):
    log_in(client, member)
    response = client.get(path)
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert "<script>" not in response.content.decode()


@pytest.mark.parametrize(
    "path",
    [
        "/account/2fa/totp/deactivate/",
        "/account/2fa/recovery-codes/generate/",
        "/account/2fa/webauthn/add/",
    ],
)
def test_pages_that_weaken_an_account_ask_who_you_are(client, member, path):
    TOTP.activate(member, SECRET)
    log_in(client, member)
    client.post(AUTHENTICATE, {"code": code_now()})
    response = client.get(path)
    assert response.status_code == 302
    assert "reauthenticate" in response["Location"]
    client.post(response["Location"], {"password": PASSWORD, "code": code_now()})
    assert client.get(path).status_code == 200
