"""Nobody can lock another person out: a browser where they logged in before has limits of its own."""

import pytest
from django.contrib.auth import get_user
from django.core import mail
from django.test import Client

from members.known_devices import COOKIE
from tests.factories import PASSWORD

pytestmark = pytest.mark.django_db

LOG_IN = "/account/login/"
ASK_CODE = "/account/login/code/"


def log_in(client, email, password=PASSWORD):
    return client.post(LOG_IN, {"login": email, "password": password})


@pytest.fixture
def own_browser(member):
    """A browser where the member logged in and out again."""
    browser = Client()
    log_in(browser, member.email)
    browser.post("/account/logout/")
    return browser


def guess(email, times=8, address="203.0.113.9"):
    stranger = Client(REMOTE_ADDR=address)
    for _ in range(times):
        log_in(stranger, email, "een-gok-van-een-ander")


def test_stranger_who_guesses_is_stopped(member):
    guess(member.email)
    stranger = Client(REMOTE_ADDR="198.51.100.7")
    log_in(stranger, member.email)
    assert not get_user(stranger).is_authenticated


def test_owner_gets_in_from_their_own_browser_all_the_same(member, own_browser):
    guess(member.email)
    log_in(own_browser, member.email)
    assert get_user(own_browser) == member


def test_owner_gets_a_code_while_a_stranger_keeps_asking_for_codes(member, own_browser, send):
    stranger = Client(REMOTE_ADDR="203.0.113.9")
    for _ in range(6):
        send(stranger.post, ASK_CODE, {"email": member.email})
        stranger.cookies.clear()
    before = len(mail.outbox)
    send(own_browser.post, ASK_CODE, {"email": member.email})
    assert (before, len(mail.outbox)) == (3, 4)


def test_own_browser_has_a_limit_too(member, own_browser):
    for _ in range(6):
        log_in(own_browser, member.email, "een-gok-van-de-buren")
    log_in(own_browser, member.email)
    assert not get_user(own_browser).is_authenticated


def test_browser_of_one_member_is_a_stranger_to_another(member, editor, own_browser):
    guess(editor.email)
    log_in(own_browser, editor.email)
    assert not get_user(own_browser).is_authenticated


@pytest.mark.parametrize("forged", ["", "x", "eyJhIjoxfQ:1abc:def", "\u00e9"])
def test_forged_cookie_is_a_stranger(member, forged):
    guess(member.email)
    browser = Client(REMOTE_ADDR="198.51.100.7")
    browser.cookies[COOKIE] = forged
    log_in(browser, member.email)
    assert not get_user(browser).is_authenticated


def test_cookie_hides_the_address_and_is_out_of_reach_of_scripts(member):
    browser = Client()
    cookie = log_in(browser, member.email).cookies[COOKIE]
    assert member.email not in cookie.value
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
