"""Confirming, withdrawing and seeing one's own data by mailed links, without an account."""

import json
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from cop_pages import schedule
from cop_pages.models import Invitation, OutgoingMail
from signups import links, outcomes, services, signals
from signups.models import DataLink, Draft, FacilitatorProfile, Purpose, SignUp, Status

from .factories import (
    FacilitatorProfileFactory,
    FormEntryFactory,
    PrivacyStatementPageFactory,
    QuoteFactory,
    SignUpFactory,
    SignUpPageFactory,
)
from .visitors import JOURNEYS, Visitor

pytestmark = pytest.mark.django_db


def path(sign_up, name="request", *more) -> str:
    return reverse(f"signups:{name}", args=[links.token_for(sign_up), *more])


@pytest.fixture
def committing(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def heard():
    """What the signals told."""
    told = []

    def listen(sender, sign_up, signal, **_):
        told.append((signal, sign_up.pk))

    for signal in (signals.sign_up_confirmed, signals.sign_up_withdrawn):
        signal.connect(listen)
    yield told
    for signal in (signals.sign_up_confirmed, signals.sign_up_withdrawn):
        signal.disconnect(listen)


def test_link_in_the_mail_confirms_only_when_the_button_is_pressed(client, committing, heard):
    with committing():
        Visitor(SignUpPageFactory()).fill()
    sign_up = SignUp.objects.get()
    link = next(word for word in mail.outbox[0].body.split() if "/aanmelding/" in word)
    for _ in range(3):  # Mail programs look at links too.
        assert client.get(link).status_code == 200
    sign_up.refresh_from_db()
    assert sign_up.status == Status.NEW
    assert client.post(link).status_code == 303
    assert client.post(link).status_code == 303
    sign_up.refresh_from_db()
    assert sign_up.status == Status.CONFIRMED
    assert sign_up.confirmed_at
    assert sign_up.due_on > timezone.localdate()
    assert [each.status for each in sign_up.history.all()] == [Status.NEW, Status.CONFIRMED]
    assert heard == [(signals.sign_up_confirmed, sign_up.pk)]


def test_link_is_no_use_after_two_weeks(client):
    sign_up = SignUpFactory(new=True)
    with time_machine.travel(timezone.now() + timedelta(days=15)):
        client.post(path(sign_up))
        sign_up.refresh_from_db()
        assert not sign_up.is_confirmed
        schedule.run_all()
        assert client.get(path(sign_up)).status_code == 404


@pytest.mark.parametrize("token", ["geraden", "a:b", "%F0%9F%90%B8", "x" * 500])
def test_guessed_link_says_in_plain_words_that_it_does_not_work(token, client):
    response = client.get(f"/aanmelding/{token}/")
    assert response.status_code == 404
    assert "mijn-gegevens" in response.text or "/aanmelding/data/" in response.text


def test_link_of_one_request_opens_no_other(client):
    mine, other = SignUpFactory(), SignUpFactory()
    forged = links.token_for(mine).replace(mine.key.hex, other.key.hex)
    assert client.get(f"/aanmelding/{forged}/").status_code == 404


def test_request_shows_how_far_it_is_and_nothing_of_the_person(client):
    sign_up = SignUpFactory(name="Roos Kikkert", status=Status.IN_CONVERSATION)
    html = client.get(path(sign_up)).text
    assert sign_up.get_status_display().capitalize() in html
    for secret in ("Roos", sign_up.email, sign_up.phone, "tuin"):
        assert secret not in html


@pytest.mark.parametrize(
    ("intent", "called"),
    [("start_cop", "aanmelding"), ("quote", "offerteaanvraag"), ("question", "vraag")],
)
def test_mail_and_page_call_it_what_it_is(intent, called, client, committing):
    with committing():
        Visitor(SignUpPageFactory()).fill(JOURNEYS[intent])
    message, sign_up = mail.outbox[0], SignUp.objects.get()
    assert message.subject.startswith(f"Bevestig je {called} bij")
    assert f"Bekijk mijn {called}<" in message.alternatives[0].content
    assert f"Is dit jouw {called}?" in client.get(path(sign_up)).text
    client.post(path(sign_up))
    assert f"Mijn {called} intrekken" in client.get(path(sign_up)).text
    assert f"Je {called} intrekken?" in client.get(path(sign_up, "withdraw")).text


def test_person_gets_the_link_to_their_data_without_typing_their_address(client, committing):
    sign_up = SignUpFactory(email="Roos@example.org")
    assert path(sign_up, "mail_data") in client.get(path(sign_up)).text
    with committing(), time_machine.travel("2026-03-01T12:00:05Z", tick=False):
        answers = [client.post(path(sign_up, "mail_data")) for _ in range(6)]
    assert [each.status_code for each in answers] == [303] * 5 + [429]
    assert "Roos@example.org".lower() not in answers[-1].text.lower()
    assert mail.outbox[0].to == ["roos@example.org"]
    with time_machine.travel("2026-03-01T13:00:00Z"):
        assert sign_up.case in client.get(data_link()).text


def test_link_pages_are_kept_by_nobody(client):
    response = client.get(path(SignUpFactory()))
    assert "no-store" in response["Cache-Control"]
    assert 'content="noindex"' in response.text


def test_withdrawing_asks_first_and_takes_all_consents_back(client, heard):
    sign_up = SignUpFactory(consents=[Purpose.HANDLE, Purpose.NEWS])
    assert client.get(path(sign_up, "withdraw")).status_code == 200
    sign_up.refresh_from_db()
    assert sign_up.status == Status.CONFIRMED
    for _ in range(2):
        assert client.post(path(sign_up, "withdraw")).status_code == 303
    sign_up.refresh_from_db()
    assert sign_up.status == Status.WITHDRAWN
    assert not any(each.holds for each in sign_up.consents.all())
    assert heard == [(signals.sign_up_withdrawn, sign_up.pk)]


def test_one_consent_is_taken_back_and_the_others_stay(client):
    sign_up = SignUpFactory(consents=[Purpose.HANDLE, Purpose.NEWS])
    assert client.post(path(sign_up, "revoke", "news")).status_code == 303
    assert {each.purpose: each.holds for each in sign_up.consents.all()} == {
        "handle": True,
        "news": False,
    }
    assert client.get(path(sign_up, "revoke", "news")).status_code == 405
    assert client.post(path(sign_up, "revoke", "bestaat-niet")).status_code == 303


def test_withdrawn_request_is_not_confirmed_after_all(client):
    sign_up = SignUpFactory(new=True)
    services.withdraw(sign_up=sign_up)
    client.post(path(sign_up))
    sign_up.refresh_from_db()
    assert sign_up.status == Status.WITHDRAWN


@pytest.fixture
def ask(client, committing):
    def _ask(email: str):
        with committing():
            return client.post(reverse("signups:ask_data"), {"email": email})

    return _ask


def data_link() -> str:
    return next(word for word in mail.outbox[-1].body.split() if "/data/" in word)


def test_privacy_statement_leads_to_what_we_have_of_somebody(client):
    html = client.get(PrivacyStatementPageFactory().url).text
    assert f'href="{reverse("signups:ask_data")}"' in html


def test_known_and_unknown_addresses_get_the_same_answer_and_the_same_mail(ask, client):
    SignUpFactory(email="roos@example.org")
    known, unknown = ask("roos@example.org"), ask("niemand@example.org")
    assert (known.status_code, known["Location"]) == (unknown.status_code, unknown["Location"])
    assert known.content == unknown.content
    assert [message.to for message in mail.outbox] == [
        ["roos@example.org"],
        ["niemand@example.org"],
    ]
    assert len({message.subject for message in mail.outbox}) == 1
    assert client.get(data_link()).status_code == 200


def test_person_sees_and_takes_along_all_that_is_kept_of_their_address(ask, client):
    SignUpFactory(email="Roos@example.org", case="kwaakcasus")
    SignUpFactory(email="ander@example.org", case="andermans zaken")
    FacilitatorProfileFactory(email="roos@example.org", about="kwaakprofiel")
    FormEntryFactory(email="roos@example.org", form_data={"vraag": "kwaakantwoord"})
    QuoteFactory(sign_up=None, name="Roos", email="roos@example.org", subject="kwaakofferte")
    ask("ROOS@example.org")
    words = ("kwaakcasus", "kwaakprofiel", "kwaakantwoord", "kwaakofferte")
    html = client.get(data_link()).text
    assert all(word in html for word in words)
    assert "andermans" not in html
    download = client.get(f"{data_link()}download/")
    assert "attachment" in download["Content-Disposition"]
    told = json.dumps(json.loads(download.content))
    assert all(word in told for word in words)
    assert "andermans" not in told


def test_person_has_all_of_it_erased_and_the_link_goes_too(ask, client):
    SignUpFactory(email="roos@example.org")
    FacilitatorProfileFactory(email="roos@example.org")
    other = SignUpFactory()
    ask("roos@example.org")
    link = data_link()
    assert client.get(f"{link}erase/").status_code == 200
    assert SignUp.objects.count() == 2
    assert client.post(f"{link}erase/").status_code == 303
    assert list(SignUp.objects.all()) == [other]
    assert not FacilitatorProfile.objects.exists()
    assert not OutgoingMail.objects.filter(recipient="roos@example.org").exists()
    assert client.get(link).status_code == 404


def test_person_sees_and_has_erased_what_they_did_not_send_yet(ask, client):
    page = SignUpPageFactory()
    Visitor(page).fill(until="you")
    Draft.objects.create(page=page, data={"email": ["ander@example.org"]})
    ask("ROOS@example.org")
    link = data_link()
    html = client.get(link).text
    assert "Wij willen een tuin voor de hele straat." in html
    assert "inwonersinitiatief" in html
    assert "has_facilitator" not in html
    client.post(f"{link}erase/")
    assert [draft.data["email"] for draft in Draft.objects.all()] == [["ander@example.org"]]


def test_invitation_goes_too_and_its_place_to_who_is_next(ask, client, cop, handler):
    guest, waiting = SignUpFactory(joining=True), SignUpFactory(joining=True)
    outcomes.invite(sign_up=guest, cop=cop, by=handler)
    outcomes.wait(sign_up=waiting, cop=cop, by=handler)
    ask(guest.email)
    link = data_link()
    assert cop.title in client.get(link).text
    client.post(f"{link}erase/")
    assert [row.email for row in Invitation.objects.all()] == [waiting.email]


def test_link_to_data_works_for_two_days(ask, client):
    ask("roos@example.org")
    link = data_link()
    with time_machine.travel(timezone.now() + timedelta(days=3)):
        assert client.get(link).status_code == 404
        schedule.run_all()
        assert not DataLink.objects.exists()


def test_nobody_can_have_a_mailbox_filled(ask):
    with time_machine.travel("2026-03-01T12:00:05Z", tick=False):
        answers = [ask("roos@example.org") for _ in range(8)]
    assert [answer.status_code for answer in answers] == [303] * 5 + [429] * 3
    assert len(mail.outbox) == 5
    assert int(answers[-1]["Retry-After"]) > 0


@pytest.mark.parametrize("email", ["", "roos", "roos@", "a\x00@b.nl", "x" * 300 + "@b.nl"])
def test_address_that_cannot_be_is_refused_beside_the_field(email, client):
    response = client.post(reverse("signups:ask_data"), {"email": email})
    assert response.status_code == 422
    assert 'id="id_email_error"' in response.text
    assert not DataLink.objects.exists()
