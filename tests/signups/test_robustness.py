"""Whatever is sent: no error of ours, and as many rows as requests that were thanked for."""

from concurrent.futures import ThreadPoolExecutor

import pytest
import time_machine
from django.core import mail
from django.core.cache import cache
from django.db import connection, connections
from django.test import Client
from hypothesis import HealthCheck, given, settings

from cop_pages.models import OutgoingMail
from signups.flow import guards
from signups.models import Draft, SignUp

from .factories import SignUpPageFactory
from .hostile import FORM, Sent, many_keys, multipart, requests_of_all_kinds
from .visitors import EMAIL, QUESTION, START, Visitor, a_while_ago, whole

THANKS = "?step=thanks"


def is_thanked(response) -> bool:
    return response.status_code == 303 and THANKS in response["Location"]


@pytest.mark.django_db
class TestOneForm:
    @pytest.fixture
    def visitor(self):
        return Visitor(SignUpPageFactory())

    def test_sent_twice_is_one_row_and_one_mail(self, visitor, django_capture_on_commit_callbacks):
        form = whole()
        with django_capture_on_commit_callbacks(execute=True):
            assert all(is_thanked(visitor.post(**form)) for _ in range(3))
            assert is_thanked(Visitor(visitor.page).post(**form))
        assert SignUp.objects.count() == 1
        assert len(mail.outbox) == 1

    def test_filled_in_anew_by_the_same_person_is_another_request(self, visitor):
        assert is_thanked(visitor.post(**whole()))
        assert is_thanked(visitor.post(**whole()))
        assert SignUp.objects.count() == 2

    def test_mail_server_that_is_away_changes_nothing_for_the_visitor(
        self, visitor, settings, django_capture_on_commit_callbacks
    ):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_PORT = 1
        with django_capture_on_commit_callbacks(execute=True):
            assert is_thanked(visitor.post(**whole()))
        assert SignUp.objects.count() == 1
        assert OutgoingMail.objects.get().error == "ConnectionRefusedError"

    def test_field_that_nobody_sees_stops_a_machine_and_not_a_person(self, visitor):
        form = whole()
        response = visitor.post(**form | {guards.TRAP: "https://koop.example"})
        assert response.status_code == 422
        assert not SignUp.objects.exists()
        again = visitor.hidden_fields(response.text)
        assert is_thanked(visitor.post(**again | START["send"]))

    @pytest.mark.parametrize(
        "started",
        ["", "gisteren", guards.clock.sign("form")[:-1], None],
        ids=["empty", "a word", "a stamp with a letter less", "a stamp of now"],
    )
    def test_form_that_comes_back_at_once_is_sent_back_once(self, started, visitor):
        form = whole(started=guards.stamp() if started is None else started)
        response = visitor.post(**form)
        assert response.status_code == 422
        assert not SignUp.objects.exists()

    def test_who_took_time_for_the_earlier_steps_may_be_quick_in_the_last(self, visitor):
        visitor.fill(START, until="you")
        Draft.objects.update(created_at="2026-01-01T12:00Z")
        hidden = visitor.hidden_fields(visitor.look("?step=send").text)
        assert is_thanked(visitor.post(**hidden | START["send"]))

    def test_who_sends_very_much_waits_and_loses_nothing(self, visitor):
        with time_machine.travel("2026-03-01T12:00:05Z", tick=False):
            for _ in range(60):
                visitor.post(step="what")
            response = visitor.post(step="case", intent="question", message="Nog een vraag")
        assert response.status_code == 429
        assert 1 <= int(response["Retry-After"]) <= 60
        assert "Nog een vraag" in response.text

    def test_nobody_fills_the_mailbox_of_another(self, visitor):
        with time_machine.travel("2026-03-01T12:00:05Z", tick=False):
            statuses = [Visitor(visitor.page).post(**whole()).status_code for _ in range(7)]
        assert statuses == [303] * 5 + [429] * 2

    def test_values_for_questions_that_are_not_asked_change_nothing(self, visitor):
        forged = {"status": "placed", "owner": "1", "confirmed_at": "2026-01-01", "pk": "5"}
        visitor.post(**whole() | forged)
        sign_up = SignUp.objects.get()
        assert (sign_up.status, sign_up.owner, sign_up.confirmed_at) == ("new", None, None)

    def test_draft_holds_answers_to_our_questions_only(self, visitor):
        visitor.post(**whole(extra_onzin="x", onzin="y" * 1000, consent_handle=""))
        assert not {"extra_onzin", "onzin", "key", "started"} & set(Draft.objects.get().data)


@pytest.fixture
def page(db):
    return SignUpPageFactory()


REFUSED = {
    "another encoding": Sent(b"step=what", f"{FORM}; charset=utf-16"),
    "no such encoding": Sent(b"step=what", f"{FORM}; charset=klingon"),
    "too many fields": Sent(many_keys(10_001)),
    "too large": Sent(b"step=what&case=" + b"x" * 3_000_000),
    "multipart without parts": Sent(b"step=what", "multipart/form-data"),
    "an address and a form that both fail": Sent(
        b"step=what", "multipart/form-data", query="?cop=%00"
    ),
    "multipart that breaks off": Sent(b"--kikker", "multipart/form-data; boundary=kikker"),
}


@pytest.mark.parametrize("sent", REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_read_gets_the_page_for_that(sent, page):
    response = sent.to(Client(enforce_csrf_checks=True), page.url)
    assert response.status_code in {400, 422}
    assert "</html>" in response.text


LONE_SURROGATE = multipart({"step": "what", "intent": b"+2AA-"})


@pytest.mark.parametrize("body", [LONE_SURROGATE, multipart({b"+2AA-": "x"})])
def test_half_a_character_is_refused_at_the_door(body, page):
    """Some encodings can write one, and no database can keep it."""
    sent = Sent(body, "multipart/form-data; boundary=kikker; charset=utf-7")
    assert sent.to(Client(enforce_csrf_checks=True), page.url).status_code == 400


@given(sent=requests_of_all_kinds())
@settings(
    max_examples=100,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.data_too_large],
)
def test_no_request_is_an_error_of_ours_and_rows_are_requests_that_were_thanked(page, sent):
    cache.clear()
    SignUp.objects.all().delete()
    sent = sent.fresh(a_while_ago())
    responses = [sent.to(Client(enforce_csrf_checks=True), page.url) for _ in range(sent.times)]
    assert {response.status_code for response in responses} <= {204, 303, 400, 422}
    assert SignUp.objects.count() == any(is_thanked(response) for response in responses)


@pytest.fixture
def committed_page(db):
    """A page that other connections see too."""
    if connection.vendor != "postgresql":
        pytest.skip("needs PostgreSQL: SQLite writes one at a time anyway")
    return SignUpPageFactory()


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_twenty_identical_posts_at_once_are_one_row_and_one_mail(committed_page):
    form, url = whole(QUESTION), committed_page.url

    def post(_number: int) -> bool:
        try:
            return is_thanked(Client().post(url, form))
        finally:
            connections.close_all()

    with ThreadPoolExecutor(20) as pool:
        thanked = list(pool.map(post, range(20)))
    assert thanked == [True] * 20
    assert SignUp.objects.count() == 1
    assert [message.to for message in mail.outbox] == [[EMAIL]]
