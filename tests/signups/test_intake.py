"""The intake in the admin: who sees which rows, filters, exports, the case, and what may never leak."""

import csv
import io
import logging
from datetime import timedelta

import openpyxl
import pytest
import time_machine
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry
from wagtail_modeladmin.options import ModelAdmin

from cop_pages.models import OutgoingMail
from modules_library.admin.modeladmin_views import GuardedHistoryView
from signups import pipeline
from signups.models import Consent, Entry, IntakeSettings, Intent, SignUp, Status
from signups.pipeline import ImpossibleError
from tests.cop_pages.factories import CopPageFactory
from tests.factories import MemberFactory

from .addresses import LIST, act, case
from .factories import SignUpFactory, WaitingListEntryFactory

pytestmark = pytest.mark.django_db
HOME = reverse("wagtailadmin_home")


def shown(response) -> set[str]:
    return {each.name for each in response.context["object_list"]}


def test_who_handles_sign_ups_sees_all(client, handler):
    SignUpFactory(name="Een"), SignUpFactory(name="Twee")
    assert shown(client.get(LIST)) == {"Een", "Twee"}


def test_who_may_only_view_sees_their_own(client, viewer):
    mine, other = SignUpFactory(name="Mijn", owner=viewer), SignUpFactory(name="Ander")
    assert shown(client.get(LIST)) == {"Mijn"}
    assert client.get(case(mine)).status_code == 200
    assert client.get(case(other)).status_code == 404


def test_who_may_only_view_changes_and_exports_nothing(client, viewer):
    mine = SignUpFactory(name="Mijn", owner=viewer)
    for name in ("move", "assign", "entry"):
        assert client.post(act(name, mine), {"status": "placed"}).status_code == 302
    assert client.post(act("outcome", mine, "facilitator")).status_code == 302
    mine.refresh_from_db()
    assert mine.status == Status.CONFIRMED
    assert not mine.entries.exists()
    assert "Mijn" not in client.get(f"{LIST}?export=csv").getvalue().decode()


@pytest.mark.parametrize("role", ["editor", "facilitator", "member"])
def test_who_has_no_part_in_the_intake_meets_no_sign_up(role, client, people):
    row = SignUpFactory(name="Geheime Aanmelder")
    client.force_login(people[role])
    for path in (LIST, case(row), act("doubles", row), act("mail", row), HOME):
        assert "Geheime" not in client.get(path).content.decode()


@pytest.mark.parametrize("model_admin", ModelAdmin.__subclasses__())
def test_every_list_of_the_admin_guards_the_history_of_its_rows(model_admin):
    assert not model_admin.history_view_enabled or issubclass(
        model_admin.history_view_class, GuardedHistoryView
    )


def test_history_of_somebody_elses_sign_up_does_not_exist(client, viewer):
    mine, other = SignUpFactory(owner=viewer), SignUpFactory()
    name = "signups_signup_modeladmin_history"
    assert client.get(reverse(name, args=[mine.pk])).status_code == 200
    assert client.get(reverse(name, args=[other.pk])).status_code == 404


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("intent__exact=arena", {"Arena"}),
        ("status__exact=declined", {"Nee"}),
        ("municipality=Zwolle", {"Zwolle"}),
        ("owner=me", {"Mijn"}),
        ("owner=none", {"Arena", "Nee", "Zwolle", "Laat", "Dubbel 1", "Dubbel 2"}),
        ("attention=late", {"Laat"}),
        ("attention=overdue", {"Mijn"}),
        ("attention=doubles", {"Dubbel 1", "Dubbel 2"}),
        ("q=Dubbel", {"Dubbel 1", "Dubbel 2"}),
    ],
)
def test_list_is_filtered(query, expected, client, handler):
    today, now = timezone.localdate(), timezone.now()
    SignUpFactory(name="Arena", intent=Intent.ARENA, phone="1", postcode="")
    SignUpFactory(name="Nee", status=Status.DECLINED, phone="2")
    SignUpFactory(name="Zwolle", municipality="Zwolle", phone="3")
    SignUpFactory(name="Mijn", owner=handler, due_on=today - timedelta(days=1), phone="4")
    SignUpFactory(name="Laat", confirmed_at=now - timedelta(days=8), phone="5")
    SignUpFactory(name="Dubbel 1", email="d@example.org", phone="6")
    SignUpFactory(name="Dubbel 2", email="D@example.org", phone="7")
    assert shown(client.get(f"{LIST}?{query}")) == expected


def test_list_takes_the_same_queries_for_many_rows(handler, queries_of):
    SignUpFactory.create_batch(2, owner=handler)
    few = queries_of(LIST)
    SignUpFactory.create_batch(28, owner=handler)
    assert queries_of(LIST) == few


def test_list_for_a_cop_has_who_asks_and_who_waits(client, handler):
    cop = CopPageFactory()
    SignUpFactory(name="Vraagt", cop=cop)
    WaitingListEntryFactory(sign_up=SignUpFactory(name="Wacht", phone="1"), cop=cop)
    SignUpFactory(name="Ander", phone="2")
    assert shown(client.get(f"{LIST}?for={cop.pk}")) == {"Vraagt", "Wacht"}


def test_export_leaves_a_trace_without_names(client, handler, caplog):
    caplog.set_level(logging.INFO)
    SignUpFactory.create_batch(2, name="Geheim")
    client.get(f"{LIST}?export=csv")
    assert f"member {handler.pk} exports 2 sign-ups" in caplog.messages


def test_unknown_filter_tells_nothing(client, handler):
    SignUpFactory(name="Een", owner=handler)
    assert shown(client.get(f"{LIST}?owner__password__startswith=x")) == {"Een"}
    assert client.get(f"{LIST}?owner=9&attention=x&municipality=x").status_code == 200


def test_csv_export_runs_no_formula(client, handler):
    SignUpFactory(name="=HYPERLINK(1)", message="@SUM(A1)", case="\tlist")
    rows = list(csv.DictReader(io.StringIO(client.get(f"{LIST}?export=csv").getvalue().decode())))
    cells = [cell for row in rows for cell in row.values()]
    assert "'=HYPERLINK(1)" in cells
    assert "'@SUM(A1)" in cells
    assert "'\tlist" in cells
    assert "'-" not in cells


def test_csv_export_has_nothing_where_nothing_was_answered(client, handler):
    asked = {"name": "how", "label": "Hoe?", "answer": ""}
    SignUpFactory(phone="", message="", extra_answers=[asked])
    (row,) = csv.DictReader(io.StringIO(client.get(f"{LIST}?export=csv").getvalue().decode()))
    assert {row["Telefoonnummer"], row["Bericht"], row["Extra antwoorden"]} == {""}


def test_xlsx_export_has_a_row_per_sign_up(client, handler):
    SignUpFactory.create_batch(3)
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"{LIST}?export=xlsx").getvalue()))
    assert book.active.max_row == 4


def test_xlsx_export_survives_what_no_such_file_can_hold(client, handler):
    SignUpFactory(name="Ro\x01os", case="regel\x0b\x1fdrie\uffff")
    book = openpyxl.load_workbook(io.BytesIO(client.get(f"{LIST}?export=xlsx").getvalue()))
    cells = [cell for row in book.active.iter_rows(values_only=True) for cell in row]
    assert "Ro os" in cells
    assert "regel  drie " in cells


def test_case_shows_all_that_was_told(client, handler):
    answers = [{"name": "taal", "label": "Welke taal?", "answer": "Fries"}]
    row = SignUpFactory(
        name="Roos", case="Een tuin", extra_answers=answers, facilitator="Buurvrouw"
    )
    Entry.objects.create(sign_up=row, text="Gebeld over de tuin", by=handler)
    html = client.get(case(row)).content.decode()
    for text in ("Roos", row.email, "Een tuin", "Fries", "Buurvrouw", "Gebeld over de tuin"):
        assert text in html


def test_case_takes_the_same_queries_with_a_long_history(handler, queries_of):
    row = SignUpFactory()

    def talk(times: int) -> None:
        for number in range(times):
            Entry.objects.create(sign_up=row, text=f"{number}", by=MemberFactory())
            row.history.create(status="placed", by=MemberFactory())

    talk(2)
    few = queries_of(case(row))
    talk(28)
    assert queries_of(case(row)) == few


def test_note_is_kept_and_a_call_is_an_answer(client, handler):
    row = SignUpFactory()
    client.post(act("entry", row), {"entry-kind": "note", "entry-text": "Lijkt mij leuk"})
    row.refresh_from_db()
    assert row.answered_at is None
    call = {"entry-kind": "call", "entry-text": "Gebeld"}
    assert client.post(act("entry", row), call).status_code == 303
    client.post(act("entry", row), call)
    row.refresh_from_db()
    assert row.answered_at
    assert row.entries.count() == 2


def test_empty_note_comes_back_with_the_error(client, handler):
    response = client.post(act("entry", SignUpFactory()), {"entry-kind": "note"})
    assert response.status_code == 422
    assert response.context["entry_form"].errors


def test_owner_and_due_date_are_set(client, handler):
    row = SignUpFactory()
    day = timezone.localdate() + timedelta(days=3)
    client.post(act("assign", row), {"assign-owner": handler.pk, "assign-due_on": day.isoformat()})
    row.refresh_from_db()
    assert (row.owner, row.due_on) == (handler, day)


def test_only_who_handles_sign_ups_can_own_one(client, handler):
    row = SignUpFactory()
    for wrong in (MemberFactory().pk, "9" * 30, "x"):
        response = client.post(act("assign", row), {"assign-owner": wrong})
        assert response.status_code == 422
    row.refresh_from_db()
    assert row.owner is None


def test_move_goes_into_the_history_with_who_did_it(client, handler):
    row = SignUpFactory()
    post = {"status": "in_conversation", "seen": "confirmed"}
    assert client.post(act("move", row), post).status_code == 303
    client.post(act("move", row), post)
    step = row.history.get()
    assert (step.former, step.status, step.by) == ("confirmed", "in_conversation", handler)


def test_nobody_moves_what_moved_already(handler):
    row = SignUpFactory()
    pipeline.move(sign_up=row, status=Status.IN_CONVERSATION, by=handler, seen="confirmed")
    with pytest.raises(ImpossibleError):
        pipeline.move(sign_up=row, status=Status.DECLINED, by=handler, seen="confirmed")


@pytest.mark.parametrize("status", ["confirmed", "in_conversation", "waiting_list", "onzin", ""])
def test_unconfirmed_sign_up_is_only_declined_by_hand(status, handler):
    row = SignUpFactory(new=True)
    with pytest.raises(ImpossibleError):
        pipeline.move(sign_up=row, status=status, by=handler)


def test_withdrawn_sign_up_stays_withdrawn(handler):
    row = SignUpFactory(status=Status.WITHDRAWN)
    assert pipeline.moves_of(row) == []


def test_days_until_too_late_are_the_networks_own(client, handler):
    settings = IntakeSettings.load()
    settings.answer_within_days = 3
    settings.save()
    SignUpFactory(name="Wachter", confirmed_at=timezone.now() - timedelta(days=4))
    assert shown(client.get(f"{LIST}?attention=late")) == {"Wachter"}
    assert "Wachter" in client.get(HOME).content.decode()


def test_desk_says_nothing_of_who_was_answered(client, handler):
    SignUpFactory(
        name="Wachter",
        confirmed_at=timezone.now() - timedelta(days=30),
        answered_at=timezone.now(),
    )
    assert "Wachter" not in client.get(HOME).content.decode()


def test_desk_counts_mail_that_never_left(client, handler):
    OutgoingMail.objects.create(template="x", recipient="a@example.org", language="nl", attempts=8)
    assert client.get(HOME).content.decode().count("intake-desk__sum") == 1


def test_desk_takes_the_same_queries_for_many(handler, queries_of):
    long_ago = timezone.now() - timedelta(days=30)
    SignUpFactory.create_batch(2, confirmed_at=long_ago, owner=handler)
    few = queries_of(HOME)
    SignUpFactory.create_batch(28, confirmed_at=long_ago, owner=handler)
    assert queries_of(HOME) == few


def test_mistake_is_corrected_but_not_the_address(client, handler):
    row = SignUpFactory(name="Ros")
    url = reverse("signups_signup_modeladmin_edit", args=[row.pk])
    data = {
        "name": "Roos",
        "language": "nl",
        "intent": row.intent,
        "municipality": "Almere",
        "email": "dief@example.org",
    }
    response = client.post(url, data)
    row.refresh_from_db()
    assert response.url == case(row)
    assert row.name == "Roos"
    assert row.email != "dief@example.org"


def test_handling_leaves_no_name_in_logs(client, handler, caplog):
    caplog.set_level(logging.DEBUG)
    row = SignUpFactory(name="Geheime Roos", email="geheim@example.org", case="geheime tuin")
    client.post(act("assign", row), {"assign-owner": handler.pk})
    client.post(act("move", row), {"status": "in_conversation"})
    client.post(act("entry", row), {"entry-kind": "call", "entry-text": "geheim gesprek"})
    client.post(act("mail", row), {"subject": "geheim", "body": "geheim", "send": "1"})
    logged = [f"{each.label} {each.data} {each.message}" for each in ModelLogEntry.objects.all()]
    assert len(logged) >= 3
    assert "geheim" not in " ".join(logged).lower()
    mine = [each.getMessage() for each in caplog.records if not each.name.startswith("django.db")]
    assert "geheim" not in " ".join(mine).lower()


def test_no_model_names_a_person():
    row = SignUpFactory(name="Geheime Roos", email="geheim@example.org")
    rows = [row, *Consent.objects.all(), Entry(sign_up=row, text="geheim")]
    assert "geheim" not in " ".join(map(str, rows)).lower()


@pytest.mark.parametrize("days", [0, 91])
def test_days_to_answer_in_are_within_reason(days):
    with pytest.raises(ValidationError):
        IntakeSettings(answer_within_days=days).full_clean()


@pytest.mark.parametrize("name", ["move", "assign", "entry"])
def test_reading_an_action_does_nothing(name, client, handler):
    assert client.get(act(name, SignUpFactory())).status_code == 405


def test_hostile_text_is_no_server_error(client, handler):
    row = SignUpFactory()
    for text in ("\x00", "\ud800".encode("utf-8", "surrogatepass"), "x" * 20_000, "\u202e\u05d0"):
        response = client.post(act("entry", row), {"entry-kind": "note", "entry-text": text})
        assert response.status_code in {303, 400, 422}
    assert client.post(act("move", row), {"status": "\x00" * 9, "seen": "x"}).status_code == 303


def test_waiting_starts_when_the_address_is_confirmed(client, handler):
    with time_machine.travel(timezone.now() - timedelta(days=20)):
        SignUpFactory(name="Oud", confirmed_at=timezone.now())
        SignUpFactory(name="Nooit bevestigd", new=True)
    assert shown(client.get(f"{LIST}?attention=late")) == {"Oud"}
    assert SignUp.objects.late().count() == 1


def test_owner_who_may_no_longer_see_it_stays_until_another_is_chosen(client, handler):
    former = MemberFactory(name="Oude Eigenaar")
    row = SignUpFactory(owner=former)
    assert "Oude Eigenaar" in client.get(case(row)).text
    sent = {"assign-owner": former.pk, "assign-due_on": "2030-01-31"}
    client.post(act("assign", row), sent)
    row.refresh_from_db()
    assert (row.owner, str(row.due_on)) == (former, "2030-01-31")


def test_who_sees_their_own_sign_ups_can_be_given_one(client, handler):
    viewer = MemberFactory(name="Kijker")
    viewer.user_permissions.set(Permission.objects.filter(codename="view_signup"))
    row = SignUpFactory()
    client.post(act("assign", row), {"assign-owner": viewer.pk})
    row.refresh_from_db()
    assert row.owner == viewer


@pytest.mark.parametrize(
    ("intent", "called", "verb", "done"),
    [
        (Intent.QUESTION, "Vraag", "Zet op beantwoord", "beantwoord"),
        (Intent.QUOTE, "Offerteaanvraag", "Zet op geregeld", "geregeld"),
        (Intent.JOIN_COP, "Aanmelding", "Zet op geplaatst", "geplaatst"),
    ],
)
def test_request_is_called_what_it_is(intent, called, verb, done, client, handler):
    row = SignUpFactory(intent=intent)
    assert str(row) == f"{called} {row.pk}"
    assert verb in client.get(case(row)).text
    client.post(act("move", row), {"status": Status.PLACED})
    row.refresh_from_db()
    assert row.status_in_words == done
    assert str(row.history.last().in_words) == done
