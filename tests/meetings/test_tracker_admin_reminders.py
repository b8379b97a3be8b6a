"""Reminding facilitators of what is missing: first who would hear of it, then one mail each, once a day."""

import logging
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone
from wagtail.models import PageLogEntry

from cop_pages.models import CopPage, OutgoingMail
from meetings.admin.reminding import MOST_CHOSEN
from meetings.models import Notice

from .factories import facilitator_of, member_of
from .tracker_people import LIST, QUIET, REMIND, active_cop, new_cop, new_meeting, with_permissions

pytestmark = pytest.mark.django_db


@pytest.fixture
def cop():
    return active_cop(title="Waterwijk")


@pytest.fixture
def facilitator(cop):
    member = facilitator_of(cop)
    member.name = "Fenna Begeleider"
    member.save()
    return member


@pytest.fixture
def late(cop):
    return new_meeting(circle=cop, held=True, days=-20, title="Late avond")


@pytest.fixture
def post(client, django_capture_on_commit_callbacks):
    def send(**chosen):
        with django_capture_on_commit_callbacks(execute=True):
            return client.post(REMIND, chosen)

    return send


def queued() -> list[str]:
    """Who gets a mail; they left at once, as the queue of the tests runs by itself."""
    return sorted(address for each in mail.outbox for address in each.to)


def test_confirm_page_says_who_hears_of_what_and_sends_nothing(
    client, moderator, facilitator, late
):
    member_of(late.circle)
    page = client.get(REMIND, {"meeting": late.pk})
    assert page.status_code == 200
    for text in ("Late avond", "Waterwijk", "Fenna Begeleider"):
        assert text in page.text
    assert facilitator.email not in page.text
    assert page.context["letters"] == 1
    assert not OutgoingMail.objects.exists()
    assert not mail.outbox


def test_facilitator_gets_one_mail_with_all_that_is_missing(moderator, facilitator, late, post):
    other = new_cop(status="active", title="Molenwijk")
    other.memberships.create(user=facilitator, role="facilitator")
    empty = new_meeting(circle=other, planned=True, days=3, title="Lege avond")
    response = post(meeting=[late.pk, empty.pk])
    assert (response.status_code, response.url) == (303, LIST)
    assert queued() == [facilitator.email]
    for text in ("Late avond", "Lege avond", "Waterwijk", "Molenwijk", late.get_absolute_url()):
        assert text in mail.outbox[0].body
        assert text in mail.outbox[0].alternatives[0].content
    assert "{%" not in mail.outbox[0].body


def test_every_facilitator_of_the_circle_is_told_and_members_are_not(moderator, late, post):
    people = [facilitator_of(late.circle) for _each in range(2)]
    gone = facilitator_of(late.circle)
    late.circle.memberships.filter(user=gone).update(ended_at=timezone.now())
    closed = facilitator_of(late.circle)
    closed.is_active = False
    closed.save()
    member_of(late.circle)
    post(meeting=late.pk)
    assert queued() == sorted(each.email for each in people)


def test_second_post_of_the_day_sends_nothing_and_the_next_day_it_does(
    moderator, facilitator, late, post, time_machine
):
    for _each in range(2):
        assert post(meeting=late.pk).status_code == 303
    assert len(queued()) == 1
    time_machine.move_to(timezone.now() + timedelta(days=1))
    post(meeting=late.pk)
    assert len(queued()) == 2


def test_another_meeting_on_the_same_day_is_told_alone(moderator, facilitator, late, cop, post):
    second = new_meeting(circle=cop, held=True, days=-30, title="Oude avond")
    post(meeting=late.pk)
    post(meeting=[late.pk, second.pk])
    assert "Late avond" not in mail.outbox[1].body
    assert "Oude avond" in mail.outbox[1].body


def test_confirm_page_says_that_somebody_was_reminded_today(
    client, moderator, facilitator, late, post
):
    post(meeting=late.pk)
    page = client.get(REMIND, {"meeting": late.pk})
    assert page.context["letters"] == 0
    assert page.context["lines"][0].told == [facilitator]


def test_meeting_where_nothing_is_missing_gives_no_mail(moderator, facilitator, cop, post):
    new_meeting(circle=cop, days=30)
    fine = new_meeting(circle=cop, published=True)
    assert post(meeting=fine.pk).status_code == 303
    assert not queued()
    assert not Notice.objects.exists()


def test_circle_without_a_facilitator_says_so_and_gives_no_mail(client, moderator, late, post):
    assert client.get(REMIND, {"meeting": late.pk}).status_code == 200
    assert post(meeting=late.pk).status_code == 303
    assert not queued()


def test_quiet_circle_is_reminded_once_a_day(moderator, facilitator, cop, post):
    response = post(circle=cop.pk)
    assert (response.status_code, response.url) == (303, QUIET)
    post(circle=cop.pk)
    assert queued() == [facilitator.email]
    assert "Waterwijk" in mail.outbox[0].body


def test_quiet_circle_with_a_date_to_come_is_left_in_peace(moderator, facilitator, cop, post):
    new_meeting(circle=cop, days=4)
    post(circle=cop.pk)
    assert not queued()


def test_reminder_is_logged_with_numbers_only(moderator, facilitator, late, post, caplog):
    caplog.set_level(logging.INFO)
    post(meeting=late.pk)
    entry = PageLogEntry.objects.get(action="meetings.nudge")
    assert (entry.user, entry.page_id) == (moderator, late.circle_id)
    assert entry.data == {"meetings": [late.pk]}
    for secret in (facilitator.email, facilitator.name):
        assert secret not in caplog.text


def test_nothing_is_kept_when_the_queue_fails(moderator, facilitator, late, client, monkeypatch):
    def fail(*_args, **_kwargs):
        raise RuntimeError

    monkeypatch.setattr("meetings.services.nudging.send_mail", fail)
    with pytest.raises(RuntimeError):
        client.post(REMIND, {"meeting": late.pk})
    assert not Notice.objects.exists()
    assert not PageLogEntry.objects.filter(action="meetings.nudge").exists()


def test_facilitator_with_the_permission_reminds_in_their_own_circle_only(
    client, facilitator, late, post
):
    client.force_login(with_permissions("track_meetings", member=facilitator))
    other = new_meeting(held=True, days=-20)
    for send in (client.get, client.post):
        for foreign in ({"meeting": [late.pk, other.pk]}, {"circle": other.circle_id}):
            assert send(REMIND, foreign).status_code == 404
    assert not queued()
    assert post(meeting=late.pk).status_code == 303
    assert queued() == [facilitator.email]


@pytest.mark.parametrize("role", ["editor", "facilitator", "member"])
def test_who_may_not_follow_meetings_reminds_nobody(role, client, people, late, facilitator, post):
    client.force_login(people[role])
    assert client.get(REMIND, {"meeting": late.pk}).status_code == 302
    assert post(meeting=late.pk).status_code == 302
    assert not queued()


def test_choosing_nothing_leads_back_to_the_list(client, moderator):
    for send in (client.get, client.post):
        response = send(REMIND)
        assert (response.status_code, response.url) == (303, LIST)


@pytest.mark.parametrize("value", ["x", "", "²", "-1", "9" * 18, "9" * 40, "1.5", "\x00", "\ud800"])
def test_choice_that_cannot_exist_is_not_found(value, client, moderator):
    response = client.post(
        REMIND,
        f"meeting={value}".encode("utf-8", "surrogatepass"),
        content_type="application/x-www-form-urlencoded",
    )
    assert response.status_code in {400, 404}
    response = client.post(REMIND, {"circle": value.encode("utf-8", "replace").decode()})
    assert response.status_code in {400, 404}


def test_too_many_at_a_time_are_refused(client, moderator):
    many = {"meeting": list(range(MOST_CHOSEN + 1))}
    assert client.post(REMIND, many).status_code == 400


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_other_methods_are_not_allowed(method, client, moderator):
    assert getattr(client, method)(REMIND).status_code == 405


def test_confirm_page_takes_as_many_queries_for_thirty_as_for_two(
    client, moderator, django_assert_max_num_queries
):
    def count(number):
        rows = [new_meeting(held=True, days=-20) for _each in range(number)]
        for row in rows:
            facilitator_of(row.circle)
        client.get(REMIND, {"meeting": [row.pk for row in rows]})
        with django_assert_max_num_queries(60) as caught:
            client.get(REMIND, {"meeting": [row.pk for row in rows]})
        return len(caught)

    assert count(2) == count(30)


def test_status_of_active_circles_is_what_the_code_says():
    """The queries name it as a word, for the layer below knows no model of this one."""
    assert CopPage.Status.ACTIVE == "active"
