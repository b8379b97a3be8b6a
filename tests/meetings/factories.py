"""Meetings with all that hangs under them. Times lie in the future unless you say otherwise.

`MeetingFactory(circle=cop, planned=True)`; other traits: draft (the default), cancelled, held, published.
"""

from datetime import datetime, time, timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from cop_pages.models import Role
from meetings.models import (
    ActionItem,
    AgendaItem,
    AgendaTemplate,
    Attendance,
    BacklogItem,
    Decision,
    FieldNote,
    GuestAttendance,
    Meeting,
    MeetingSeries,
    NextStep,
    PulseRound,
)
from tests.cop_pages.factories import CopPageFactory, MembershipFactory, UserFactory


def evening(days: int) -> datetime:
    """19.30 on the wall, so many days from today; negative for the past."""
    day = timezone.localdate() + timedelta(days=days)
    return timezone.make_aware(datetime.combine(day, time(19, 30)))


def facilitator_of(circle):
    """A person who leads this circle."""
    return MembershipFactory(circle=circle, role=Role.FACILITATOR).user


def member_of(circle):
    return MembershipFactory(circle=circle).user


class MeetingFactory(DjangoModelFactory):
    class Meta:
        model = Meeting

    class Params:
        days = 14
        hours = 2
        planned = factory.Trait(status=Meeting.Status.PLANNED)
        cancelled = factory.Trait(status=Meeting.Status.CANCELLED, cancel_reason="Griep")
        held = factory.Trait(status=Meeting.Status.HELD, days=-14, group_size=9)
        published = factory.Trait(status=Meeting.Status.PUBLISHED, days=-14, group_size=9)

    circle = factory.SubFactory(CopPageFactory)
    title = factory.Sequence(lambda n: f"Bijeenkomst {n}")
    starts_at = factory.LazyAttribute(lambda o: evening(o.days))
    ends_at = factory.LazyAttribute(lambda o: o.starts_at + timedelta(hours=o.hours))
    place = "Buurthuis De Vijver"


class MeetingSeriesFactory(DjangoModelFactory):
    class Meta:
        model = MeetingSeries

    circle = factory.SubFactory(CopPageFactory)
    title = "Maandelijkse bijeenkomst"
    rule = "FREQ=MONTHLY;BYDAY=3TU"
    first_date = factory.LazyFunction(timezone.localdate)
    start_time = time(19, 30)
    place = "Buurthuis De Vijver"


class AgendaItemFactory(DjangoModelFactory):
    class Meta:
        model = AgendaItem

    meeting = factory.SubFactory(MeetingFactory)
    title = factory.Sequence(lambda n: f"Agendapunt {n}")
    order = factory.Sequence(lambda n: n % 30_000)
    minutes = 20


class BacklogItemFactory(DjangoModelFactory):
    class Meta:
        model = BacklogItem

    circle = factory.SubFactory(CopPageFactory)
    title = factory.Sequence(lambda n: f"Voor later {n}")


class AgendaTemplateFactory(DjangoModelFactory):
    class Meta:
        model = AgendaTemplate

    name = factory.Sequence(lambda n: f"Vaste agenda {n}")


class AttendanceFactory(DjangoModelFactory):
    class Meta:
        model = Attendance

    class Params:
        coming = factory.Trait(
            answer=Attendance.Answer.YES, answered_at=factory.LazyFunction(timezone.now)
        )

    meeting = factory.SubFactory(MeetingFactory, planned=True)
    user = factory.SubFactory(UserFactory)


class GuestAttendanceFactory(DjangoModelFactory):
    class Meta:
        model = GuestAttendance

    meeting = factory.SubFactory(MeetingFactory, held=True)
    name = "Buurvrouw Ans"


class DecisionFactory(DjangoModelFactory):
    class Meta:
        model = Decision

    meeting = factory.SubFactory(MeetingFactory, held=True)
    text = factory.Sequence(lambda n: f"Besluit {n}")


class ActionItemFactory(DjangoModelFactory):
    class Meta:
        model = ActionItem

    circle = factory.SubFactory(CopPageFactory)
    text = factory.Sequence(lambda n: f"Actie {n}")


class NextStepFactory(DjangoModelFactory):
    class Meta:
        model = NextStep

    meeting = factory.SubFactory(MeetingFactory, held=True)
    text = "De sleutel van de schuur halen."


class FieldNoteFactory(DjangoModelFactory):
    class Meta:
        model = FieldNote

    minutes = 45
    planned_minutes = 30
    group_size = 10


class PulseRoundFactory(DjangoModelFactory):
    class Meta:
        model = PulseRound

    meeting = factory.SubFactory(MeetingFactory, held=True)
    opened_at = factory.LazyFunction(timezone.now)
