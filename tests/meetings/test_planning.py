"""Setting a date: the form, the services behind it, and the pages that show it."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from meetings import signals
from meetings.models import Meeting
from tests.cop_pages.factories import CopPageFactory
from tests.factories import GoalFactory

from .factories import (
    MeetingFactory,
    NextStepFactory,
    facilitator_of,
    member_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def cop():
    return CopPageFactory(title="Kikkerveld groen")


@pytest.fixture
def facilitator(cop, client):
    user = facilitator_of(cop)
    client.force_login(user)
    return user


@pytest.fixture
def heard():
    """The names of the signals that were sent."""
    names, receivers = [], []
    for name in ("meeting_planned", "meeting_changed", "meeting_cancelled", "capacity_raised"):

        def receiver(sender, meeting, name=name, **kwargs):
            names.append((name, meeting.sequence))

        receivers.append(receiver)  # Or it is gone at once: signals hold them weakly.
        getattr(signals, name).connect(receiver)
    yield names
    for name, receiver in zip(
        ("meeting_planned", "meeting_changed", "meeting_cancelled", "capacity_raised"),
        receivers,
        strict=True,
    ):
        getattr(signals, name).disconnect(receiver)


def asked(**fields) -> dict:
    return {
        "title": "Een dag op het plein",
        "date": "2027-06-15",
        "start": "19:30",
        "end": "21:30",
        "place": "Buurthuis",
    } | fields


def add(client, cop, **fields):
    return client.post(reverse("meetings:add", args=[cop.pk]), asked(**fields))


def edit(client, meeting, **fields):
    url = reverse("meetings:edit", args=[meeting.pk])
    edition = client.get(url).context["form"].initial["started_from"]
    return client.post(url, asked(started_from=edition) | fields)


def test_facilitator_sets_a_date_and_goes_on_to_the_agenda(client, cop, facilitator):
    goal = GoalFactory(slug="team")
    response = add(client, cop, goals=[goal.pk], lead=facilitator.pk, capacity="12")
    meeting = Meeting.objects.get()
    assert response.status_code == 303
    assert response.url == reverse("meetings:planner", args=[meeting.pk])
    assert meeting.starts_at == datetime(2027, 6, 15, 17, 30, tzinfo=UTC)
    assert (meeting.status, meeting.lead, meeting.capacity) == ("draft", facilitator, 12)
    assert list(meeting.goals.all()) == [goal]


def test_double_click_makes_one_meeting(client, cop, facilitator, heard):
    first, second = (add(client, cop, plan="1") for _ in range(2))
    assert first.url == second.url
    assert Meeting.objects.count() == 1
    assert heard == [("meeting_planned", 0)]
    assert add(client, cop, title="Een andere").url != first.url


def test_evening_that_ends_after_midnight_ends_the_next_day(client, cop, facilitator):
    add(client, cop, start="21:00", end="00:30")
    assert Meeting.objects.get().minutes == 210


def test_meeting_can_be_shown_to_the_members_at_once(client, cop, facilitator, heard):
    add(client, cop, plan="1")
    assert Meeting.objects.get().is_planned
    assert heard == [("meeting_planned", 0)]


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"date": "gisteren"},
        {"date": "0001-01-01"},
        {"date": "9999-12-31"},
        {"start": "25:00"},
        {"end": "19:30"},
        {"video_url": "javascript:alert(1)"},
        {"capacity": "0"},
        {"capacity": "9" * 30},
        {"lead": "99999999"},
        {"goals": ["x"]},
        {"timezone": "Mars/Olympus"},
        {"title": "a\0b"},
    ],
    ids=str,
)
def test_wrong_answer_is_told_and_nothing_typed_is_lost(client, cop, facilitator, wrong):
    response = add(client, cop, invitation_text="Neem een jas mee", **wrong)
    assert response.status_code == 422
    assert "Neem een jas mee" in response.text
    assert not Meeting.objects.exists()


def test_lead_is_somebody_of_this_circle(client, cop, facilitator):
    outsider = member_of(CopPageFactory(parent=cop.get_parent()))
    assert add(client, cop, lead=outsider.pk).status_code == 422


def test_form_starts_with_the_same_weekday_of_the_next_month(client, cop, facilitator):
    MeetingFactory(
        circle=cop, planned=True, starts_at=datetime(2030, 1, 15, 18, 30, tzinfo=UTC), place="De Es"
    )
    initial = client.get(reverse("meetings:add", args=[cop.pk])).context["form"].initial
    assert initial["date"] == date(2030, 2, 19)
    assert initial["place"] == "De Es"


def test_member_cannot_set_a_date(client, cop):
    client.force_login(member_of(cop))
    assert add(client, cop).status_code == 404
    assert client.get(reverse("meetings:add", args=[cop.pk])).status_code == 404


def test_next_step_of_the_last_meeting_is_the_first_block(client, cop, facilitator):
    step = NextStepFactory(meeting=MeetingFactory(circle=cop, held=True))
    add(client, cop)
    item = Meeting.objects.get(title="Een dag op het plein").agenda_items.get()
    step.refresh_from_db()
    assert (item.kind, item.title) == ("next_step", step.text)
    assert step.carried_to == item


def test_new_place_of_a_planned_meeting_is_news_for_calendars(client, cop, facilitator, heard):
    meeting = MeetingFactory(circle=cop, planned=True)
    assert edit(client, meeting, place="Elders").status_code == 303
    meeting.refresh_from_db()
    assert (meeting.place, meeting.sequence) == ("Elders", 1)
    assert heard == [("meeting_changed", 1)]


def test_new_invitation_text_or_a_draft_is_no_news(client, cop, facilitator, heard):
    draft = MeetingFactory(circle=cop)
    edit(client, draft, place="Elders")
    planned = MeetingFactory(circle=cop, planned=True)
    stored = asked(
        title=planned.title,
        place=planned.place,
        date=planned.local_start.date(),
        invitation_text="Neem een jas mee",
    )
    edit(client, planned, **stored)
    planned.refresh_from_db()
    assert planned.invitation_text == "Neem een jas mee"
    assert planned.sequence == 0
    assert heard == []


def test_more_room_is_heard(client, cop, facilitator, heard):
    meeting = MeetingFactory(circle=cop, capacity=3)
    edit(client, meeting, capacity="2")
    edit(client, meeting, capacity="8")
    edit(client, meeting, capacity="")
    assert [name for name, _ in heard] == ["capacity_raised", "capacity_raised"]


def test_second_editor_sees_what_the_first_saved(client, cop, facilitator):
    meeting = MeetingFactory(circle=cop)
    url = reverse("meetings:edit", args=[meeting.pk])
    edition = client.get(url).context["form"].initial["started_from"]
    edit(client, meeting, place="Bij de eerste")
    response = client.post(url, asked(place="Bij de tweede", started_from=edition))
    assert response.status_code == 409
    assert "Bij de eerste" in response.text
    assert "Bij de tweede" in response.text
    meeting.refresh_from_db()
    assert meeting.place == "Bij de eerste"
    again = response.context["form"].initial["started_from"]
    assert client.post(url, asked(place="Samen", started_from=again)).status_code == 303


def test_second_click_on_plan_changes_nothing(client, cop, facilitator, heard):
    meeting = MeetingFactory(circle=cop)
    url = reverse("meetings:plan", args=[meeting.pk])
    assert client.get(url).status_code == 405
    assert [client.post(url).status_code for _ in range(2)] == [303, 303]
    assert heard == [("meeting_planned", 0)]


def test_cancelling_asks_a_reason_and_tells_it_once(client, cop, facilitator, heard):
    meeting = MeetingFactory(circle=cop, planned=True)
    url = reverse("meetings:cancel", args=[meeting.pk])
    assert client.post(url, {"reason": ""}).status_code == 422
    for _ in range(2):
        assert client.post(url, {"reason": "De dijk staat onder water"}).status_code == 303
    assert heard == [("meeting_cancelled", 1)]
    client.force_login(member_of(cop))
    assert "De dijk staat onder water" in client.get(meeting.get_absolute_url()).text


def test_cancelled_meeting_can_be_planned_after_all(client, cop, facilitator, heard):
    meeting = MeetingFactory(circle=cop, cancelled=True, sequence=1)
    client.post(reverse("meetings:plan", args=[meeting.pk]))
    assert heard == [("meeting_planned", 2)]


def test_only_a_draft_is_thrown_away(client, cop, facilitator):
    draft, planned = MeetingFactory(circle=cop), MeetingFactory(circle=cop, planned=True)
    assert client.post(reverse("meetings:discard", args=[planned.pk])).status_code == 404
    url = reverse("meetings:discard", args=[draft.pk])
    assert client.get(url).status_code == 200
    assert client.post(url).status_code == 303
    assert list(Meeting.objects.all()) == [planned]
