"""Who may open what a circle learns along the way: its goals, field notes, and the undercurrent."""

from django.urls import reverse

from meetings.services import pulse
from tests.meetings.factories import MeetingFactory
from tests.network import Network

from .cells import Row, answer
from .circles import HOST, HOST_CHANGES, IN_CIRCLE
from .meetings import CIRCLE, MEETING, fresh

# Editors see every meeting, but the pulse is for who was there.
MEMBERS = answer(404, visitor=302, cop_member=200, cop_facilitator=200)


def open_pulse(network: Network) -> str:
    """A pulse to close, of a meeting made for this cell."""
    meeting = MeetingFactory(circle=network.circle.cop, held=True)
    pulse.open_round(meeting=meeting)
    return reverse("meetings:close_pulse", args=[meeting.pk])


LEARNING = [
    Row(f"{CIRCLE}goals/", IN_CIRCLE),
    Row(f"{CIRCLE}goals/weave/", answer(404, visitor=302), about="no module", method="post"),
    Row(f"{CIRCLE}undercurrent/", HOST),
    Row(f"{MEETING}field-notes/", HOST),
    Row(f"{MEETING}field-notes/", HOST, fresh("field_notes", held=True), "held"),
    Row(f"{MEETING}pulse/", MEMBERS, fresh("pulse", held=True), "held"),
    Row(f"{MEETING}pulse/open/", HOST_CHANGES, fresh("open_pulse", held=True), method="post"),
    Row(f"{MEETING}pulse/close/", HOST_CHANGES, open_pulse, method="post"),
]
