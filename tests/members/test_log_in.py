"""Logging in: with a password or a mailed code, and never a word about who has an account."""

import re

import pytest
from django.contrib.auth import get_user
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from members.models import Member
from tests.cop_pages.factories import CopPageFactory, MembershipFactory
from tests.factories import PASSWORD, MemberFactory

pytestmark = pytest.mark.django_db

LOG_IN = "/account/login/"
ASK_CODE = "/account/login/code/"
TYPE_CODE = "/account/login/code/confirm/"
RESET = "/account/password/reset/"

PUBLIC_PAGES = [
    LOG_IN,
    ASK_CODE,
    RESET,
    "/account/password/reset/done/",
    "/account/inactive/",
    "/account/signup/",
]


def log_in(client, email, password=PASSWORD, **extra):
    return client.post(LOG_IN, {"login": email, "password": password, **extra})


def test_member_logs_in_with_a_password(client, member):
    response = log_in(client, "Truus@Example.ORG")
    assert (response.status_code, response["Location"]) == (302, "/")
    assert get_user(client) == member


def test_member_of_a_cop_arrives_at_their_cops(client, member):
    MembershipFactory(circle=CopPageFactory(), user=member)
    assert log_in(client, member.email)["Location"] == reverse("cop_pages:my_circles")


def test_who_left_their_cop_arrives_at_the_site(client, member):
    MembershipFactory(circle=CopPageFactory(), user=member, ended_at=timezone.now())
    assert log_in(client, member.email)["Location"] == "/"


def test_editor_arrives_at_the_desk(client, editor):
    assert log_in(client, editor.email)["Location"] == reverse("wagtailadmin_home")


def test_member_returns_to_where_they_were_going(client, member):
    assert log_in(client, member.email, next="/modules/")["Location"] == "/modules/"


def test_nobody_is_sent_to_another_site(client, member):
    assert log_in(client, member.email, next="https://kwaad.example/")["Location"] == "/"


def test_wrong_password_and_unknown_address_get_the_same_answer(client, member):
    wrong = log_in(client, member.email, "verkeerd-wachtwoord")
    unknown = log_in(client, "niemand@example.org", "verkeerd-wachtwoord")
    assert wrong.status_code == unknown.status_code == 422
    assert plain(wrong, member.email) == plain(unknown, "niemand@example.org")


def test_error_is_summed_up_on_top_and_leads_to_the_field(client):
    html = client.post(LOG_IN, {"login": "geen adres", "password": "x"}).content.decode()
    assert 'role="alert"' in html
    assert '<a href="#id_login">' in html
    assert 'aria-invalid="true"' in html
    assert re.search(r'aria-describedby="\s*id_login_error"', html)


def test_password_managers_recognise_the_fields(client):
    html = client.get(LOG_IN).content.decode()
    assert 'autocomplete="username"' in html
    assert 'autocomplete="current-password"' in html
    assert 'autocomplete="one-time-code"' not in html


def test_closed_account_stays_closed(client, member):
    Member.objects.update(is_active=False)
    assert log_in(client, member.email)["Location"] == "/account/inactive/"
    assert not get_user(client).is_authenticated


def test_member_logs_in_with_a_mailed_code(client, member, send, code_from_mail):
    asked = send(client.post, ASK_CODE, {"email": "TRUUS@example.org"})
    assert asked["Location"] == TYPE_CODE
    assert mail.outbox[0].to == [member.email]
    client.post(TYPE_CODE, {"code": code_from_mail()})
    assert get_user(client) == member


def test_code_may_be_typed_without_dashes(client, member, send, code_from_mail):
    send(client.post, ASK_CODE, {"email": member.email})
    client.post(TYPE_CODE, {"code": code_from_mail().replace("-", " ")})
    assert get_user(client) == member


def test_three_wrong_codes_end_the_attempt(client, member, send, code_from_mail):
    send(client.post, ASK_CODE, {"email": member.email})
    for _ in range(3):
        client.post(TYPE_CODE, {"code": "000-000-000"})
    client.post(TYPE_CODE, {"code": code_from_mail()})
    assert not get_user(client).is_authenticated


def test_who_typed_three_wrong_codes_is_led_to_a_new_one_at_once(client, member, send):
    send(client.post, ASK_CODE, {"email": member.email})
    responses = [client.post(TYPE_CODE, {"code": "000-000-000"}, follow=True) for _ in range(3)]
    html = responses[-1].content.decode()
    assert "Laat ons je een nieuwe mailen." in html
    assert "Wacht vijf minuten" not in html


def test_asking_a_code_tells_nothing_about_who_has_an_account(client, member, send):
    known = send(client.post, ASK_CODE, {"email": member.email})
    known_page = client.get(TYPE_CODE)
    client.cookies.clear()
    unknown = send(client.post, ASK_CODE, {"email": "niemand@example.org"})
    unknown_page = client.get(TYPE_CODE)
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert plain(known_page, member.email) == plain(unknown_page, "niemand@example.org")
    assert [len(message.to) for message in mail.outbox] == [1, 1]


def test_mail_to_an_unknown_address_holds_no_code_and_no_way_in(client, send):
    send(client.post, ASK_CODE, {"email": "niemand@example.org"})
    assert mail.outbox[0].to == ["niemand@example.org"]
    assert not re.search(r"\d{3}-\d{3}", mail.outbox[0].body)


def test_more_codes_than_the_limit_are_not_mailed(client, member, send):
    for _ in range(6):
        client.cookies.clear()
        send(client.post, ASK_CODE, {"email": member.email})
    assert len(mail.outbox) == 3


def test_member_who_is_locked_out_by_guesses_still_gets_in_with_a_code(
    client, member, send, code_from_mail
):
    for _ in range(6):
        log_in(client, member.email, "verkeerd-wachtwoord")
    assert "<form" in log_in(client, member.email).content.decode()
    assert not get_user(client).is_authenticated
    send(client.post, ASK_CODE, {"email": member.email})
    client.post(TYPE_CODE, {"code": code_from_mail()})
    assert get_user(client) == member


def test_mail_server_that_is_down_shows_nobody_who_has_an_account(client, member, send, settings):
    settings.EMAIL_BACKEND = "tests.members.broken_mail.BrokenBackend"
    known = send(client.post, ASK_CODE, {"email": member.email})
    unknown = send(client.post, ASK_CODE, {"email": "niemand@example.org"})
    assert known.status_code == unknown.status_code == 302


def test_mail_speaks_the_language_of_the_member(client, member, send):
    Member.objects.update(language="en")
    send(client.post, ASK_CODE, {"email": member.email})
    assert "is your code to log in" in mail.outbox[0].subject


def test_unconfirmed_address_is_confirmed_with_a_code(client, send, code_from_mail):
    newcomer = MemberFactory(email="nieuw@example.org")
    response = send(log_in, client, newcomer.email)
    assert response["Location"] == "/account/confirm-email/"
    assert not get_user(client).is_authenticated
    client.post("/account/confirm-email/", {"code": code_from_mail()})
    assert get_user(client) == newcomer


def test_forgotten_password_is_chosen_anew(client, member, send):
    send(client.post, RESET, {"email": member.email})
    link = re.search(r"https?://testserver(\S+)", mail.outbox[0].body)[1]
    form = client.get(link, follow=True)
    done = send(
        client.post,
        form.redirect_chain[-1][0],
        {"password1": "kwaak-kwaak-kwaak", "password2": "kwaak-kwaak-kwaak"},
        follow=True,
    )
    assert done.status_code == 200
    member.refresh_from_db()
    assert member.check_password("kwaak-kwaak-kwaak")
    assert len(mail.outbox) == 2
    assert LOG_IN in mail.outbox[1].body
    assert "password1" not in client.get(link, follow=True).content.decode()


def test_reset_tells_nothing_about_who_has_an_account(client, member, send):
    known = send(client.post, RESET, {"email": member.email}, follow=True)
    unknown = send(client.post, RESET, {"email": "niemand@example.org"}, follow=True)
    assert known.redirect_chain == unknown.redirect_chain
    assert plain(known) == plain(unknown)


def test_too_many_resets_are_told_when_to_come_back(client, member):
    responses = [client.post(RESET, {"email": member.email}) for _ in range(7)]
    assert responses[-1].status_code == 429
    assert responses[-1]["Retry-After"] == "60"
    assert "no-store" in responses[-1]["Cache-Control"]


def test_nobody_signs_up_by_themselves(client):
    page = client.get("/account/signup/")
    assert "<form method" not in page.content.decode()
    fields = {"email": "indringer@example.org", "password1": PASSWORD}
    client.post("/account/signup/", fields)
    assert not Member.objects.filter(email="indringer@example.org").exists()


@pytest.mark.parametrize("path", PUBLIC_PAGES)
@pytest.mark.parametrize("prefix", ["", "/en"])
def test_page_is_kept_by_no_cache(client, path, prefix):
    response = client.get(prefix + path)
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]
    assert f'<html lang="{"en" if prefix else "nl"}">' in response.content.decode()


def test_admin_has_no_log_in_of_its_own(client):
    assert client.get("/admin/login/")["Location"] == "/account/login/?next=/admin/"
    assert (
        client.get("/admin/login/?next=/admin/pages/")["Location"]
        == "/account/login/?next=/admin/pages/"
    )
    assert client.get("/admin/pages/")["Location"] == "/account/login/?next=/admin/pages/"
    assert client.post("/admin/login/", {"username": "x", "password": "y"}).status_code == 302


def test_admin_has_no_password_screens_of_its_own(client, editor):
    assert client.get("/admin/password_reset/").status_code == 404
    client.force_login(editor)
    html = client.get("/admin/account/").content.decode()
    assert 'type="password"' not in html
    assert 'name="name_email-email"' not in html


def test_editor_logs_out_of_the_admin(client, editor):
    client.force_login(editor)
    response = client.post("/admin/logout/")
    assert response.status_code == 302
    assert not get_user(client).is_authenticated


def test_logging_out_takes_a_button_not_a_link(client, member):
    client.force_login(member)
    client.get("/account/logout/")
    assert get_user(client) == member
    client.post("/account/logout/")
    assert not get_user(client).is_authenticated


def test_new_address_counts_after_its_code(client, member, send, code_from_mail):
    client.force_login(member)
    send(client.post, "/account/email/", {"action_add": "", "email": "nieuw@example.org"})
    password_page = "/account/reauthenticate/?next=/account/email/"
    send(client.post, password_page, {"password": PASSWORD})
    member.refresh_from_db()
    assert member.email == "truus@example.org"
    client.post("/account/confirm-email/", {"code": code_from_mail()})
    member.refresh_from_db()
    assert member.email == "nieuw@example.org"
    assert list(member.emailaddress_set.values_list("email", "verified")) == [
        ("nieuw@example.org", True)
    ]


def plain(response, *addresses) -> str:
    """A page without what differs by chance: the token of the form, and the address that was typed."""
    html = re.sub(r'name="csrfmiddlewaretoken" value="\w+"', "", response.content.decode())
    for address in addresses:
        html = html.replace(address, "ADDRESS")
    return html


def test_wrong_password_is_refused_and_says_so(client, member):
    response = client.post(LOG_IN, {"login": member.email, "password": "fout"})
    assert response.status_code == 422


def test_too_many_guesses_are_told_when_to_come_back(client, member):
    guess = {"login": member.email, "password": "fout"}
    responses = [client.post(LOG_IN, guess) for _ in range(6)]
    assert (responses[-1].status_code, responses[-1]["Retry-After"]) == (429, "300")


def test_rules_for_a_password_are_those_that_are_kept(client, member, settings):
    options = [each.get("OPTIONS", {}) for each in settings.AUTH_PASSWORD_VALIDATORS]
    client.force_login(member)
    html = client.get("/account/password/change/").content.decode()
    least = next(each["min_length"] for each in options if "min_length" in each)
    assert f"Minstens {least} tekens." in html
