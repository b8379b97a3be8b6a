"""A CoP in the middle of its work: one meeting is on, one is over, one has a report. Also for a live site."""

import json
from datetime import timedelta

from django.utils import timezone

from meetings.models import Meeting
from tests.cop_pages import rich_circle

from .factories import (
    ActionItemFactory,
    AgendaItemFactory,
    AttendanceFactory,
    DecisionFactory,
    GuestAttendanceFactory,
    MeetingFactory,
    NextStepFactory,
)

STEPS = [
    {
        "title": "Kaarten kiezen",
        "minutes": 10,
        "facilitator": "<p>Leg alle kaarten open op tafel.</p>",
        "participants": "<p>Kies er <b>drie</b>, zonder te praten.</p>",
        "tip": "Zet zachte muziek op.",
    }
]


def build(*, slug: str) -> dict:
    """The circle, and the meetings by what they are."""
    rich = rich_circle.build(slug=slug)
    meetings = {
        "live": live(rich),
        "held": over(rich, "held"),
        "published": over(rich, "published"),
    }
    return {"circle": rich} | meetings


def live(rich) -> Meeting:
    """Thirty minutes on its way, in the second of three blocks; ten minutes too long."""
    now = timezone.now().replace(second=0, microsecond=0)
    times = {
        "starts_at": now - timedelta(minutes=30),
        "ends_at": now + timedelta(minutes=60),
    }
    meeting = MeetingFactory(circle=rich.cop, planned=True, title="Een bank erbij", **times)
    with_agenda(meeting, rich.facilitator)
    return meeting


def with_agenda(meeting: Meeting, lead) -> None:
    for order, (title, minutes) in enumerate(
        (("Welkom", 20), ("Waarden op tafel", 60), ("Wat heeft de volgende stap nodig?", 20))
    ):
        AgendaItemFactory(meeting=meeting, order=order, title=title, minutes=minutes, lead=lead)
    meeting.agenda_items.filter(order=1).update(steps=STEPS, facilitators_note="Begin bij Ria.")


def over(rich, status: str) -> Meeting:
    meeting = MeetingFactory(
        circle=rich.cop, title="Waar de tuin begint", summary="Achter de flat.", **{status: True}
    )
    with_agenda(meeting, rich.facilitator)
    meeting.agenda_items.update(minutes_text="Het hek mag open.")
    AttendanceFactory(meeting=meeting, user=rich.member, present=True)
    GuestAttendanceFactory(meeting=meeting)
    DecisionFactory(meeting=meeting, text="We beginnen klein.")
    NextStepFactory(meeting=meeting)
    if status == "published":
        for owner in (rich.member, rich.facilitator, None):
            ActionItemFactory(circle=rich.cop, meeting=meeting, owner=owner, due=meeting.ends_at)
    return meeting


def describe(built: dict) -> str:
    """All that a browser needs to know, on one line of JSON."""
    facts = json.loads(rich_circle.describe(built.pop("circle")))
    return json.dumps(facts | {name: meeting.pk for name, meeting in built.items()})
