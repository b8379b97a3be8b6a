"""Interests that go together, and their way over the backlog and the agenda to an answer."""

from datetime import timedelta

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from arena.models import Interest, State
from arena.overview import Overview
from arena.services import interests as services
from meetings.models import BacklogItem, Meeting
from meetings.services import agenda
from meetings.signals import report_published
from meetings.spoken import spoken_day
from tests.cop_pages.factories import MembershipFactory
from tests.meetings.factories import (
    DecisionFactory,
    MeetingFactory,
)

from .factories import ArenaFactory, InterestFactory

pytestmark = pytest.mark.django_db


def recipients():
    return [message.to[0] for message in mail.outbox]


# The bundle.


def test_bundled_interests_get_the_same_answer_and_each_sender_a_mail(
    arena, facilitator, lead, django_capture_on_commit_callbacks
):
    first, second = InterestFactory(arena=arena), InterestFactory(arena=arena)
    services.bundle(interest=second, into=first, by=lead)
    services.forward(interest=first, by=lead)
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        services.decline(interest=first, by=facilitator, reason="Nu niet.")
    second.refresh_from_db()
    assert second.answer.state == State.DECLINED
    assert set(recipients()) == {first.sender.email, second.sender.email}
    assert all("Nu niet." in message.body for message in mail.outbox)


@pytest.fixture
def bundled(arena, lead):
    """Two interests that were forwarded as one: the one that leads, and the one that goes along."""
    first = InterestFactory(arena=arena)
    along = InterestFactory(arena=arena, title="Bijenlint", why="Bloemen langs de flats.")
    services.bundle(interest=along, into=first, by=lead)
    return services.forward(interest=first, by=lead), along


def test_overview_and_list_count_what_goes_along_with_the_answer_of_its_bundle(
    client, arena, facilitator, lead, bundled
):
    first, along = bundled
    services.decline(interest=first, by=facilitator, reason="Nu niet.")
    cells = [cell.numbers for _line, row in Overview(arena).rows for cell in row]
    assert sum(numbers["declined"] for numbers in cells) == 2
    assert sum(numbers["under_way"] for numbers in cells) == 0
    client.force_login(lead)
    path = reverse("arena:interests", args=[arena.pk])
    assert {*client.get(f"{path}?state=declined").context["interests"]} == {first, along}
    assert [*client.get(f"{path}?state=bundled").context["interests"]] == [along]


@pytest.mark.parametrize("step", [None, "accept", "decline"])
def test_facilitator_reads_what_goes_along_before_answering(
    step, client, cop, facilitator, bundled
):
    first, along = bundled
    client.force_login(facilitator)
    steps = {"interest_id": first.pk, "step": step} if step else {}
    name = "answer_interest" if step else "cop_interests"
    text = client.get(reverse(f"arena:{name}", kwargs={"circle_id": cop.pk} | steps)).text
    assert along.title in text
    assert along.why in text


def test_bundles_cost_no_queries_of_their_own(
    client, cop, facilitator, lead, bundled, django_assert_num_queries
):
    client.force_login(facilitator)
    path = reverse("arena:cop_interests", args=[cop.pk])
    client.get(path)
    with CaptureQueriesContext(connection) as few:
        client.get(path)
    arena = bundled[0].arena
    for head in InterestFactory.create_batch(5, arena=arena, forwarded=True):
        InterestFactory(arena=arena, state=State.BUNDLED, bundle=head)
    with django_assert_num_queries(len(few)):
        client.get(path)


def test_bundle_is_never_deeper_than_one(arena, lead):
    first, second, third = (InterestFactory(arena=arena) for _ in range(3))
    services.bundle(interest=third, into=second, by=lead)
    services.bundle(interest=second, into=first, by=lead)
    third.refresh_from_db()
    assert third.bundle == first


def test_interest_is_taken_out_of_a_bundle_until_it_is_forwarded(arena, lead):
    first, second = InterestFactory(arena=arena), InterestFactory(arena=arena)
    services.bundle(interest=second, into=first, by=lead)
    second.refresh_from_db()
    services.unbundle(interest=second, by=lead)
    second.refresh_from_db()
    assert (second.state, second.bundle) == (State.BROUGHT_IN, None)
    services.bundle(interest=second, into=first, by=lead)
    services.forward(interest=first, by=lead)
    second = Interest.objects.get(pk=second.pk)
    with pytest.raises(services.NotPossibleError):
        services.unbundle(interest=second, by=lead)


def test_interests_for_two_cops_or_of_two_arenas_are_not_bundled(arena, lead):
    other = InterestFactory()
    interest = InterestFactory(arena=arena)
    for into in (other, interest):
        with pytest.raises(services.NotPossibleError):
            services.bundle(interest=interest, into=into, by=lead)


# On the CoP's agenda.


def test_accepted_interest_waits_on_the_backlog_of_the_cop(arena, cop, facilitator):
    interest = InterestFactory(arena=arena, forwarded=True, title="Warmtenet")
    services.accept(interest=interest, by=facilitator, minutes=30)
    item = BacklogItem.objects.get()
    assert (item.circle_id, item.title, item.minutes, item.note) == (
        cop.pk,
        "Warmtenet",
        30,
        interest.why,
    )
    assert item.source == BacklogItem.Source.INTEREST


def test_parking_takes_it_off_the_backlog_again(arena, facilitator):
    interest = InterestFactory(arena=arena, forwarded=True)
    services.accept(interest=interest, by=facilitator)
    services.park(interest=interest, by=facilitator, reason="Later.")
    assert not BacklogItem.objects.exists()


def woven(interest, days=14, **kwargs):
    """The backlog item of an accepted interest, woven into a meeting of the CoP by the planner."""
    meeting = MeetingFactory(circle=interest.cop, days=days, **kwargs)
    return agenda.take_from_backlog(meeting, interest.backlog_item_id)


@pytest.fixture
def accepted(arena, sender, facilitator):
    interest = InterestFactory(arena=arena, sender=sender, forwarded=True, title="Warmtenet")
    return services.accept(interest=interest, by=facilitator)


def fresh(interest):
    return Interest.objects.for_reading().get(pk=interest.pk)


def test_interest_keeps_its_place_when_it_is_woven_moved_and_put_back(accepted, facilitator):
    block = woven(accepted)
    assert fresh(accepted).agenda_item == block
    later = MeetingFactory(circle=accepted.cop, days=40)
    agenda.move_to_next(block.meeting, block.pk, facilitator)
    assert fresh(accepted).agenda_item.meeting == later
    agenda.park(later, fresh(accepted).agenda_item_id, facilitator)
    assert fresh(accepted).agenda_item is None
    assert fresh(accepted).backlog_item.title == accepted.title


def test_interest_is_on_the_backlog_or_on_an_agenda_and_never_lost(accepted, facilitator):
    block = woven(accepted)
    agenda.move_to_next(block.meeting, block.pk, facilitator)  # There is no next meeting.
    assert fresh(accepted).backlog_item is not None
    assert fresh(accepted).agenda_item is None


def test_sender_reads_when_it_is_talked_about(client, arena, sender, accepted):
    block = woven(accepted, planned=True)
    client.force_login(sender)
    path = reverse("arena:interest", args=[arena.pk, accepted.pk])
    day = spoken_day(block.meeting.local_start.date())
    assert f"van {day}" in client.get(path).text
    Meeting.objects.update(status=Meeting.Status.DRAFT)
    assert day not in client.get(path).text


def test_when_the_report_is_out_the_facilitator_is_asked_and_the_decision_stands_ready(
    client, accepted, facilitator, sender, django_capture_on_commit_callbacks
):
    block = woven(accepted, held=True)
    DecisionFactory(meeting=block.meeting, agenda_item=block, text="De schuur schuift op.")
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        report_published.send(Meeting, meeting=block.meeting)
    assert recipients() == [facilitator.email]
    client.force_login(facilitator)
    path = reverse("arena:answer_interest", args=[accepted.cop_id, accepted.pk, "answer"])
    assert path in mail.outbox[0].body
    assert "De schuur schuift op." in client.get(path).text
    with django_capture_on_commit_callbacks(execute=True):
        client.post(path, {"reason": "De schuur schuift drie meter op."})
    assert recipients()[-1] == sender.email
    assert fresh(accepted).state == State.ANSWERED


def test_what_was_talked_about_waits_for_an_answer_until_the_sender_has_it(
    client, cop, accepted, facilitator
):
    block = woven(accepted, planned=True)
    client.force_login(facilitator)
    path = reverse("arena:cop_interests", args=[cop.pk])
    assert list(client.get(path).context["waiting"]) == []
    Meeting.objects.filter(pk=block.meeting_id).update(status=Meeting.Status.HELD)
    page = client.get(path)
    assert list(page.context["waiting"]) == [accepted]
    assert list(page.context["others"]) == []
    assert "1 wacht" in client.get(cop.url).text
    services.answer(interest=accepted, by=facilitator, reason="De schuur schuift op.")
    assert list(client.get(path).context["waiting"]) == []


@pytest.mark.parametrize("event", ["removed", "cancelled"])
def test_interest_that_is_on_no_agenda_any_more_waits_again(event, cop, accepted):
    block = woven(accepted, planned=True)
    assert not Interest.objects.for_cop(cop).waiting_for_answer().exists()
    if event == "removed":
        agenda.remove(block.meeting, block.pk)
    else:
        Meeting.objects.update(status=Meeting.Status.CANCELLED)
    assert list(Interest.objects.for_cop(cop).waiting_for_answer()) == [accepted]


# Where it stands, and back to an agenda.


def read_by_sender(client, interest):
    client.force_login(interest.sender)
    return client.get(reverse("arena:interest", args=[interest.arena_id, interest.pk])).text


def test_nothing_is_said_to_be_on_an_agenda_before_it_is(client, accepted):
    text = read_by_sender(client, accepted)
    assert "Op de lijst voor de volgende bijeenkomst" in text
    assert "Op de agenda" not in text
    block = woven(accepted)  # On a draft, which the sender cannot see.
    assert "Op de lijst voor de volgende bijeenkomst" in read_by_sender(client, accepted)
    Meeting.objects.update(status=Meeting.Status.PLANNED)
    day = spoken_day(block.meeting.local_start.date())
    assert f"Op de agenda van {day}" in read_by_sender(client, accepted)


def strand(interest, event: str):
    """Its meeting came to nothing; the block on that agenda, if it is still there."""
    block = woven(interest, planned=True)
    if event == "removed":
        agenda.remove(block.meeting, block.pk)
    elif event == "over":
        past = timezone.now() - timedelta(days=1)
        Meeting.objects.update(starts_at=past - timedelta(hours=2), ends_at=past)
    else:
        Meeting.objects.update(status=event)
    return block


STRANDED = pytest.mark.parametrize("event", ["removed", "over", "cancelled", "held"])
SENTENCES = {
    "removed": "wacht op een nieuwe bijeenkomst",
    "cancelled": "wacht op een nieuwe bijeenkomst",
    "over": "het antwoord volgt",
    "held": "het antwoord volgt",
}


@STRANDED
def test_stranded_interest_is_said_to_wait(event, client, cop, accepted):
    strand(accepted, event)
    text = read_by_sender(client, accepted)
    assert SENTENCES[event] in text
    assert "Op de agenda van" not in text
    assert list(Interest.objects.for_cop(cop).waiting_for_answer()) == [accepted]


@STRANDED
def test_stranded_interest_goes_on_the_next_agenda_by_one_button(
    event, client, cop, accepted, facilitator, django_capture_on_commit_callbacks
):
    strand(accepted, event)
    client.force_login(facilitator)
    path = reverse("arena:put_on_the_list_again", args=[cop.pk, accepted.pk])
    page = reverse("arena:cop_interests", args=[cop.pk])
    assert path in client.get(page).text
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(2):
            response = client.post(path)
            assert (response.status_code, response.url) == (303, f"{page}#interest-{accepted.pk}")
    assert fresh(accepted).place == "list"
    assert BacklogItem.objects.filter(circle=cop).count() == 1
    assert recipients() == [accepted.sender.email]
    assert "weer op de lijst" in mail.outbox[0].body
    text = client.get(page).text
    assert path not in text
    assert "iemand anders was je voor" not in text


def test_interest_that_is_on_an_agenda_is_not_put_there_again(client, cop, accepted, facilitator):
    block = woven(accepted, planned=True)
    client.force_login(facilitator)
    path = reverse("arena:put_on_the_list_again", args=[cop.pk, accepted.pk])
    assert "iemand anders was je voor" in client.post(path, follow=True).text
    assert fresh(accepted).agenda_item == block
    assert not BacklogItem.objects.exists()


def test_facilitator_goes_from_an_accepted_interest_to_the_planner(
    client, cop, accepted, facilitator
):
    client.force_login(facilitator)
    page = reverse("arena:cop_interests", args=[cop.pk])
    assert reverse("meetings:add", args=[cop.pk]) in client.get(page).text
    meeting = MeetingFactory(circle=cop, days=5)
    planner = reverse("meetings:planner", args=[meeting.pk])
    assert planner in client.get(page).text
    client.force_login(MembershipFactory(circle=cop).user)
    assert planner not in client.get(page).text


def test_number_that_waits_counts_what_the_page_shows(client, arena, cop, facilitator):
    InterestFactory(arena=arena, forwarded=True)
    client.force_login(facilitator)
    assert "1 wacht" in client.get(cop.url).text
    ArenaFactory(cops=[cop])
    arena.cops.clear()
    arena.save()
    assert "wacht</b>" not in client.get(cop.url).text
