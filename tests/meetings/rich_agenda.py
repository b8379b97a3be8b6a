"""A CoP whose next meeting is being planned: for browsers that weave its agenda."""

import json

from meetings.models import BacklogItem, NextStep
from modules_library.models import ModulePage
from tests.cop_pages.rich_circle import build as build_circle
from tests.cop_pages.rich_circle import session_of

from .factories import (
    AgendaItemFactory,
    AgendaTemplateFactory,
    MeetingFactory,
    MeetingSeriesFactory,
)

PLANS = 16  # One for each test that changes an agenda.


def build(slug: str) -> dict:
    """What a browser needs to know, as JSON can hold it."""
    rich = build_circle(slug=slug)
    cop = rich.cop
    held = MeetingFactory(circle=cop, published=True, title="De eerste schop", days=-200)
    AgendaItemFactory(meeting=held, title="Rondje", order=0)
    last = MeetingFactory(circle=cop, held=True, days=-30)
    NextStep.objects.create(meeting=last, text="Haal de sleutel van de schuur")
    plans = [
        MeetingFactory(circle=cop, title="Een dag op het plein", days=10) for _ in range(PLANS)
    ]
    MeetingFactory(circle=cop, planned=True, title="Daarna", days=40)
    for plan in plans:
        add_blocks(plan)
    BacklogItem.objects.create(circle=cop, title="Regenton", minutes=10, note="Ria weet er een.")
    AgendaTemplateFactory(
        circle=cop, name="Vaste avond", items=[{"title": "Inloop", "minutes": 10}]
    )
    cancelled = MeetingFactory(circle=cop, cancelled=True, days=20)
    return {
        "circle": cop.pk,
        "project": cop.url,
        "meeting": plans[0].pk,
        "plans": [plan.pk for plan in plans],
        "empty": MeetingFactory(circle=cop, title="Nog leeg", days=60).pk,
        "planned": MeetingFactory(circle=cop, planned=True, title="Plantdag", days=5).pk,
        "published": held.pk,
        "cancelled": cancelled.pk,
        "series": MeetingSeriesFactory(circle=cop).pk,
        "facilitator session": session_of(rich.facilitator),
        "member session": session_of(rich.member),
    }


def add_blocks(meeting) -> None:
    """One with all its fields, a break, one of two parts, and one past the end."""
    module = ModulePage.objects.live().order_by("pk").first()
    full = AgendaItemFactory(
        meeting=meeting,
        title="Waardenkaarten",
        minutes=45,
        order=0,
        module=module,
        module_version=1,
        steps=[{"title": "Leg de kaarten neer", "minutes": 10}],
        participants_note="Neem een foto mee.",
        facilitators_note="Let op de stille mensen.",
    )
    if module:
        full.goals.set(module.goals.all())
    AgendaItemFactory(meeting=meeting, title="Koffie", kind="break", minutes=15, order=1)
    whole = AgendaItemFactory(meeting=meeting, title="Samen tekenen", minutes=50, order=2)
    for order, title in enumerate(["In tweetallen", "Aan de muur"]):
        AgendaItemFactory(meeting=meeting, parent=whole, title=title, minutes=20, order=order)
    AgendaItemFactory(meeting=meeting, title="Wat nemen we mee?", minutes=25, order=3)


def describe(slug: str) -> str:
    return json.dumps(build(slug))
