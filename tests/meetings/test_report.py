"""Writing a report, closing the meeting, publishing: by the facilitator, once, and nothing typed is lost."""

from datetime import date, timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import given, settings
from hypothesis import strategies as st

from meetings.forms.report import plain
from meetings.models import ActionItem, AgendaItem, Decision, Meeting, NextStep, Notice
from meetings.services import reporting
from tests.cop_pages.factories import CopPageFactory, MembershipFactory

from .after_pages import circle_beside, form_data, meeting_with_agenda
from .factories import (
    ActionItemFactory,
    AttendanceFactory,
    DecisionFactory,
    GuestAttendanceFactory,
    MeetingFactory,
    facilitator_of,
    member_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting():
    return meeting_with_agenda()


@pytest.fixture
def facilitator(meeting, client):
    user = facilitator_of(meeting.circle)
    client.force_login(user)
    return user


def address(name: str, meeting) -> str:
    return reverse(f"meetings:{name}", args=[meeting.pk])


def write(client, meeting, **changes):
    """Open the form, change some fields, and send it."""
    data = form_data(client.get(address("write_report", meeting)))
    return client.post(address("write_report", meeting), data | changes)


def stored(meeting) -> Meeting:
    return Meeting.objects.get(pk=meeting.pk)


# Writing.


def test_all_of_a_report_is_kept(client, meeting, facilitator):
    anna, bram = member_of(meeting.circle), member_of(meeting.circle)
    AttendanceFactory(meeting=meeting, user=bram, answer="yes")
    response = write(
        client,
        meeting,
        **{
            "report-present": [str(anna.pk)],
            "report-guests": "Buurvrouw Ans\n\n Meneer  Jansen ",
            "report-summary": "We kozen een plek.",
            "report-next_step": "De sleutel halen.",
            "items-0-minutes_text": "Iedereen zei hallo.",
            "items-0-state": "done",
            "decisions-0-text": "De tuin komt achter de flat.",
            "actions-0-text": "Bakken timmeren",
            "actions-0-owner": str(anna.pk),
            "actions-0-due": "2026-12-15",
        },
    )
    assert response.status_code == 303
    row = stored(meeting)
    assert (row.summary, row.next_step.text) == ("We kozen een plek.", "De sleutel halen.")
    present = dict(row.attendances.values_list("user", "present"))
    assert present == {anna.pk: True, bram.pk: False}
    assert [guest.name for guest in row.guests.all()] == ["Buurvrouw Ans", "Meneer Jansen"]
    item = row.agenda_items.in_order().first()
    assert (item.minutes_text, item.state) == ("Iedereen zei hallo.", "done")
    assert row.decisions.get().text == "De tuin komt achter de flat."
    action = row.action_items.get()
    assert (action.owner, action.circle_id) == (anna, meeting.circle.pk)
    assert action.due == date(2026, 12, 15)


def test_report_that_is_sent_twice_is_stored_once(client, meeting, facilitator):
    data = form_data(client.get(address("write_report", meeting))) | {
        "decisions-0-text": "Klein beginnen",
        "actions-0-text": "Bakken timmeren",
        "report-guests": "Ans",
        "report-summary": "Kort.",
    }
    for _ in range(2):
        assert client.post(address("write_report", meeting), data).status_code == 303
    row = stored(meeting)
    assert row.decisions.count() == row.action_items.count() == row.guests.count() == 1


def test_who_said_yes_is_ticked_until_it_was_noted(client, meeting, facilitator):
    coming, absent = member_of(meeting.circle), member_of(meeting.circle)
    AttendanceFactory(meeting=meeting, user=coming, answer="yes")
    AttendanceFactory(meeting=meeting, user=absent, answer="no")
    page = address("write_report", meeting)
    assert form_data(client.get(page))["report-present"] == [str(coming.pk)]
    write(client, meeting, **{"report-present": [str(absent.pk)]})
    assert form_data(client.get(page))["report-present"] == [str(absent.pk)]


def test_nobody_was_there_before_the_meeting_began(client, facilitator, meeting):
    coming = MeetingFactory(circle=meeting.circle, planned=True)
    AttendanceFactory(meeting=coming, user=member_of(meeting.circle), answer="yes")
    write(client, coming, **{"report-summary": "Vast een begin."})
    assert coming.attendances.get().present is None


def test_guest_who_stays_keeps_the_row(meeting):
    ans = GuestAttendanceFactory(meeting=meeting, name="Ans", brought_by=member_of(meeting.circle))
    GuestAttendanceFactory(meeting=meeting, name="Bob")
    reporting.note_guests(meeting=meeting, guests=["Cor", "Ans"])
    assert {guest.name for guest in meeting.guests.all()} == {"Ans", "Cor"}
    assert meeting.guests.get(name="Ans").pk == ans.pk


def test_mistakes_lose_nothing_that_was_typed(client, meeting, facilitator):
    response = write(
        client,
        meeting,
        **{
            "report-summary": "Een lang verhaal.",
            "actions-0-text": "Bakken timmeren",
            "actions-0-due": "31 februari",
        },
    )
    assert response.status_code == 422
    again = form_data(response)
    assert again["report-summary"] == ["Een lang verhaal."]
    assert again["actions-0-text"] == ["Bakken timmeren"]
    assert not stored(meeting).summary
    assert 'href="#id_actions-0-due"' in response.content.decode()


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("report-group_size", "99999999999999999999"),
        ("report-group_size", "veel"),
        ("report-present", ["999999"]),
        ("report-present", ["'; drop table"]),
        ("actions-0-owner", "999999999999999999999"),
        ("decisions-0-agenda_item", "abc"),
        ("items-0-id", "99999999999999999999"),
        ("items-0-state", "moved"),
        ("items-TOTAL_FORMS", "x"),
        ("report-guests", "\n".join(["naam"] * 61)),
        ("report-guests", "x" * 121),
        ("report-summary", "a\x00b"),
        ("items-0-minutes_text", "x" * 20_001),
    ],
)
def test_nonsense_is_refused_in_words(name, value, client, meeting, facilitator):
    changes = {"decisions-0-text": "Besluit", "actions-0-text": "Actie", name: value}
    assert write(client, meeting, **changes).status_code in {400, 422}
    assert not Decision.objects.exists()


def test_action_goes_to_members_of_this_circle_only(client, meeting, facilitator):
    stranger = member_of(circle_beside(meeting.circle))
    changes = {"actions-0-text": "Actie", "actions-0-owner": str(stranger.pk)}
    assert write(client, meeting, **changes).status_code == 422


def test_decision_belongs_to_an_item_of_this_agenda_only(client, meeting, facilitator):
    other = meeting_with_agenda(circle=circle_beside(meeting.circle)).agenda_items.first()
    changes = {"decisions-0-text": "Besluit", "decisions-0-agenda_item": str(other.pk)}
    assert write(client, meeting, **changes).status_code == 422


@pytest.mark.parametrize("kind", ["decision", "action"])
def test_one_more_row_comes_where_one_asked_for_it(kind, client, meeting, facilitator):
    response = write(client, meeting, more=kind, **{f"{kind}s-0-text": "Eerste"})
    assert response.url == f"{address('write_report', meeting)}#more-{kind}"
    page = client.get(response.url).content.decode()
    assert f'id="more-{kind}"' in page
    assert f'name="{kind}s-1-text"' in page


# Two people at once.


def test_who_changed_nothing_overwrites_nothing(client, meeting, facilitator):
    opened = form_data(client.get(address("write_report", meeting)))
    write(client, meeting, **{"report-summary": "Van Anna.", "items-1-minutes_text": "Van Anna."})
    mine = opened | {"items-0-minutes_text": "Van mij."}
    assert client.post(address("write_report", meeting), mine).status_code == 303
    texts = [item.minutes_text for item in stored(meeting).agenda_items.in_order()]
    assert (stored(meeting).summary, texts) == ("Van Anna.", ["Van mij.", "Van Anna.", ""])


@pytest.mark.parametrize("field", ["report-summary", "report-next_step", "items-0-minutes_text"])
def test_two_who_write_in_one_place_see_both_texts(field, client, meeting, facilitator):
    opened = form_data(client.get(address("write_report", meeting)))
    write(client, meeting, **{field: "Van Anna."})
    response = client.post(address("write_report", meeting), opened | {field: "Van mij."})
    page = response.content.decode()
    assert response.status_code == 409
    assert "Van Anna." in page
    assert "Van mij." in page
    together = form_data(response) | {field: "Van Anna. Van mij."}
    assert client.post(address("write_report", meeting), together).status_code == 303
    assert "Van Anna. Van mij." in client.get(address("write_report", meeting)).content.decode()


@given(text=st.text(alphabet="ab \r\n", max_size=30))
@settings(max_examples=60)
def test_line_endings_are_no_difference(text):
    assert plain(text.replace("\r\n", "\n").replace("\n", "\r\n")) == plain(text)


# Closing and publishing.


def test_meeting_is_closed_with_the_report_in_one_go(client, meeting, facilitator):
    response = write(client, meeting, **{"report-summary": "Kort.", "close": "1"})
    assert (response.status_code, response.url) == (303, address("report", meeting))
    assert (stored(meeting).status, stored(meeting).summary) == ("held", "Kort.")


def test_group_is_counted_when_nobody_did(client, meeting, facilitator):
    anna = member_of(meeting.circle)
    changes = {"report-present": [str(anna.pk)], "report-guests": "Ans\nBob", "close": "1"}
    write(client, meeting, **changes)
    assert stored(meeting).group_size == 3


def test_meeting_that_is_yet_to_begin_is_not_closed(client, facilitator, meeting):
    coming = MeetingFactory(circle=meeting.circle, planned=True)
    response = write(client, coming, **{"report-summary": "Vast.", "close": "1"})
    assert response.status_code == 303
    assert (stored(coming).status, stored(coming).summary) == ("planned", "Vast.")


def test_published_report_is_mailed_once(
    client, meeting, facilitator, django_capture_on_commit_callbacks
):
    anna = member_of(meeting.circle)
    write(client, meeting, **{"actions-0-text": "Bakken", "actions-0-owner": anna.pk, "close": "1"})
    for _ in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            response = client.post(address("publish_report", meeting))
        assert (response.status_code, response.url) == (303, address("report", meeting))
    assert sorted(each.to[0] for each in mail.outbox) == sorted([anna.email, facilitator.email])
    hers = next(each for each in mail.outbox if each.to == [anna.email])
    assert "Bakken" in hers.body
    assert address("report", meeting) in hers.body
    assert stored(meeting).has_report
    assert Notice.objects.filter(kind="report").count() == 2


def test_report_is_published_once(meeting, facilitator):
    reporting.close(meeting=meeting, by=facilitator)
    answers = [reporting.publish_report(meeting=meeting, by=facilitator) for _ in range(2)]
    assert answers == [True, False]


def test_mail_goes_to_who_was_there_or_wants_news_and_to_nobody_else(meeting):
    circle = meeting.circle
    there = MembershipFactory(circle=circle, receives_news=False).user
    AttendanceFactory(meeting=meeting, user=there, present=True)
    news = MembershipFactory(circle=circle).user
    MembershipFactory(circle=circle, receives_news=False)
    left = MembershipFactory(circle=circle, ended_at=timezone.now()).user
    AttendanceFactory(meeting=meeting, user=left, present=True)
    asleep = MembershipFactory(circle=circle).user
    asleep.is_active = False
    asleep.save()
    assert set(reporting.readers_of(meeting)) == {there, news}


def test_report_of_an_open_meeting_is_not_published(client, meeting, facilitator):
    response = client.post(address("publish_report", meeting))
    assert (response.status_code, response.url) == (303, address("write_report", meeting))
    assert not stored(meeting).has_report


def test_question_before_publishing_changes_nothing(client, facilitator, meeting):
    reporting.close(meeting=meeting, by=facilitator)
    assert client.get(address("publish_report", meeting)).status_code == 200
    assert not stored(meeting).has_report


def test_cancelled_meeting_gets_no_report(client, facilitator, meeting):
    cancelled = MeetingFactory(circle=meeting.circle, cancelled=True)
    assert client.get(address("write_report", cancelled)).status_code == 303


# Reading.


def test_members_read_the_report_once_it_is_published(client, meeting, facilitator):
    member = member_of(meeting.circle)
    write(client, meeting, **{"report-summary": "We kozen een plek.", "close": "1"})
    client.force_login(member)
    assert client.get(address("report", meeting)).status_code == 404
    reporting.publish_report(meeting=meeting, by=facilitator)
    assert "We kozen een plek." in client.get(address("report", meeting)).content.decode()


@pytest.mark.parametrize("name", ["run", "write_report", "publish_report"])
def test_only_the_facilitator_runs_writes_and_publishes(name, client, meeting):
    client.force_login(member_of(meeting.circle))
    assert client.get(address(name, meeting)).status_code == 404
    assert client.post(address(name, meeting)).status_code == 404
    client.force_login(facilitator_of(circle_beside(meeting.circle)))
    assert client.get(address(name, meeting)).status_code == 404


def test_published_report_can_be_corrected_and_mails_nobody_again(
    client, meeting, facilitator, django_capture_on_commit_callbacks
):
    reporting.close(meeting=meeting, by=facilitator)
    reporting.publish_report(meeting=meeting, by=facilitator)
    with django_capture_on_commit_callbacks(execute=True):
        write(client, meeting, **{"report-summary": "Verbeterd."})
    assert stored(meeting).summary == "Verbeterd."
    assert not mail.outbox


def filled_meeting(number: int, **fields) -> Meeting:
    meeting = meeting_with_agenda(number, published=True, planned=False, **fields)
    for _ in range(number):
        member = member_of(meeting.circle)
        AttendanceFactory(meeting=meeting, user=member, present=True)
        GuestAttendanceFactory(meeting=meeting)
        DecisionFactory(meeting=meeting)
        ActionItemFactory(circle=meeting.circle, meeting=meeting, owner=member)
    NextStep.objects.create(meeting=meeting, text="Verder.")
    return meeting


@pytest.mark.parametrize("name", ["run", "report", "write_report", "print_agenda"])
def test_page_costs_as_many_queries_with_thirty_rows_as_with_two(name, client):
    counts, circle = [], CopPageFactory()
    for number in (2, 30):
        meeting = filled_meeting(number, circle=circle_beside(circle))
        client.force_login(facilitator_of(meeting.circle))
        client.get(address(name, meeting))
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address(name, meeting)).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_state_done_keeps_its_first_moment(client, meeting, facilitator):
    moment = timezone.now() - timedelta(days=3)
    ActionItemFactory(circle=meeting.circle, meeting=meeting, state="done", done_at=moment)
    write(client, meeting)
    assert ActionItem.objects.get().done_at == moment


def test_planner_s_fields_of_a_block_are_left_alone(client, meeting, facilitator):
    item = meeting.agenda_items.in_order().first()
    data = form_data(client.get(address("write_report", meeting)))
    AgendaItem.objects.filter(pk=item.pk).update(title="Nieuwe titel", minutes=5)
    client.post(address("write_report", meeting), data | {"items-0-minutes_text": "Hallo."})
    item.refresh_from_db()
    assert (item.title, item.minutes, item.minutes_text) == ("Nieuwe titel", 5, "Hallo.")
