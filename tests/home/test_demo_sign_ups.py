"""The intake of the demo: every state and wish is there, and nobody who was invented gets mail."""

from datetime import timedelta
from io import StringIO

import time_machine
from django.core import mail
from django.core.management import call_command
from django.db import connection
from django.test import TestCase
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cop_pages.models import CopPage, Invitation, OutgoingMail
from members.models import Member
from signups import demo_network, retention
from signups.models import (
    Consent,
    ContactPage,
    Entry,
    FacilitatorProfile,
    FacilitatorRequest,
    FacilitatorSearch,
    FormEntry,
    FormPage,
    Intent,
    Origin,
    Quote,
    SignUp,
    SignUpPage,
    Status,
    WaitingListEntry,
)

COUNTED = (
    SignUp, Entry, Consent, FacilitatorProfile, FacilitatorSearch, FacilitatorRequest, FormEntry,
    Quote, Invitation, CopPage,
)  # fmt: skip


def load() -> None:
    call_command("load_demo", "--with-logins", stdout=StringIO())


class DemoSignUpsTest(TestCase):
    """Loaded once, with the mail that would leave when a transaction ends."""

    @classmethod
    def setUpTestData(cls):
        with cls.captureOnCommitCallbacks(execute=True):
            load()
        cls.mailed = list(mail.outbox)

    def moderator(self):
        self.client.force_login(Member.objects.get(email="moderator@voorbeeld.nl"))
        return self.client

    def test_there_are_thirty_requests_with_every_wish_in_every_state(self):
        assert SignUp.objects.count() == 30
        assert set(SignUp.objects.values_list("intent", flat=True)) == set(Intent.values)
        assert set(SignUp.objects.values_list("status", flat=True)) == set(Status.values)

    def test_each_request_is_in_the_state_that_its_text_says(self):
        for fields in demo_network.read("sign_ups")["sign_up"]:
            assert SignUp.objects.get(email=fields["email"]).status == fields["status"], fields[
                "key"
            ]

    def test_no_mail_leaves_and_none_waits(self):
        assert self.mailed == []
        assert not OutgoingMail.objects.exists()

    def test_every_address_is_invented(self):
        for model in (SignUp, Quote, Invitation, FacilitatorProfile, FormEntry):
            addresses = model.objects.exclude(email="").values_list("email", flat=True)
            assert all(each.endswith("@voorbeeld.nl") for each in addresses), model

    def test_what_happened_stands_in_the_order_in_which_it_would(self):
        for sign_up in SignUp.objects.all():
            moments = [sign_up.created_at, *(each.at for each in sign_up.history.all())]
            assert moments == sorted(moments), sign_up.email
            assert sign_up.history.last().status == sign_up.status
            assert all(each.at >= sign_up.created_at for each in sign_up.entries.all())
            assert sign_up.is_confirmed == (sign_up.status != Status.NEW)
            assert sign_up.consents.get(purpose="handle").given

    def test_intake_has_owners_dates_a_late_one_and_a_double(self):
        assert SignUp.objects.exclude(owner=None).count() >= 15
        assert SignUp.objects.overdue().exists()
        assert SignUp.objects.late().exists()
        marked = SignUp.objects.with_marks().filter(has_double=True)
        assert {each.name for each in marked} == {"Carla Wind"}

    def test_outcomes_led_to_what_they_promise(self):
        assert CopPage.objects.filter(title="De winkel van Hoogveld", live=False).exists()
        assert WaitingListEntry.objects.waiting().count() == 2
        assert set(Quote.objects.values_list("state", flat=True)) == {"draft", "sent", "accepted"}
        assert all(quote.total_cents > 0 for quote in Quote.objects.all())
        invited = Invitation.objects.values_list("email", flat=True)
        assert {"hessel.dam@voorbeeld.nl", "noor.lindeman@voorbeeld.nl"} <= set(invited)

    def test_ten_facilitators_of_every_origin_work_in_three_municipalities(self):
        profiles = FacilitatorProfile.objects.prefetch_related("regions", "modules")
        assert len(profiles) == 10
        assert {each.origin for each in profiles} == set(Origin.values)
        assert {place for each in profiles for place in each.municipalities} == {
            "Elzenmeer",
            "Brinkstede",
            "Zuiderhaven",
        }
        assert all(each.modules.all() and each.dayparts and each.case_kinds for each in profiles)

    def test_editors_ask_questions_of_their_own_and_some_were_answered(self):
        for page in SignUpPage.objects.live():
            assert len(page.questions_for(Intent.START_COP)) == 2
            assert len(page.questions_for(Intent.JOIN_COP)) == 2
            assert len(page.questions_for(Intent.QUESTION)) == 1
        for fields in demo_network.read("sign_ups")["sign_up"]:
            told = SignUp.objects.get(email=fields["email"]).extra_answers
            given = {each["label"]: each["answer"] for each in told if each["answer"]}
            assert given == fields.get("extra", {}), fields["key"]

    def test_a_cop_looks_for_a_facilitator_and_heard_yes_no_and_nothing_yet(self):
        search = FacilitatorSearch.objects.open().get()
        assert search.cop.title == "Samen op de kade"
        assert sorted(each.state for each in search.requests.all()) == [
            "accepted",
            "asked",
            "declined",
        ]
        assert all(each.can_be_answered for each in search.requests.all())
        html = self.moderator().get(f"/admin/signups/searches/{search.pk}/").text
        assert "Odette Maas" in html
        assert "Mag er een voetbal mee?" in html

    def test_forms_have_answers_and_keep_taking_them(self):
        for slug in ("netwerkdag", "hoe-was-de-avond"):
            page = FormPage.objects.get(slug=slug)
            assert page.live
            assert not page.is_closed
            assert page.get_submissions().count() >= 5
            assert self.client.get(page.get_url()).status_code == 200

    def test_contact_page_leads_to_the_question_form_in_both_languages(self):
        pages = ContactPage.objects.live()
        assert pages.count() == 2
        for page in pages:
            html = self.client.get(page.get_url()).text
            assert "mailto:" in html
            assert "?intent=question" in html
            assert "<a>" not in html

    def test_moderator_opens_every_case_the_board_and_the_answers(self):
        client = self.moderator()
        for sign_up in SignUp.objects.all():
            path = f"/admin/signups/signup/inspect/{sign_up.pk}/"
            assert client.get(path).status_code == 200
        assert client.get("/admin/signups/board/").status_code == 200
        page = FormPage.objects.get(slug="netwerkdag")
        assert "Hessel Dam" in client.get(f"/admin/forms/submissions/{page.pk}/").text

    def test_nothing_of_it_is_past_its_time_in_the_first_week(self):
        with time_machine.travel(timezone.now() + timedelta(days=7)):
            assert retention.purge_sign_ups() == 0
            assert retention.purge_form_entries() == 0
            assert retention.purge_quotes() == 0

    def test_a_second_time_changes_nothing(self):
        before = {model: set(model.objects.values_list("pk", flat=True)) for model in COUNTED}
        with CaptureQueriesContext(connection) as queries:
            load()
        assert {
            model: set(model.objects.values_list("pk", flat=True)) for model in COUNTED
        } == before
        written = [each["sql"] for each in queries if each["sql"].startswith(("INSERT", "UPDATE"))]
        assert written == []

    def test_what_somebody_removed_stays_away(self):
        SignUp.objects.filter(email="theo.blankert@voorbeeld.nl").delete()
        FormEntry.objects.filter(email="hessel.dam@voorbeeld.nl").delete()
        load()
        assert SignUp.objects.count() == 29
        assert not FormEntry.objects.filter(email="hessel.dam@voorbeeld.nl").exists()
