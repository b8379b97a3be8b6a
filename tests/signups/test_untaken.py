"""A place that was offered and not taken is lost for nobody."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from cop_pages import schedule
from cop_pages import services as circles
from cop_pages.models import Invitation
from signups import outcomes
from signups.models import SignUp, Status
from tests.factories import MemberFactory

from .factories import SignUpFactory, WaitingListEntryFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def line(cop):
    """Two who wait; the first of them got the place that opened."""
    first, second = (
        WaitingListEntryFactory(cop=cop, since=timezone.now() - timedelta(days=days))
        for days in (9, 3)
    )
    outcomes.invite_next(cop=cop)
    return first, second


def states(*turns) -> list[tuple[str, str]]:
    for turn in turns:
        turn.refresh_from_db(), turn.sign_up.refresh_from_db()
    return [(turn.state, turn.sign_up.status) for turn in turns]


def next_month():
    return time_machine.travel(timezone.now() + timedelta(days=31))


def test_invitation_that_runs_out_passes_the_turn_on(line):
    assert states(*line) == [("invited", Status.PLACED), ("waiting", Status.WAITING_LIST)]
    with next_month():
        schedule.run_all()
        invited = Invitation.objects.open().get()
    assert states(*line) == [("left", Status.IN_CONVERSATION), ("invited", Status.PLACED)]
    assert invited.email == line[1].sign_up.email


def test_invitation_that_is_withdrawn_passes_the_turn_on(line, handler):
    circles.withdraw(invitation=Invitation.objects.get(), by=handler)
    assert states(*line) == [("left", Status.IN_CONVERSATION), ("invited", Status.PLACED)]


def test_invitation_that_was_taken_passes_nothing_on(line):
    invitation = Invitation.objects.get()
    circles.accept(invitation=invitation, user=MemberFactory(email=invitation.email))
    with next_month():
        schedule.run_all()
    assert states(*line) == [("invited", Status.PLACED), ("waiting", Status.WAITING_LIST)]


def test_who_never_waited_is_talked_to_again_and_opens_no_place(cop, handler):
    asked = SignUpFactory(joining=True, cop=cop)
    waiting = WaitingListEntryFactory(cop=cop)
    outcomes.invite(sign_up=asked, cop=cop, by=handler)
    with next_month():
        for _time in range(2):
            schedule.run_all()
    asked.refresh_from_db()
    assert asked.status == Status.IN_CONVERSATION
    assert cop.title in asked.entries.get().text
    assert states(waiting) == [("waiting", Status.WAITING_LIST)]


def test_who_comes_in_by_a_second_invitation_is_placed_after_all(cop, handler):
    asked = SignUpFactory(joining=True, cop=cop)
    outcomes.invite(sign_up=asked, cop=cop, by=handler)
    with next_month():
        schedule.run_all()
        again = circles.invite(circle=cop, email=asked.email, role="resident", by=handler)
        circles.accept(invitation=again, user=MemberFactory(email=asked.email))
    asked.refresh_from_db()
    assert asked.status == Status.PLACED


def test_invitation_that_no_request_led_to_changes_no_request(cop, handler):
    other = SignUpFactory(status=Status.PLACED)
    invitation = circles.invite(circle=cop, email=other.email, role="resident", by=handler)
    circles.withdraw(invitation=invitation, by=handler)
    assert SignUp.objects.get().status == Status.PLACED
