"""Reminders, by travelling through time: due, once, to the right people, at nine where the meeting is."""

from collections import Counter
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.core import mail
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cop_pages import schedule
from cop_pages.models import OutgoingMail
from meetings import answers, invitations, reminders
from meetings.models import ActionItem, Meeting, Notice
from meetings.recurrence import instant
from tests.cop_pages.factories import CopPageFactory

from .factories import ActionItemFactory, MeetingFactory, member_of

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
DAY = date(2026, 4, 1)  # A Wednesday, three days after summer time began.


@pytest.fixture
def clock(time_machine):
    """`clock(date, hour)`: travel to that time on the wall in Amsterdam."""

    def travel(day: date, hour: int = 12, minute: int = 0, zone=AMSTERDAM):
        time_machine.move_to(datetime.combine(day, time(hour, minute), tzinfo=zone), tick=False)

    travel(date(2026, 3, 1))
    return travel


@pytest.fixture
def cop(db, clock):
    return CopPageFactory(title="Waterwijk groen")


@pytest.fixture
def members(cop):
    return [member_of(cop) for _each in range(4)]


@pytest.fixture
def meeting(cop, members, committed):
    """On 1 April at 19.30; all are invited, one of them comes, one may come, one does not."""
    start = instant(DAY, time(19, 30), AMSTERDAM)
    meeting = MeetingFactory(
        circle=cop, planned=True, starts_at=start, ends_at=start + timedelta(hours=2)
    )
    committed(invitations.invite, meeting=meeting)
    for member, answer in zip(members, ["yes", "maybe", "no"], strict=False):
        answers.give_answer(meeting=meeting, user=member, answer=answer)
    mail.outbox.clear()
    return meeting


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    def run(service, **kwargs):
        with django_capture_on_commit_callbacks(execute=True):
            return service(**kwargs)

    return run


@pytest.fixture
def job(committed):
    """Run the scheduled job and give what it mailed: (to, first words of the subject)."""

    def run() -> list[tuple[str, str]]:
        committed(reminders.remind)
        found = [(message.to[0], message.subject[:8]) for message in mail.outbox]
        mail.outbox.clear()
        return found

    return run


def test_a_week_before_who_has_not_answered_is_asked_again(meeting, members, clock, job):
    clock(DAY - timedelta(days=7), 8, 59)
    assert job() == []
    clock(DAY - timedelta(days=7), 9, 0)
    assert job() == [(members[3].email, "Kom je? ")]


def test_the_day_before_who_comes_hears_of_it(meeting, members, clock, job):
    for days in range(7, 1, -1):
        clock(DAY - timedelta(days=days), 23)
        job()
    clock(DAY - timedelta(days=1), 8, 59)
    assert job() == []
    clock(DAY - timedelta(days=1), 9, 0)
    assert job() == [(members[0].email, "Tot snel")]


def test_a_job_every_five_minutes_for_a_month_reminds_each_person_once(
    meeting, members, clock, job
):
    sent = Counter()
    moment = datetime(2026, 3, 10, tzinfo=UTC)
    while moment < datetime(2026, 4, 3, tzinfo=UTC):
        clock(moment.date(), moment.hour, moment.minute, UTC)
        sent.update(job())
        moment += timedelta(minutes=55)
    assert sent == {(members[3].email, "Kom je? "): 1, (members[0].email, "Tot snel"): 1}


def test_a_job_that_was_down_for_days_still_reminds_in_time(meeting, members, clock, job):
    clock(DAY - timedelta(days=3), 15)
    assert job() == [(members[3].email, "Kom je? ")]
    clock(DAY, 19, 29)
    assert job() == [(members[0].email, "Tot snel")]
    clock(DAY, 19, 31)
    assert job() == []


def test_on_the_last_day_nobody_is_asked_any_more(meeting, clock, job):
    clock(DAY - timedelta(days=1), 9, 0)
    assert {words for _to, words in job()} == {"Tot snel"}


@pytest.mark.parametrize("status", ["draft", "cancelled", "held", "published"])
def test_only_planned_meetings_remind(meeting, clock, job, status):
    Meeting.objects.update(status=status)
    for days in (7, 1):
        clock(DAY - timedelta(days=days), 10)
        assert job() == []


def test_who_was_invited_just_now_is_not_asked_again_at_once(meeting, cop, clock, job, committed):
    clock(DAY - timedelta(days=6), 10)
    newcomer = member_of(cop)
    committed(invitations.invite_newcomer, circle_id=cop.pk, user=newcomer)
    mail.outbox.clear()
    assert newcomer.email not in dict(job())
    clock(DAY - timedelta(days=4), 10)
    assert newcomer.email in dict(job())


def test_who_left_or_waits_is_not_reminded(meeting, members, clock, job):
    meeting.attendances.filter(user=members[0]).update(waiting_since=timezone.now())
    members[3].memberships.update(ended_at=timezone.now())
    for days in (7, 1):
        clock(DAY - timedelta(days=days), 10)
        assert job() == []


def test_a_meeting_that_moves_is_reminded_of_again(meeting, members, clock, job):
    clock(DAY - timedelta(days=7), 10)
    assert len(job()) == 1
    meeting.starts_at += timedelta(days=14)
    meeting.ends_at += timedelta(days=14)
    meeting.save()
    assert job() == []
    clock(DAY + timedelta(days=7), 10)
    assert job() == [(members[3].email, "Kom je? ")]


def test_nine_o_clock_is_nine_o_clock_where_the_meeting_is(meeting, clock, job):
    Meeting.objects.update(timezone="America/New_York")
    clock(DAY - timedelta(days=7), 9, 0)
    assert job() == []
    clock(DAY - timedelta(days=7), 8, 59, ZoneInfo("America/New_York"))
    assert job() == []
    clock(DAY - timedelta(days=7), 9, 0, ZoneInfo("America/New_York"))
    assert len(job()) == 1


@given(day=st.dates(date(2026, 1, 1), date(2030, 12, 31)), days=st.sampled_from([1, 2, 7]))
@settings(
    max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_it_is_always_nine_summer_and_winter(day, days):
    due = reminders.nine_before(day, days, AMSTERDAM).astimezone(AMSTERDAM)
    assert (due.date(), due.hour, due.minute) == (day - timedelta(days=days), 9, 0)


def test_the_reminder_across_summer_time_says_the_time_on_the_wall(meeting, clock, committed):
    clock(DAY - timedelta(days=7), 10)  # Winter still.
    committed(reminders.remind)
    assert "woensdag 1 april, 19.30 tot 21.30" in mail.outbox[0].body


def test_a_reminder_that_fails_is_not_marked_as_sent(meeting, clock, monkeypatch):
    clock(DAY - timedelta(days=7), 10)

    def broken(*args, **kwargs):
        raise ZeroDivisionError

    before = Notice.objects.count()
    monkeypatch.setattr("meetings.letters.send_mail", broken)
    monkeypatch.setattr(schedule, "_jobs", {"meetings.reminders": reminders.remind})
    assert schedule.run_all() == {"meetings.reminders": None}
    assert Notice.objects.count() == before
    monkeypatch.undo()
    assert reminders.remind() == 1
    assert OutgoingMail.objects.count() == 1


def test_a_facilitator_can_ask_now_but_once_a_day(meeting, members, clock, committed):
    clock(DAY - timedelta(days=10), 10)
    assert committed(reminders.remind_now, meeting=meeting) == 1
    assert committed(reminders.remind_now, meeting=meeting) == 0
    clock(DAY - timedelta(days=9), 10)
    assert committed(reminders.remind_now, meeting=meeting) == 1
    assert [message.to for message in mail.outbox] == [[members[3].email]] * 2


# ---- Actions ----


@pytest.fixture
def action(cop, members):
    return ActionItemFactory(circle=cop, owner=members[0], due=DAY, text="De sleutel halen")


def test_an_owner_is_reminded_two_days_before_an_action_is_due(action, members, clock, job):
    clock(DAY - timedelta(days=2), 8, 59)
    assert job() == []
    clock(DAY - timedelta(days=2), 9, 0)
    assert job() == [(members[0].email, "Je zou n")]
    for days in (2, 1, 0, -1, -5):
        clock(DAY - timedelta(days=days), 12)
        assert job() == []


def test_the_mail_says_what_and_by_when(action, clock, committed):
    clock(DAY - timedelta(days=2), 12)
    committed(reminders.remind)
    body = mail.outbox[0].body
    assert "De sleutel halen" in body
    assert "woensdag 1 april" in body


@pytest.mark.parametrize("change", ["done", "dropped", "no owner", "no date", "left", "inactive"])
def test_no_reminder_of_what_needs_none(action, members, clock, job, change):
    if change in {"done", "dropped"}:
        ActionItem.objects.update(state=change)
    elif change == "no owner":
        ActionItem.objects.update(owner=None)
    elif change == "no date":
        ActionItem.objects.update(due=None)
    elif change == "left":
        members[0].memberships.update(ended_at=timezone.now())
    else:
        members[0].is_active = False
        members[0].save()
    clock(DAY - timedelta(days=1), 12)
    assert job() == []


def test_an_action_that_gets_more_time_is_reminded_of_again(action, clock, job):
    clock(DAY - timedelta(days=2), 12)
    assert len(job()) == 1
    ActionItem.objects.update(due=DAY + timedelta(days=10))
    assert job() == []
    clock(DAY + timedelta(days=8), 12)
    assert len(job()) == 1


@pytest.mark.parametrize("number", [2, 12])
def test_one_reminder_costs_the_same_in_a_large_circle(
    cop, clock, number, django_assert_max_num_queries
):
    """Nothing is asked per member who needs no reminder."""
    start = instant(DAY, time(19, 30), AMSTERDAM)
    meeting = MeetingFactory(
        circle=cop, planned=True, starts_at=start, ends_at=start + timedelta(hours=2)
    )
    people = [member_of(cop) for _each in range(number)]
    invitations.invite(meeting=meeting)
    for person in people:
        answers.give_answer(meeting=meeting, user=person, answer="no")
    clock(DAY - timedelta(days=7), 12)
    with django_assert_max_num_queries(6):
        assert reminders.remind() == 0
