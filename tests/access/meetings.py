"""Meetings in the CoP of the network, with canaries in what is not for everybody, and their rows."""

from django.urls import reverse

from tests.meetings.factories import (
    ActionItemFactory,
    AgendaItemFactory,
    MeetingFactory,
    MeetingSeriesFactory,
)
from tests.network import CANARIES, Network

from .cells import Row, answer
from .circles import HOST, HOST_CHANGES, IN_CIRCLE

HERE = "/bijeenkomsten/"
CIRCLE = f"{HERE}circle/%(circle_id)s/"
MEETING = f"{HERE}%(meeting_id)s/"
SERIES = f"{HERE}series/%(series_id)s/"
# For the facilitator, and for who may view all circles.
DRAFT = answer(404, visitor=302, editor=200, moderator=200, admin=200, cop_facilitator=200)


def add_meetings(network: Network) -> None:
    """A planned meeting, a draft, and an action of a member that is not in a report yet."""
    circle = network.circle
    title, note = CANARIES["meeting of a CoP"], CANARIES["facilitators' note of a meeting"]
    circle.meeting = MeetingFactory(circle=circle.cop, planned=True, title=title)
    AgendaItemFactory(meeting=circle.meeting, facilitators_note=note)
    circle.draft = MeetingFactory(circle=circle.cop, title=CANARIES["draft meeting"])
    held = MeetingFactory(circle=circle.cop, held=True)
    action = CANARIES["action of a member"]
    ActionItemFactory(circle=circle.cop, meeting=held, owner=circle.member, text=action)
    series = MeetingSeriesFactory(circle=circle.cop)
    network.circle_samples |= {"meeting_id": circle.meeting.pk, "series_id": series.pk}


def show(which: str):
    return lambda network: getattr(network.circle, which).get_absolute_url()


def fresh(name: str, **fields):
    """The address of a meeting that is made for this cell."""

    def path(network: Network) -> str:
        meeting = MeetingFactory(circle=network.circle.cop, **fields)
        return reverse(f"meetings:{name}", args=[meeting.pk])

    return path


MEETINGS = [
    Row(CIRCLE, IN_CIRCLE),
    Row(f"{CIRCLE}new/", HOST),
    Row(f"{CIRCLE}series/new/", HOST),
    Row(SERIES, HOST),
    Row(f"{SERIES}stop/", HOST_CHANGES, method="post"),
    Row(MEETING, IN_CIRCLE, show("meeting"), "planned"),
    Row(MEETING, DRAFT, show("draft"), "draft"),
    Row(f"{MEETING}edit/", HOST),
    Row(f"{MEETING}agenda/", HOST),
    Row(f"{MEETING}agenda/", HOST, fresh("planner"), "draft"),
    Row(f"{MEETING}agenda/", answer(404, visitor=302, cop_facilitator=400), method="post"),
    Row(f"{MEETING}plan/", HOST_CHANGES, fresh("plan"), method="post"),
    Row(f"{MEETING}cancel/", HOST),
    Row(f"{MEETING}discard/", HOST, fresh("discard"), "draft"),
    Row(f"{MEETING}discard/", HOST_CHANGES, fresh("discard"), method="post"),
]
