"""An editor's own form, as a visitor meets it."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone

from cop_pages.models import OutgoingMail
from signups import personal_data, retention
from signups.flow import guards
from signups.models import FormEntry
from tests.factories import MemberFactory

from .factories import FormEntryFactory, FormPageFactory, PrivacyStatementPageFactory
from .respondents import ANSWERS, EMAIL, filled, hidden_fields, is_thanked, post

pytestmark = pytest.mark.django_db
EVERY_KIND = [
    ("Regel", "singleline"),
    ("Verhaal", "multiline"),
    ("Adres", "email"),
    ("Getal", "number"),
    ("Site", "url"),
    ("Vinkje", "checkbox"),
    ("Dag", "date"),
]


@pytest.fixture
def page():
    return FormPageFactory()


@pytest.fixture
def committing(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def test_visitor_fills_in_the_form_and_gets_one_mail(page, committing):
    with committing():
        response = post(page, filled())
    assert is_thanked(response)
    assert "su-drawing" in Client().get(response["Location"]).text
    entry = FormEntry.objects.get()
    assert (entry.page_id, entry.email) == (page.pk, EMAIL)
    assert entry.form_data == {"naam": "Roos Kikkert", "e_mailadres": EMAIL}
    assert [message.to for message in mail.outbox] == [[EMAIL]]


def test_form_as_it_was_shown_can_be_sent(page):
    with time_machine.travel(timezone.now() - timedelta(minutes=1)):
        shown = hidden_fields(Client().get(page.url).text)
    assert is_thanked(post(page, shown | ANSWERS))


def test_the_mail_tells_a_stranger_nothing_that_was_typed(page, committing):
    with committing():
        post(page, filled())
    assert "Kikkert" not in mail.outbox[0].body + str(mail.outbox[0].alternatives)


def test_network_hears_that_there_are_answers_and_not_which(page, committing):
    page.notify, page.sends_confirmation = "netwerk@example.org", False
    page.save()
    with committing():
        post(page, filled())
    assert [message.to for message in mail.outbox] == [["netwerk@example.org"]]
    assert "Kikkert" not in mail.outbox[0].body
    assert f"/admin/forms/submissions/{page.pk}/" in mail.outbox[0].body


def test_twenty_identical_posts_are_one_row_and_one_mail(page, committing):
    form = filled()
    with committing():
        assert all(is_thanked(post(page, form)) for _ in range(20))
    assert FormEntry.objects.count() == 1
    assert len(mail.outbox) == 1


def test_form_opened_anew_is_another_entry(page):
    assert is_thanked(post(page, filled()))
    assert is_thanked(post(page, filled()))
    assert FormEntry.objects.count() == 2


def test_key_of_another_form_is_no_key_here(page):
    form = filled()
    post(FormPageFactory(), form)
    response = post(page, form)
    assert response.status_code == 422
    again = hidden_fields(response.text)
    assert again["key"] != form["key"]
    assert is_thanked(post(page, form | again))
    assert FormEntry.objects.filter(page=page).count() == 1


def test_mail_server_that_is_away_changes_nothing_for_the_visitor(page, settings, committing):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_PORT = 1
    with committing():
        assert is_thanked(post(page, filled()))
    assert FormEntry.objects.count() == 1
    assert OutgoingMail.objects.get().error == "ConnectionRefusedError"


def test_when_the_row_cannot_be_kept_no_mail_is_left_behind(page, monkeypatch):
    monkeypatch.setattr("signups.entries.services._mail", lambda *args: 1 / 0)
    client = Client(raise_request_exception=False)
    assert post(page, filled(), client).status_code == 500
    assert not FormEntry.objects.exists()
    assert not OutgoingMail.objects.exists()


def test_what_is_wrong_stands_in_the_summary_and_at_its_field_and_nothing_is_lost(page):
    response = post(page, filled() | {"answer-naam": "", "answer-e_mailadres": "roos@"})
    assert response.status_code == 422
    assert 'href="#id_answer-naam"' in response.text
    assert 'id="id_answer-naam_error"' in response.text
    assert 'value="roos@"' in response.text
    assert "checked" in response.text
    assert not FormEntry.objects.exists()


def test_same_form_passes_once_the_mistake_is_gone(page):
    wrong = post(page, filled() | {"answer-naam": ""})
    assert is_thanked(post(page, hidden_fields(wrong.text) | ANSWERS))


def test_no_consent_is_given_beforehand_and_without_it_nothing_is_kept(page):
    assert "checked" not in Client().get(page.url).text
    assert post(page, filled() | {"answer-consent-handle": ""}).status_code == 422
    assert not FormEntry.objects.exists()


def test_entry_holds_the_text_that_was_agreed_to():
    page = FormPageFactory(statement=PrivacyStatementPageFactory())
    post(page, filled())
    assert FormEntry.objects.get().statement == page.statement.current_version


def test_answers_to_questions_that_are_not_asked_are_left_out(page):
    post(page, filled() | {"answer-onzin": "x", "naam": "Iemand anders", "email": "x@example.org"})
    entry = FormEntry.objects.get()
    assert entry.form_data == {"naam": "Roos Kikkert", "e_mailadres": EMAIL}


def test_every_kind_of_question_is_kept():
    page = FormPageFactory(questions=EVERY_KIND)
    answers = {
        "regel": "a", "verhaal": "b\r\nc", "adres": "a@example.org", "getal": "2,5",
        "site": "example.org", "vinkje": "on", "dag": "2027-03-20", "consent-handle": "on",
    }  # fmt: skip
    named = {f"answer-{name}": value for name, value in answers.items()}
    assert is_thanked(post(page, filled(named)))
    kept = FormEntry.objects.get().form_data
    assert kept["vinkje"] is True
    assert (kept["dag"], kept["getal"]) == ("2027-03-20", "2.5")


def test_answers_that_are_chosen_are_kept_as_they_read():
    page = FormPageFactory(questions=[("Dag", "radio"), ("Tent", "checkboxes")])
    page.form_fields.update(choices="ochtend\nmiddag")
    chosen = {"answer-dag": "ochtend", "answer-tent": ["ochtend", "middag"]}
    assert is_thanked(post(page, filled(chosen | {"answer-consent-handle": "on"})))
    assert FormEntry.objects.get().form_data == {"dag": "ochtend", "tent": ["ochtend", "middag"]}


@pytest.mark.parametrize("trick", [{guards.TRAP: "https://koop.example"}, {"started": ""}])
def test_what_seems_a_machine_is_asked_to_send_it_once_more(trick, page):
    response = post(page, filled() | trick)
    assert response.status_code == 422
    assert not FormEntry.objects.exists()
    with time_machine.travel(timezone.now() + timedelta(seconds=10)):
        assert is_thanked(post(page, hidden_fields(response.text) | ANSWERS))


@pytest.mark.parametrize("key", ["", "geen sleutel", "\x00", "9" * 40])
def test_form_without_a_key_of_ours_gets_one(key, page):
    response = post(page, filled(key=key))
    assert response.status_code == 422
    assert is_thanked(
        post(page, ANSWERS | hidden_fields(response.text) | {"started": filled()["started"]})
    )


def test_who_sends_very_much_waits_and_loses_nothing(page):
    with time_machine.travel("2026-03-01T12:00:05Z", tick=False):
        for _ in range(60):
            post(page, {})
        response = post(page, filled())
    assert response.status_code == 429
    assert 1 <= int(response["Retry-After"]) <= 60
    assert "Roos Kikkert" in response.text


def test_nobody_fills_the_mailbox_of_another(page):
    with time_machine.travel("2026-03-01T12:00:05Z", tick=False):
        statuses = [post(page, filled()).status_code for _ in range(12)]
    assert statuses == [303] * 10 + [429] * 2


def test_form_whose_time_is_over_says_so_and_takes_nothing(page):
    page.closes_at = timezone.now() - timedelta(hours=1)
    page.save()
    shown = Client().get(page.url)
    assert (shown.status_code, 'name="answer-naam"' in shown.text) == (200, False)
    assert "su-closed" in shown.text
    response = post(page, filled())
    assert response.status_code == 409
    assert "Roos Kikkert" in response.text
    assert not FormEntry.objects.exists()


def test_form_that_closes_later_is_open(page):
    page.closes_at = timezone.now() + timedelta(hours=1)
    page.save()
    assert is_thanked(post(page, filled()))


def test_last_place_is_given_once_and_who_has_it_is_thanked_again(page):
    page.most_entries = 1
    page.save()
    form = filled()
    assert is_thanked(post(page, form))
    assert is_thanked(post(page, form))
    response = post(page, filled())
    assert response.status_code == 409
    assert "su-closed" in Client().get(page.url).text
    assert FormEntry.objects.count() == 1


def test_page_is_kept_by_nobody_and_refuses_other_methods(page):
    assert "no-store" in Client().get(page.url)["Cache-Control"]
    assert Client().put(page.url).status_code == 405


def test_answers_are_exported_and_erased_by_address_and_removed_in_time(page):
    page.keep_days = 30
    page.save()
    post(page, filled())
    FormEntryFactory(page=page)
    (told,) = personal_data.export_address(EMAIL.upper()).values()
    assert [row["Naam"] for row in told] == ["Roos Kikkert"]
    personal_data.erase_address(EMAIL)
    assert FormEntry.objects.count() == 1
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        assert retention.purge_form_entries() == 1


def test_editor_sees_the_form_before_it_is_published(page, client):
    client.force_login(MemberFactory(editor=True))
    page.save_revision()
    for mode in ("form", "landing"):
        shown = client.get(f"/admin/pages/{page.pk}/view_draft/?mode={mode}")
        assert shown.status_code == 200
