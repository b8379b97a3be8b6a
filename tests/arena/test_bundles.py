"""Interests that go along with another: one answer, read and heard by everybody who brought one in."""

import pytest
from django.core import mail
from django.urls import reverse

from arena import insight
from arena.models import State
from arena.services import interests as services

from .factories import InterestFactory, follower_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def carrier(arena):
    return InterestFactory(arena=arena, title="Warmtenet")


@pytest.fixture
def along(arena, carrier, lead):
    other = InterestFactory(arena=arena, title="Laadpalen")
    return services.bundle(interest=other, into=carrier, by=lead)


@pytest.fixture
def answer(carrier, along, lead, facilitator):
    """Have the CoP answer the bundle."""

    def give(step, **words):
        services.forward(interest=carrier, by=lead)
        return getattr(services, step)(interest=carrier, by=facilitator, **words)

    return give


def read(client, interest, who):
    client.force_login(who)
    page = client.get(reverse("arena:interest", args=[interest.arena_id, interest.pk]))
    return page.text.partition("<main")[2]


def test_answer_of_the_bundle_stands_with_what_goes_along(client, along, answer):
    answer("decline", reason="Niet voor 2030.")
    page = read(client, along, along.sender)
    assert "Niet voor 2030." in page
    assert [step.state for step in along.steps] == [
        State.BUNDLED,
        State.FORWARDED,
        State.DECLINED,
    ]


def test_what_happened_before_they_went_together_stays_with_its_own(carrier, along, lead):
    services.unbundle(interest=along, by=lead)
    services.forward(interest=carrier, by=lead)
    along.refresh_from_db()
    assert [step.state for step in along.steps] == [State.BUNDLED, State.BROUGHT_IN]


@pytest.mark.parametrize("step", ["park", "decline"])
def test_mail_with_an_answer_is_called_an_answer(step, answer, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        answer(step, reason="Eerst de tuin.")
    answers = [message.subject for message in mail.outbox if "Eerst de tuin" in message.body]
    assert sorted(answers) == [
        "Het antwoord op je belang: Laadpalen",
        "Het antwoord op je belang: Warmtenet",
    ]


@pytest.mark.parametrize(("step", "waits"), [("accept", True), ("park", False)])
def test_lead_has_a_step_or_waits_as_long_as_there_is_no_answer(
    step, waits, client, along, lead, answer
):
    answer(step, reason="Graag.")
    assert ("Jouw stap" in read(client, along, lead)) is waits


def test_what_goes_along_counts_by_the_answer_of_its_bundle(arena, carrier, along, lead, answer):
    for _ in range(3):
        other = InterestFactory(arena=arena, sender=follower_of(arena))
        services.bundle(interest=other, into=carrier, by=lead)
    answer("park", reason="Eerst de tuin.")
    figures = dict(insight.interests_by_state(arena))
    assert figures[State.PARKED].number == 5
    assert State.BUNDLED not in figures


def test_page_of_figures_says_how_bundled_ones_count(client, arena, lead):
    client.force_login(lead)
    page = client.get(reverse("arena:insight", args=[arena.pk])).text
    assert "Gaat een belang samen met een ander" in page


def test_lead_who_brings_something_in_gets_no_mail_of_it(
    arena, lead, django_capture_on_commit_callbacks
):
    interest = InterestFactory.build(
        arena=arena, cop=arena.cops.first(), sender=None, programme_line=None
    )
    interest.programme_line = InterestFactory(arena=arena).programme_line
    with django_capture_on_commit_callbacks(execute=True):
        services.bring_in(arena=arena, interest=interest, by=lead)
    assert not mail.outbox
