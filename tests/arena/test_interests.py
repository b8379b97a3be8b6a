"""The way of an interest: who may take which step, who hears of it, and what came of it."""

import itertools
import uuid

import pytest
from django.core import mail
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from wagtail.models import PageLogEntry

from arena.models import Interest, InterestEvent, State
from arena.services import interests as services
from meetings.models import BacklogItem
from tests.cop_pages.factories import UserFactory

from .factories import ArenaFactory, InterestFactory, ProgrammeLineFactory, follower_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def line(arena):
    return ProgrammeLineFactory(organisation=arena.organisation)


@pytest.fixture
def typed(cop, line):
    return {
        "title": "Warmtenet",
        "cop": cop.pk,
        "programme_line": line.pk,
        "why": "De straat gaat open.",
        "urgency": "now",
        "submission": str(uuid.uuid4()),
    }


def send(client, arena, sender, typed):
    client.force_login(sender)
    return client.post(reverse("arena:bring_in", args=[arena.pk]), typed)


def recipients():
    return [message.to[0] for message in mail.outbox]


# Bringing in.


def test_interest_is_kept_and_the_lead_hears_of_it(
    client, arena, sender, lead, typed, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        response = send(client, arena, sender, typed)
    interest = Interest.objects.get()
    assert (response.status_code, response.url) == (
        303,
        reverse("arena:interest", args=[arena.pk, interest.pk]),
    )
    assert (interest.state, interest.sender, interest.title) == (
        State.BROUGHT_IN,
        sender,
        "Warmtenet",
    )
    assert recipients() == [lead.email]


def test_interest_sent_twice_is_kept_once(client, arena, sender, typed):
    first, second = (send(client, arena, sender, typed) for _ in range(2))
    assert Interest.objects.count() == 1
    assert first.url == second.url


def test_number_of_somebody_else_s_form_takes_nothing_of_theirs(client, arena, sender, typed):
    send(client, arena, sender, typed)
    send(client, arena, follower_of(arena), typed | {"title": "Van mij"})
    assert set(Interest.objects.values_list("title", flat=True)) == {"Warmtenet", "Van mij"}


def test_wrong_interest_comes_back_with_all_that_was_typed(client, arena, sender, typed):
    response = send(client, arena, sender, typed | {"programme_line": ""})
    assert response.status_code == 422
    assert "De straat gaat open." in response.text
    assert "cp-errors" in response.text


@pytest.mark.parametrize("field", ["cop", "programme_line"])
def test_cop_and_line_of_another_arena_are_refused(field, client, arena, sender, typed):
    other = ArenaFactory()
    foreign = {
        "cop": other.cops.first().pk,
        "programme_line": ProgrammeLineFactory(organisation=other.organisation).pk,
    }
    response = send(client, arena, sender, typed | {field: foreign[field]})
    assert response.status_code == 422


@pytest.mark.parametrize(
    "field", ["title", "cop", "programme_line", "why", "urgency", "submission"]
)
@pytest.mark.parametrize("value", ["\x00", "9" * 40, "-1", "nan", "💥" * 2000])
def test_hostile_input_is_never_a_server_error(field, value, client, arena, sender, typed):
    response = send(client, arena, sender, typed | {field: value})
    assert response.status_code in {303, 400, 422}


def test_ended_programme_line_cannot_be_chosen(client, arena, sender, typed, line):
    line.is_current = False
    line.save()
    assert send(client, arena, sender, typed).status_code == 422


def test_editor_who_looks_on_brings_nothing_in(client, arena, typed):
    response = send(client, arena, UserFactory(is_superuser=True, is_staff=True), typed)
    assert response.status_code == 404


# The steps.

WALKS = {
    "answered": ["forward", "accept", "answer"],
    "parked": ["forward", "park"],
    "taken up later": ["forward", "park", "accept"],
    "declined": ["forward", "decline"],
    "declined after all": ["forward", "park", "decline"],
    "put off": ["forward", "accept", "park"],
}
STATES = {
    "forward": State.FORWARDED,
    "accept": State.ACCEPTED,
    "park": State.PARKED,
    "decline": State.DECLINED,
    "answer": State.ANSWERED,
}


def take(interest, step, by, **words):
    if step in {"park", "decline", "answer"}:
        words.setdefault("reason", f"Omdat {step}.")
    return getattr(services, step)(interest=interest, by=by, **words)


@pytest.mark.parametrize("walk", WALKS.values(), ids=WALKS)
def test_every_step_is_kept_and_mailed_to_the_sender(
    walk, arena, sender, facilitator, django_capture_on_commit_callbacks
):
    interest = InterestFactory(arena=arena, sender=sender)
    with django_capture_on_commit_callbacks(execute=True):
        for step in walk:
            take(interest, step, facilitator)
    interest.refresh_from_db()
    assert interest.state == STATES[walk[-1]]
    assert list(interest.events.values_list("state", flat=True)) == [STATES[each] for each in walk]
    assert recipients().count(sender.email) == len(walk)


def test_answer_reaches_the_sender_in_the_words_of_the_cop(
    arena, sender, facilitator, django_capture_on_commit_callbacks
):
    interest = InterestFactory(arena=arena, sender=sender, title="Warmtenet", accepted=True)
    with django_capture_on_commit_callbacks(execute=True):
        services.answer(
            interest=interest, by=facilitator, reason="De schuur schuift <drie> meter op."
        )
    [message] = mail.outbox
    assert message.subject == "Het antwoord op je belang: Warmtenet"
    assert "De schuur schuift <drie> meter op." in message.body
    assert reverse("arena:interest", args=[arena.pk, interest.pk]) in message.body


def test_facilitator_hears_of_what_is_forwarded(
    arena, facilitator, lead, django_capture_on_commit_callbacks
):
    interest = InterestFactory(arena=arena)
    with django_capture_on_commit_callbacks(execute=True):
        services.forward(interest=interest, by=lead)
    assert facilitator.email in recipients()


def test_same_step_twice_is_one_step(arena, facilitator, django_capture_on_commit_callbacks):
    interest = InterestFactory(arena=arena, forwarded=True)
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(2):
            services.accept(interest=interest, by=facilitator)
    assert InterestEvent.objects.count() == 1
    assert BacklogItem.objects.count() == 1
    assert recipients() == [interest.sender.email]


@pytest.mark.parametrize(
    ("state", "step"),
    [
        (State.BROUGHT_IN, "accept"),
        (State.BROUGHT_IN, "decline"),
        (State.BUNDLED, "forward"),
        (State.FORWARDED, "answer"),
        (State.DECLINED, "accept"),
        (State.ANSWERED, "park"),
        (State.ACCEPTED, "forward"),
    ],
)
def test_step_out_of_turn_is_refused(state, step, arena, facilitator):
    interest = InterestFactory(arena=arena, state=state)
    with pytest.raises(services.NotPossibleError):
        take(interest, step, facilitator)
    interest.refresh_from_db()
    assert interest.state == state


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=st.lists(st.sampled_from(list(STATES)), max_size=6))
def test_whatever_is_tried_the_history_tells_how_it_came_here(steps, arena, facilitator):
    interest = InterestFactory(arena=arena)
    for step in steps:
        try:
            take(interest, step, facilitator)
        except services.NotPossibleError:
            continue
    interest.refresh_from_db()
    path = [State.BROUGHT_IN, *interest.events.values_list("state", flat=True)]
    assert path[-1] == interest.state
    moves = {**services.LEAD_MOVES}
    for former, state in itertools.pairwise(path):
        allowed = moves.get(former, set()) | services.FACILITATOR_MOVES.get(former, set())
        assert state in allowed
    on_backlog = BacklogItem.objects.filter(pk=interest.backlog_item_id).exists()
    assert on_backlog == (interest.state == State.ACCEPTED)


# Through the pages.


def test_lead_forwards_and_facilitator_declines_through_the_pages(client, arena, lead, facilitator):
    interest = InterestFactory(arena=arena)
    client.force_login(lead)
    assert client.post(reverse("arena:forward", args=[arena.pk, interest.pk])).status_code == 303
    client.force_login(facilitator)
    address = reverse("arena:answer_interest", args=[interest.cop_id, interest.pk, "decline"])
    assert client.post(address, {"reason": ""}).status_code == 422
    assert client.post(address, {"reason": "Hoort bij wonen."}).status_code == 303
    interest.refresh_from_db()
    assert (interest.state, interest.reason) == (State.DECLINED, "Hoort bij wonen.")


def test_late_step_says_that_somebody_was_first(client, arena, lead):
    interest = InterestFactory(arena=arena, declined=True)
    client.force_login(lead)
    address = reverse("arena:forward", args=[arena.pk, interest.pk])
    assert "iemand anders was je voor" in client.post(address, follow=True).text


def test_lead_answers_nothing_and_facilitator_forwards_nothing(client, arena, lead, facilitator):
    interest = InterestFactory(arena=arena, forwarded=True)
    address = reverse("arena:answer_interest", args=[interest.cop_id, interest.pk, "park"])
    client.force_login(lead)
    assert client.post(address, {"reason": "Nee"}).status_code == 404
    client.force_login(facilitator)
    for step in ("forward", "bundle", "unbundle"):
        path = reverse(f"arena:{step}", args=[arena.pk, interest.pk])
        assert client.post(path).status_code == 404


def test_step_that_does_not_exist_is_not_found(client, arena, facilitator):
    interest = InterestFactory(arena=arena, forwarded=True)
    client.force_login(facilitator)
    for step in ("forward", "_move", "bring_in"):
        path = reverse("arena:answer_interest", args=[interest.cop_id, interest.pk, step])
        assert client.get(path).status_code == 404


def test_cop_sees_nothing_before_it_is_forwarded(client, arena, cop, facilitator):
    InterestFactory(arena=arena, title="Nog binnenskamers")
    InterestFactory(arena=arena, title="Voor jullie", forwarded=True)
    client.force_login(facilitator)
    text = client.get(reverse("arena:cop_interests", args=[cop.pk])).text
    assert "Voor jullie" in text
    assert "Nog binnenskamers" not in text


def test_the_log_holds_no_words_and_no_names(arena, lead, facilitator, sender):
    interest = InterestFactory(arena=arena, sender=sender, title="Warmtenet")
    services.forward(interest=interest, by=lead)
    services.decline(interest=interest, by=facilitator, reason="Geheime reden")
    entries = PageLogEntry.objects.filter(action="arena.interest")
    text = " ".join(f"{entry.label} {entry.data}" for entry in entries)
    assert len(entries) == 2
    assert not {"Warmtenet", "Geheime reden", sender.email} & set(text.split("'"))
