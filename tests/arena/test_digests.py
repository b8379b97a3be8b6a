"""Mail of news over sixty days: at once, by day, by week, never; what was read is left out."""

from datetime import datetime, timedelta

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from arena.models import (
    ArenaUpdatePage,
    DigestLog,
    FollowPreference,
    Frequency,
)
from arena.models.following import next_digest
from arena.services import following, interests, questions, telling
from cop_pages import services as cop_services
from cop_pages.models import Role
from tests.cop_pages.factories import MembershipFactory

from .factories import (
    ArenaFactory,
    InterestFactory,
    QuestionFactory,
    SharedItemFactory,
    follow,
    lead_of,
)
from .sixty_days import AMSTERDAM, NEW_YEAR, START, arena_before, follower, mails_to, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def arena():
    return arena_before()


def run(moment, capture):
    """What cron does at this moment."""
    with time_machine.travel(moment, tick=False), capture(execute=True):
        telling.send_digests()


def walk(days, capture, act=None, *, hours=(7, 8, 12, 20)):
    """Run the job a few times on each day; `act(day)` first."""
    for day in range(days):
        morning = (START + timedelta(days=day)).replace(hour=0)
        if act:
            with time_machine.travel(morning.replace(hour=6), tick=False), capture(execute=True):
                act(day)
        for hour in hours:
            run(morning.replace(hour=hour), capture)


# Sixty days.


def test_sixty_days_of_daily_and_weekly_digests(arena, django_capture_on_commit_callbacks):
    with time_machine.travel(START, tick=False):
        daily, weekly, never = (
            follower(arena, each) for each in (Frequency.DAILY, Frequency.WEEKLY, Frequency.NEVER)
        )
    titles = []

    def act(day):
        if day % 2 == 1:  # Something new every other day.
            titles.append(f"Bericht van dag {day}")
            publish(arena, titles[-1])

    walk(60, django_capture_on_commit_callbacks, act)
    by_day, by_week = mails_to(daily), mails_to(weekly)
    assert len(by_day) == 30
    mondays = [each for each in range(60) if (START + timedelta(days=each)).weekday() == 0]
    assert len(by_week) == len(mondays) == 8
    for number, title in enumerate(titles):
        assert sum(title + "\n" in each.body for each in by_day) == 1, number
    told = [title for title in titles if any(title + "\n" in each.body for each in by_week)]
    last_monday = mondays[-1]
    assert told == [each for each in titles if int(each.split()[-1]) <= last_monday]
    assert not mails_to(never)


def test_digest_leaves_at_eight_in_summer_and_in_winter(arena, django_capture_on_commit_callbacks):
    with time_machine.travel(START, tick=False):
        user = follower(arena, Frequency.DAILY)
    run(datetime(2026, 10, 22, 12, tzinfo=AMSTERDAM), django_capture_on_commit_callbacks)
    for day in (23, 24, 25, 26):  # The clock goes back on the night before 25 October.
        morning = datetime(2026, 10, day, 6, 0, tzinfo=AMSTERDAM)
        with time_machine.travel(morning, tick=False):
            publish(arena, f"Van {day} oktober")
        run(datetime(2026, 10, day, 7, 59, tzinfo=AMSTERDAM), django_capture_on_commit_callbacks)
        before = len(mails_to(user))
        run(datetime(2026, 10, day, 8, 0, tzinfo=AMSTERDAM), django_capture_on_commit_callbacks)
        assert len(mails_to(user)) == before + 1, day


def test_when_cron_slept_one_digest_tells_all(arena, django_capture_on_commit_callbacks):
    with time_machine.travel(START, tick=False):
        user = follower(arena, Frequency.DAILY)
        for number in range(3):
            publish(arena, f"Gemist {number}")
    run(START + timedelta(days=5), django_capture_on_commit_callbacks)
    [message] = mails_to(user)
    assert all(f"Gemist {number}" in message.body for number in range(3))


def test_without_news_there_is_no_mail(arena, django_capture_on_commit_callbacks):
    with time_machine.travel(START, tick=False):
        follower(arena, Frequency.DAILY)
    walk(14, django_capture_on_commit_callbacks)
    assert not mail.outbox
    assert not DigestLog.objects.exists()


def test_job_that_runs_twice_mails_once(arena, django_capture_on_commit_callbacks):
    with time_machine.travel(START, tick=False):
        user = follower(arena, Frequency.DAILY)
        publish(arena, "Nieuws")
    for _ in range(3):
        run(START + timedelta(days=1), django_capture_on_commit_callbacks)
    assert len(mails_to(user)) == 1


def test_second_job_at_the_same_moment_sends_nothing(arena):
    """What the lock keeps apart on a real database, the row of the day keeps apart on any."""
    with time_machine.travel(START, tick=False):
        user = follower(arena, Frequency.DAILY)
        publish(arena, "Nieuws")
    with time_machine.travel(START + timedelta(days=1), tick=False):
        DigestLog.objects.create(user=user, day=timezone.localdate(), items=1)
        assert telling.send_digest(user.pk) is False
    with time_machine.travel(START + timedelta(days=2), tick=False):
        assert telling.send_digest(user.pk) is True


def test_one_failing_digest_stops_no_other(arena, monkeypatch, django_capture_on_commit_callbacks):
    with time_machine.travel(START, tick=False):
        unlucky, other = (follower(arena, Frequency.DAILY) for _ in range(2))
        publish(arena, "Nieuws")
    real = telling._mail_digest

    def broken(groups):
        if next(iter(groups)).user == unlucky:
            raise RuntimeError
        real(groups)

    monkeypatch.setattr(telling, "_mail_digest", broken)
    run(START + timedelta(days=1), django_capture_on_commit_callbacks)
    assert len(mails_to(other)) == 1
    monkeypatch.undo()
    run(START + timedelta(days=1, minutes=5), django_capture_on_commit_callbacks)
    assert len(mails_to(unlucky)) == 1
    assert len(mails_to(other)) == 1


# What is in it.


def test_digest_groups_by_arena_and_leaves_out_what_was_read(
    arena, client, django_capture_on_commit_callbacks
):
    other = ArenaFactory(title="Brinkstede op de tribune")
    with time_machine.travel(START, tick=False):
        user = follower(arena, Frequency.DAILY)
        follow_other = MembershipFactory(circle=other, user=user, role="employee")
        following.follow(user=follow_other.user, arena=other, frequency=Frequency.DAILY)
        read, unread = publish(arena, "Gelezen bericht"), publish(arena, "Nog niet gelezen")
        elsewhere = publish(other, "Uit Brinkstede")
    with time_machine.travel(START + timedelta(hours=1), tick=False):
        client.force_login(user)
        assert client.get(read.url).status_code == 200
    run(START + timedelta(days=1), django_capture_on_commit_callbacks)
    [message] = mails_to(user)
    assert read.title not in message.body
    first, second = message.body.index(other.title), message.body.index(arena.title)
    assert first < message.body.index(elsewhere.title) < second < message.body.index(unread.title)


def test_who_saw_the_tribune_is_not_told_of_what_stood_there(
    arena, client, django_capture_on_commit_callbacks
):
    with time_machine.travel(START, tick=False):
        seer, other = (follower(arena, Frequency.DAILY) for _ in range(2))
        cop = arena.cops.first()
        from cop_pages.models import JourneyStep

        step = JourneyStep.objects.create(page=cop, title="Kennismaken")
        SharedItemFactory(cop=cop, arena=arena, thing=step)
    with time_machine.travel(START + timedelta(hours=1), tick=False):
        client.force_login(seer)
        client.get(arena.url)
    run(START + timedelta(days=1), django_capture_on_commit_callbacks)
    assert not mails_to(seer)
    assert cop.title in mails_to(other)[0].body


def test_withdrawn_thing_is_not_in_the_digest(arena, django_capture_on_commit_callbacks):
    from cop_pages.models import JourneyStep

    with time_machine.travel(START, tick=False):
        user = follower(arena, Frequency.DAILY)
        cop = arena.cops.first()
        step = JourneyStep.objects.create(page=cop, title="Kennismaken")
        item = SharedItemFactory(cop=cop, arena=arena, thing=step)
        item.withdrawn_at = timezone.now()
        item.save()
    run(START + timedelta(days=1), django_capture_on_commit_callbacks)
    assert not mails_to(user)


def test_outcome_and_answer_are_news_to_all_but_who_had_a_mail_of_their_own(
    arena, django_capture_on_commit_callbacks
):
    with time_machine.travel(START, tick=False):
        asker, other = (follower(arena, Frequency.DAILY) for _ in range(2))
        facilitator = MembershipFactory(circle=arena.cops.first(), role=Role.FACILITATOR).user
        interest = InterestFactory(arena=arena, forwarded=True, sender=asker, title="Warmtenet")
        page = publish(arena, "Vragen staat vrij")
        question = QuestionFactory(update=page, asker=asker)
        interests.decline(interest=interest, by=facilitator, reason="Nu niet.")
        questions.answer(question=question, text="Ja.", by=facilitator)
    mail.outbox.clear()
    run(START + timedelta(days=1), django_capture_on_commit_callbacks)
    assert "zegt nee tegen ‘Warmtenet’" in mails_to(other)[0].body
    assert "vraag beantwoord onder ‘Vragen staat vrij’" in mails_to(other)[0].body
    assert "Warmtenet" not in mails_to(asker)[0].body
    assert "Nu niet." not in mails_to(other)[0].body


def test_scheduled_update_is_news_when_it_comes_out(arena, django_capture_on_commit_callbacks):
    with time_machine.travel(START, tick=False):
        user = follower(arena, Frequency.AT_ONCE)
        page = ArenaUpdatePage(
            title="Morgen pas", happened="Dan.", live=False, go_live_at=START + timedelta(days=1)
        )
        arena.add_child(instance=page)
        with django_capture_on_commit_callbacks(execute=True):
            page.save_revision().publish()
    assert not mail.outbox
    with (
        time_machine.travel(START + timedelta(days=1, minutes=5), tick=False),
        django_capture_on_commit_callbacks(execute=True),
    ):
        call_command("publish_scheduled")
    [message] = mails_to(user)
    assert "Morgen pas" in message.subject


def test_correction_is_not_mailed_again(arena, django_capture_on_commit_callbacks):
    user = follower(arena, Frequency.AT_ONCE)
    with django_capture_on_commit_callbacks(execute=True):
        page = ArenaUpdatePage.objects.get(pk=publish(arena, "Nieuws").pk)
        page.happened = "Toch anders."
        page.save_revision().publish()
    assert len(mails_to(user)) == 1


# Who follows.


def test_new_follower_hears_weekly_and_only_of_what_comes_after(
    arena, django_capture_on_commit_callbacks
):
    lead = lead_of(arena)
    with time_machine.travel(START, tick=False):
        publish(arena, "Van voor jouw tijd")
    with time_machine.travel(START + timedelta(hours=1), tick=False):
        from tests.cop_pages.factories import UserFactory

        invitation = cop_services.invite(
            circle=arena, email="nieuw@example.org", role="employee", by=lead
        )
        user = UserFactory(email="nieuw@example.org")
        cop_services.accept(invitation=invitation, user=user)
        publish(arena, "Van na jouw komst")
    mail.outbox.clear()
    walk(14, django_capture_on_commit_callbacks)
    [message] = mails_to(user)
    assert "Van na jouw komst" in message.body
    assert "Van voor jouw tijd" not in message.body


def test_member_made_by_hand_follows_from_the_next_run_on(
    arena, django_capture_on_commit_callbacks
):
    user = follow(arena).user
    run(START, django_capture_on_commit_callbacks)
    with time_machine.travel(START + timedelta(hours=2), tick=False):
        publish(arena, "Nieuws")
    run(START + timedelta(days=7), django_capture_on_commit_callbacks)
    assert len(mails_to(user)) == 1


def test_who_left_hears_nothing_more(arena, django_capture_on_commit_callbacks):
    with time_machine.travel(START, tick=False):
        membership = follow(arena)
        following.follow(user=membership.user, arena=arena, frequency=Frequency.DAILY)
        publish(arena, "Nieuws")
        cop_services.end_membership(membership=membership, by=membership.user)
    mail.outbox.clear()
    walk(8, django_capture_on_commit_callbacks)
    assert not mail.outbox
    assert not FollowPreference.objects.exists()


@pytest.mark.parametrize("frequency", [Frequency.AT_ONCE, Frequency.NEVER])
def test_digest_begins_with_what_is_new_after_the_choice(
    frequency, arena, django_capture_on_commit_callbacks
):
    with time_machine.travel(START, tick=False):
        user = follower(arena, frequency)
        publish(arena, "Van voor de keuze")
    with time_machine.travel(START + timedelta(days=3), tick=False):
        following.follow(user=user, arena=arena, frequency=Frequency.DAILY)
    mail.outbox.clear()
    walk(10, django_capture_on_commit_callbacks)
    assert not mails_to(user)


@given(
    moment=st.integers(0, 2 * 366 * 24 * 60).map(
        lambda minutes: NEW_YEAR + timedelta(minutes=minutes)
    ),
    frequency=st.sampled_from([Frequency.DAILY, Frequency.WEEKLY]),
)
def test_next_digest_is_the_first_eight_in_the_morning_after(moment, frequency):
    due = next_digest(frequency, moment).astimezone(AMSTERDAM)
    assert (due.hour, due.minute) == (8, 0)
    longest = timedelta(days=1) if frequency == Frequency.DAILY else timedelta(days=7)
    assert timedelta() < due - moment <= longest + timedelta(hours=1)
    assert frequency == Frequency.DAILY or due.weekday() == 0
