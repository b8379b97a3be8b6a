"""What a circle learns along the way: its goals for members, field notes and undercurrent for who leads."""

from django.urls import reverse

from cop_pages.models import Role
from meetings.services import pulse
from tests.cop_pages.factories import MembershipFactory
from tests.meetings.factories import MeetingFactory, PulseRoundFactory
from tests.network import CANARIES, Network

from .cells import Row, answer
from .circles import HOST, HOST_CHANGES, IN_CIRCLE, OWN_MEMBERSHIP
from .meetings import CIRCLE, MEETING, fresh

NO_MODULE = answer(404, visitor=302)


def add_undercurrent(network: Network) -> None:
    """A closed pulse with enough answers, one of which says what nobody but the facilitator may read."""
    circle = network.circle.cop
    words = CANARIES["undercurrent of a CoP"]
    current = PulseRoundFactory(meeting=MeetingFactory(circle=circle, held=True))
    for number in range(pulse.FEWEST_ANSWERS):
        user = MembershipFactory(circle=circle, role=Role.PROFESSIONAL).user
        scores = {"between_us": 4, "can_speak": 3}
        pulse.give_answer(pulse=current, user=user, scores=scores, unsaid="" if number else words)
    pulse.close_round(pulse=current)


def with_open_pulse(network: Network) -> str:
    meeting = MeetingFactory(circle=network.circle.cop, held=True)
    PulseRoundFactory(meeting=meeting)
    return reverse("meetings:close_pulse", args=[meeting.pk])


LEARNING = [
    Row(f"{CIRCLE}goals/", IN_CIRCLE),
    Row(f"{CIRCLE}goals/weave/", NO_MODULE, method="post"),
    Row(f"{CIRCLE}undercurrent/", HOST),
    Row(f"{MEETING}field-notes/", HOST, fresh("field_notes", held=True)),
    Row(f"{MEETING}pulse/", OWN_MEMBERSHIP, fresh("pulse", held=True)),
    Row(f"{MEETING}pulse/open/", HOST_CHANGES, fresh("open_pulse", held=True), method="post"),
    Row(f"{MEETING}pulse/close/", HOST_CHANGES, with_open_pulse, method="post"),
]
