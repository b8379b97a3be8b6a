"""The form in steps, as a visitor meets it."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.test import Client
from django.utils import timezone
from django.utils.html import escape

from cop_pages.models import OutgoingMail
from signups.models import Draft, ExtraQuestion, Intent, Purpose, SignUp, SignUpOffer, Status
from signups.models.wording import USUAL
from tests.cop_pages.factories import CopPageFactory, MembershipFactory
from tests.factories import MemberFactory

from .factories import SignUpPageFactory
from .visitors import EMAIL, JOURNEYS, QUESTION, START, Visitor, whole

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    return SignUpPageFactory()


@pytest.fixture
def visitor(page):
    return Visitor(page)


@pytest.fixture
def committing(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


def test_visitor_signs_up_in_four_steps_and_gets_one_mail(visitor, committing):
    with committing():
        response = visitor.fill(START)
    assert response.status_code == 303
    assert visitor.client.get(response["Location"]).status_code == 200
    sign_up = SignUp.objects.get()
    assert (sign_up.status, sign_up.intent, sign_up.email) == (Status.NEW, Intent.START_COP, EMAIL)
    assert (sign_up.postcode, sign_up.municipality) == ("1311 RL", "Almere")
    assert (sign_up.heard, sign_up.language) == ("Van de buren", "nl")
    assert [message.to for message in mail.outbox] == [[EMAIL]]
    assert not Draft.objects.exists()


@pytest.mark.parametrize("intent", JOURNEYS)
def test_each_intent_asks_its_own_questions_and_no_more(intent, visitor):
    visitor.fill(JOURNEYS[intent])
    sign_up = SignUp.objects.get()
    assert sign_up.intent == intent
    sent = {name for step in ("case", "you") for name in JOURNEYS[intent][step]}
    assert all(getattr(sign_up, name) for name in sent)


def test_the_mail_tells_a_stranger_nothing_that_was_typed(visitor, committing):
    """Whoever filled in this address may want to send its owner an advertisement."""
    with committing():
        visitor.fill(START)
    told = mail.outbox[0].body + str(mail.outbox[0].alternatives)
    assert "Roos" not in told
    assert "tuin" not in told


@pytest.mark.parametrize("intent", JOURNEYS)
def test_thanks_are_for_what_was_asked(intent, visitor):
    response = visitor.fill(JOURNEYS[intent])
    html = visitor.client.get(response["Location"]).text
    told = {each for each in Intent if escape(str(USUAL[each].thanks)) in html}
    assert told == {intent}


def test_editor_says_thanks_in_words_of_their_own(visitor, page):
    SignUpOffer.objects.create(page=page, intent=Intent.QUESTION, thanks="Leuke vraag!")
    response = visitor.fill(QUESTION)
    html = visitor.client.get(response["Location"]).text
    assert "Leuke vraag!" in html
    assert escape(str(USUAL[Intent.QUESTION].thanks)) not in html


@pytest.mark.parametrize("intent", ["", "&intent=", "&intent=onzin"])
def test_thanks_without_knowing_what_for_are_still_thanks(intent, visitor):
    assert visitor.look(f"?step=thanks{intent}").status_code == 200


def test_each_consent_is_kept_with_the_text_it_was_given_to(visitor, page):
    visitor.fill(START | {"send": {"consent_handle": "on", "consent_news": ""}})
    rows = {each.purpose: each for each in SignUp.objects.get().consents.all()}
    assert {purpose: row.given for purpose, row in rows.items()} == {"handle": True, "news": False}
    assert {row.statement for row in rows.values()} == {page.statement.current_version}


def test_who_reads_an_older_text_agrees_to_that_one(visitor, page):
    visitor.fill(START, until="you")
    hidden = visitor.hidden_fields(visitor.look("?step=send").text)
    page.statement.body = "<p>Opeens heel anders.</p>"
    page.statement.keep_version()
    visitor.post(**hidden | whole(START, key=hidden["key"]))
    assert SignUp.objects.get().consents.get(purpose=Purpose.HANDLE).statement.number == 1


def test_no_consent_is_given_beforehand_or_remembered(visitor):
    visitor.fill(START, until="you")
    visitor.post(**visitor.hidden_fields(visitor.look("?step=send").text), consent_news="on")
    html = visitor.look("?step=send").text
    assert 'name="consent_news"' in html
    assert "checked" not in html


def test_without_the_first_consent_nothing_is_kept_but_the_draft(visitor):
    response = visitor.fill(START | {"send": {"consent_news": "on"}})
    assert response.status_code == 422
    assert "aria-invalid" in response.text
    assert not SignUp.objects.exists()
    assert Draft.objects.exists()


def test_mistakes_stand_beside_the_field_and_in_a_summary_and_nothing_typed_is_lost(visitor):
    answers = START["you"] | {"email": "roos@", "name": "", "postcode": "dertien"}
    response = visitor.fill(START | {"you": answers}, until="you")
    html = response.text
    assert response.status_code == 422
    assert "<title>Fout" in html
    for name in ("email", "name", "postcode"):
        assert f'href="#id_{name}"' in html
        assert f'id="id_{name}_error"' in html
        assert html.count(f'aria-describedby="id_{name}_') + html.count(f"id_{name}_error") >= 2
    for typed in ("roos@", "dertien", "06-12345678", "Almere"):
        assert f'value="{typed}"' in html


def test_half_a_step_survives_a_closed_tab(visitor):
    visitor.fill(START, until="what")
    response = visitor.post(step="case", intent="start_cop", case="Half een verhaal", keep="1")
    assert response.status_code == 204
    assert "Half een verhaal" in visitor.look().text


def test_who_comes_back_goes_on_where_they_were(visitor):
    visitor.fill(START, until="case")
    html = visitor.look().text
    assert 'name="step" value="you"' in html
    assert 'name="discard"' in html
    assert "tuin voor de hele straat" in visitor.look("?step=case").text


def test_who_throws_the_draft_away_begins_anew(visitor):
    visitor.fill(START, until="case")
    assert visitor.post(discard="1").status_code == 303
    assert not Draft.objects.exists()
    assert 'name="step" value="what"' in visitor.look().text


def test_draft_opens_in_its_own_browser_only(visitor, page):
    visitor.fill(START, until="you")
    assert "Roos" not in Visitor(page).look("?step=you").text
    assert visitor.client.cookies["signup_draft"]["httponly"]


def test_draft_is_gone_after_two_weeks(visitor):
    visitor.fill(START, until="you")
    with time_machine.travel(timezone.now() + timedelta(days=15)):
        assert 'name="step" value="what"' in visitor.look().text


def test_step_cannot_be_skipped(visitor):
    visitor.fill(START, until="what")
    assert 'name="step" value="case"' in visitor.look("?step=send").text


def test_last_step_alone_shows_what_is_missing_before_it(visitor):
    response = visitor.post(**whole(START, case=""))
    assert response.status_code == 422
    assert 'name="step" value="case"' in response.text
    assert not SignUp.objects.exists()


def test_other_intent_keeps_what_was_filled_in(visitor):
    visitor.fill(START, until="you")
    visitor.fill(QUESTION, until="case")
    assert 'value="Roos Kikkert"' in visitor.look("?step=you").text


def test_button_of_a_cop_fills_in_which_one(visitor):
    cop = CopPageFactory(slug="waterwijk", status="active")
    html = visitor.look("?cop=waterwijk").text
    assert 'name="step" value="case"' in html
    assert f'<option value="{cop.pk}" selected>' in html
    visitor.fill(JOURNEYS["join_cop"] | {"case": {"cop": str(cop.pk), "message": "Koken"}})
    assert SignUp.objects.get().cop == cop


def test_form_says_where_one_comes_on_a_waiting_list(visitor):
    section = CopPageFactory(status="active", title="Ruim").get_parent()
    CopPageFactory(status="active", title="Klein", parent=section, places=3)
    full = CopPageFactory(status="active", title="Druk", slug="druk", parent=section, places=1)
    MembershipFactory(circle=full)
    html = visitor.look("?cop=druk").text
    for label in ("Ruim", "Klein (nog 3 plekken)", "Druk (vol: wachtlijst)"):
        assert f">{label}</option>" in html
    assert "Druk is nu vol." in html
    html = visitor.look("?intent=join_cop").text
    assert "Druk is nu vol." not in html
    assert "je komt dan op de wachtlijst" in html
    visitor.fill(JOURNEYS["join_cop"] | {"case": {"cop": str(full.pk)}}, until="you")
    assert "Druk (vol: wachtlijst)" in visitor.look("?step=send").text


def test_form_speaks_of_no_waiting_list_where_there_is_none(visitor):
    cop = CopPageFactory(status="active", title="Druk", places=1)
    MembershipFactory(circle=cop)
    assert "wachtlijst" not in visitor.look("?intent=arena").text
    cop.places = None
    cop.save()
    assert "wachtlijst" not in visitor.look("?intent=join_cop").text


@pytest.mark.parametrize("hidden", [{"show_in_directory": False}, {"live": False}])
def test_cop_that_is_not_public_is_not_offered(hidden, visitor):
    cop = CopPageFactory(slug="geheim", title="Geheime CoP", status="active", **hidden)
    assert "Geheime CoP" not in visitor.look("?cop=geheim").text
    assert "Geheime CoP" not in visitor.look("?intent=join_cop").text
    response = visitor.post(step="case", intent="join_cop", cop=str(cop.pk))
    assert response.status_code == 422


def test_member_need_not_tell_who_they_are(visitor):
    visitor.client.force_login(MemberFactory(name="Roos Kikkert", email=EMAIL))
    visitor.fill(QUESTION, until="case")
    html = visitor.look("?step=you").text
    assert 'value="Roos Kikkert"' in html
    assert f'value="{EMAIL}"' in html


def test_page_offers_what_its_editor_chose(page, visitor):
    SignUpOffer.objects.create(page=page, intent=Intent.QUESTION, label="Vraag maar raak")
    html = visitor.look().text
    assert "Vraag maar raak" in html
    assert html.count('name="intent"') == 1
    assert visitor.post(step="what", intent="start_cop").status_code == 422


def test_editors_questions_are_asked_and_their_answers_kept_in_the_words_of_then(page, visitor):
    for number, (label, kind, more) in enumerate(
        [
            ("Wanneer kun je?", "checkboxes", {"choices": "overdag\n's avonds", "required": True}),
            ("Hoeveel?", "number", {}),
            ("Alleen voor vragen", "singleline", {"intent": Intent.QUESTION}),
        ]
    ):
        ExtraQuestion.objects.create(
            page=page, label=label, field_type=kind, sort_order=number, **more
        )
    assert visitor.fill(START).status_code == 422
    answers = {"extra_wanneer_kun_je": ["overdag", "'s avonds"], "extra_hoeveel": "3"}
    visitor.fill(START | {"send": START["send"] | answers})
    assert SignUp.objects.get().extra_answers == [
        {"name": "wanneer_kun_je", "label": "Wanneer kun je?", "answer": "overdag, 's avonds"},
        {"name": "hoeveel", "label": "Hoeveel?", "answer": "3"},
    ]


def test_editors_list_has_no_answer_until_somebody_chooses(page, visitor):
    for label, kind in (("Welke dag?", "dropdown"), ("Welk dagdeel?", "checkboxes")):
        ExtraQuestion.objects.create(
            page=page, label=label, field_type=kind, choices="maandag\nlater", intent="question"
        )
    visitor.fill(QUESTION, until="you")
    html = visitor.look("?step=send").text
    assert "Maandag" in html
    assert ">maandag<" not in html
    assert not re.search(r'<option value="maandag"[^>]*selected', html)
    assert re.search(r'<option value="" selected', html)
    visitor.fill(QUESTION)
    assert {each["answer"] for each in SignUp.objects.get().extra_answers} == {""}


def test_answers_of_days_and_numbers_are_kept_as_people_write_them(page, visitor):
    for label, kind in (("Dag", "date"), ("Uren", "number"), ("Aantal", "number")):
        ExtraQuestion.objects.create(page=page, label=label, field_type=kind, intent="question")
    sent = {"extra_dag": "2026-12-01", "extra_uren": "1.50", "extra_aantal": "1000"}
    visitor.fill(QUESTION | {"send": QUESTION["send"] | sent})
    answers = [each["answer"] for each in SignUp.objects.get().extra_answers]
    assert answers == ["1 december 2026", "1,5", "1000"]


def test_summary_names_the_question_of_an_editor_that_went_wrong(page, visitor):
    ExtraQuestion.objects.create(page=page, label="Site", field_type="url", intent="question")
    response = visitor.fill(QUESTION | {"send": QUESTION["send"] | {"extra_site": "geen adres"}})
    assert response.status_code == 422
    assert "Site – Dit is geen webadres." in response.text


@pytest.mark.parametrize(("typed", "status"), [("1,5", 303), ("1.5", 303), ("veel", 422)])
def test_editors_question_takes_a_number_as_people_here_write_it(typed, status, page, visitor):
    ExtraQuestion.objects.create(page=page, label="Uren", field_type="number", intent="question")
    sent = QUESTION["send"] | {"extra_uren": typed}
    assert visitor.fill(QUESTION | {"send": sent}).status_code == status


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("1311rl", "1311 RL"),
        (" 1311 - RL ", "1311 RL"),
        ("NL-1311.RL", "1311 RL"),
        ("1311", "1311"),
        ("", ""),
    ],
)
def test_postcode_is_taken_however_it_is_typed(typed, kept, visitor):
    visitor.fill(START | {"you": START["you"] | {"postcode": typed}})
    assert SignUp.objects.get().postcode == kept


@pytest.mark.parametrize("typed", ["0311 RL", "13 11 R", "SW1A 1AA", "1311 RLX"])
def test_postcode_of_elsewhere_gets_an_example_in_return(typed, visitor):
    response = visitor.fill(START | {"you": START["you"] | {"postcode": typed}}, until="you")
    assert response.status_code == 422
    assert "1311 RL" in response.text


def test_professional_names_an_organisation_and_a_facilitator_has_a_name(visitor):
    work = START["you"] | {"who": "professional"}
    assert visitor.fill(START | {"you": work}, until="you").status_code == 422
    led = START["case"] | {"has_facilitator": "yes"}
    assert visitor.fill(START | {"case": led}, until="case").status_code == 422


def test_who_writes_too_much_hears_by_how_much_and_loses_nothing(visitor):
    long = "kwaak " * 700
    response = visitor.fill(START | {"case": START["case"] | {"case": long}}, until="case")
    assert response.status_code == 422
    assert "199" in response.text  # The last space does not count.
    assert long.strip() in response.text


def test_page_is_for_this_browser_only(visitor):
    assert "no-store" in visitor.look()["Cache-Control"]
    assert "no-store" in visitor.post(step="what")["Cache-Control"]


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_other_methods_are_not_known(method, visitor):
    assert getattr(visitor.client, method)(visitor.page.url).status_code == 405


def test_form_needs_its_own_secret(page):
    client = Client(enforce_csrf_checks=True)
    assert client.post(page.url, whole()).status_code == 403


def test_fields_say_what_they_are_to_browsers_that_fill_them_in(visitor):
    visitor.fill(START, until="case")
    html = visitor.look("?step=you").text
    for purpose in ("name", "email", "tel", "postal-code", "address-level2", "organization"):
        assert f'autocomplete="{purpose}"' in html


def test_preview_shows_the_first_step(page, client_of):
    response = client_of("editor").get(f"/admin/pages/{page.pk}/view_draft/")
    assert response.status_code == 200
    assert 'name="intent"' in response.text


def test_no_mail_leaves_when_the_row_could_not_be_kept(visitor, monkeypatch):
    monkeypatch.setattr("signups.services.StatusChange.objects.create", lambda **_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        visitor.post(**whole())
    assert not SignUp.objects.exists()
    assert not OutgoingMail.objects.exists()


def test_number_of_queries_does_not_grow_with_the_cops(visitor, django_assert_max_num_queries):
    section = CopPageFactory(status="active").get_parent()
    CopPageFactory(status="active", parent=section)
    visitor.look("?intent=join_cop")
    with django_assert_max_num_queries(40) as queries:
        visitor.look("?intent=join_cop")
    with_two = len(queries)
    for _ in range(28):
        CopPageFactory(status="active", parent=section, places=1)
    visitor.look("?intent=join_cop")
    with django_assert_max_num_queries(with_two):
        visitor.look("?intent=join_cop")
