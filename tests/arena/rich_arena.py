"""An arena as it looks after half a year, around a CoP of `rich_circle`. Also built on a live site."""

import json
from dataclasses import dataclass, field
from datetime import timedelta

from django.contrib.auth.models import AbstractBaseUser
from django.utils import timezone

from arena.models import (
    ArenaPage,
    ArenaRole,
    ArenaUpdatePage,
    Interest,
    ProgrammeLine,
    Question,
    SharedItem,
    ShownPerson,
    State,
)
from cop_pages.models import JourneyStep
from meetings.models import Decision, Meeting
from tests.cop_pages.rich_circle import RichCircle, session_of
from tests.cop_pages.rich_circle import build as build_circle
from tests.meetings.factories import DecisionFactory, MeetingFactory

from .factories import (
    ArenaFactory,
    ArenaUpdatePageFactory,
    InterestFactory,
    ProgrammeLineFactory,
    QuestionFactory,
    SharedItemFactory,
    follower_of,
)

WHY = "In de Waterwijk gaat de straat open voor het warmtenet."
SUMMARY = "We kozen voor een proef met tien bakken."


@dataclass
class RichArena:
    """`shared` holds a shared item of each kind by its key: step, meeting, decision, picture."""

    rich: RichCircle
    arena: ArenaPage
    lead: AbstractBaseUser
    follower: AbstractBaseUser
    line: ProgrammeLine
    update: ArenaUpdatePage
    question: Question
    meeting: Meeting
    decision: Decision
    interests: dict[str, Interest] = field(default_factory=dict)
    shared: dict[str, SharedItem] = field(default_factory=dict)

    @property
    def cop(self):
        return self.rich.cop

    @property
    def member(self):
        return self.rich.member

    @property
    def facilitator(self):
        return self.rich.facilitator

    @property
    def outsider(self):
        return self.rich.outsider


def build(*, slug: str = "waterwijk-groen", rich: RichCircle | None = None) -> RichArena:
    rich = rich or hidden_circle(slug)
    arena = ArenaFactory(
        parent=rich.cop.get_parent(),
        title="Almere kijkt mee",
        slug=f"arena-{slug}",
        organisation__name=f"Gemeente Almere {slug}",
        cops=[rich.cop],
        learning_question="Hoe werken we vanuit de bedoeling?",
    )
    lead, follower = (follower_of(arena, role) for role in (ArenaRole.LEAD, ArenaRole.EMPLOYEE))
    follower_of(arena, ArenaRole.DIRECTOR)
    line = ProgrammeLineFactory(organisation=arena.organisation, name="Duurzaamheid")
    update = ArenaUpdatePageFactory(
        parent=arena, title="De proef begint", slug=f"proef-{slug}", cop=rich.cop
    )
    update.programme_lines.set([line])
    meeting = MeetingFactory(circle=rich.cop, published=True, title="Kiezen", summary=SUMMARY)
    whole = RichArena(
        rich=rich,
        arena=ArenaPage.objects.get(pk=arena.pk),
        lead=lead,
        follower=follower,
        line=line,
        update=ArenaUpdatePage.objects.get(pk=update.pk),
        question=QuestionFactory(update=update, asker=follower),
        meeting=meeting,
        decision=DecisionFactory(meeting=meeting, text="Tien bakken, drie maanden."),
    )
    share_one_of_each(whole)
    show_the_member(whole)
    bring_in_one_of_each(whole)
    return whole


def hidden_circle(slug: str) -> RichCircle:
    """In no directory, where it would lie on the map beside the CoPs of other tests."""
    rich = build_circle(slug=slug)
    rich.cop.show_in_directory = False
    rich.cop.save()
    return rich


def share_one_of_each(whole: RichArena) -> None:
    things = {
        "step": JourneyStep.objects.filter(page=whole.cop, is_shared=True).first(),
        "meeting": whole.meeting,
        "decision": whole.decision,
        "picture": whole.rich.picture,
    }
    for kind, thing in things.items():
        whole.shared[kind] = SharedItemFactory(cop=whole.cop, arena=whole.arena, thing=thing)


def show_the_member(whole: RichArena) -> None:
    ShownPerson.objects.create(membership=whole.rich.membership(whole.member), shows_name=True)


def bring_in_one_of_each(whole: RichArena) -> None:
    for age, state in enumerate(State):
        whole.interests[state] = InterestFactory(
            arena=whole.arena,
            cop=whole.cop,
            sender=whole.follower,
            programme_line=whole.line,
            title=f"Belang {state}",
            why=WHY,
            state=state,
            reason="Eerst de tuin." if state in {State.PARKED, State.DECLINED} else "",
            created_at=timezone.now() - timedelta(days=30 - age),
        )
    bundled, into = whole.interests[State.BUNDLED], whole.interests[State.BROUGHT_IN]
    Interest.objects.filter(pk=bundled.pk).update(bundle=into)


def describe(whole: RichArena) -> str:
    """All that a browser needs to know of it, on one line of JSON."""
    people = ("lead", "follower", "member", "facilitator", "outsider")
    return json.dumps(
        {
            "arena": whole.arena.pk,
            "tribune": whole.arena.url,
            "update": whole.update.url,
            "update_id": whole.update.pk,
            "cop": whole.cop.pk,
            "project": whole.cop.url,
            "question": whole.question.pk,
            **{f"interest_{state}": each.pk for state, each in whole.interests.items()},
            **{f"{person} session": session_of(getattr(whole, person)) for person in people},
        }
    )
