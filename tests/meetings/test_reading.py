"""What members see of meetings, and what those pages cost."""

import pytest
from django.urls import reverse

from cop_pages.models import Circle
from meetings.models import Meeting
from tests.cop_pages.factories import CopPageFactory
from tests.factories import GoalFactory

from .factories import (
    AgendaItemFactory,
    AttendanceFactory,
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


def test_member_reads_the_agenda_with_its_times(client, cop):
    client.force_login(member_of(cop))
    meeting = MeetingFactory(circle=cop, planned=True, hours=1)
    AgendaItemFactory(meeting=meeting, title="Welkom", minutes=20, order=0)
    AgendaItemFactory(
        meeting=meeting, title="Kaart tekenen", minutes=25, order=1, facilitators_note="Let op Jan"
    )
    text = client.get(meeting.get_absolute_url()).text
    assert text.index("19.30") < text.index("Welkom") < text.index("19.50") < text.index("Kaart")
    assert "15 minuten" in text or "15 minutes" in text
    assert "Let op Jan" not in text


def test_facilitator_reads_the_private_note(client, cop, facilitator):
    meeting = MeetingFactory(circle=cop, planned=True)
    AgendaItemFactory(meeting=meeting, facilitators_note="Let op Jan")
    assert "Let op Jan" in client.get(meeting.get_absolute_url()).text


def test_draft_is_a_page_that_does_not_exist_for_members(client, cop):
    client.force_login(member_of(cop))
    draft = MeetingFactory(circle=cop, title="Geheim plan")
    assert client.get(draft.get_absolute_url()).status_code == 404
    assert "Geheim plan" not in client.get(reverse("meetings:circle", args=[cop.pk])).text
    assert "Geheim plan" not in client.get(cop.url).text


def test_member_reads_the_report_when_it_is_out(client, cop):
    client.force_login(member_of(cop))
    meeting = MeetingFactory(circle=cop, held=True, summary="We tekenden een kaart.")
    AgendaItemFactory(meeting=meeting, minutes_text="Het pad is te smal.")
    NextStepFactory(meeting=meeting, text="Meet het pad op.")
    for told in ("We tekenden", "te smal", "Meet het pad"):
        assert told not in client.get(meeting.get_absolute_url()).text
    Meeting.objects.update(status="published")
    for told in ("We tekenden", "te smal", "Meet het pad"):
        assert told in client.get(meeting.get_absolute_url()).text


def test_project_page_shows_the_next_meeting_and_my_answer(client, cop):
    user = member_of(cop)
    client.force_login(user)
    meeting = MeetingFactory(circle=cop, planned=True, title="Plantdag")
    MeetingFactory(circle=cop, planned=True, title="Later", days=60)
    AttendanceFactory(meeting=meeting, user=user, coming=True)
    for url in (cop.url, reverse("cop_pages:my_circles")):
        text = client.get(url).text
        assert "Plantdag" in text
        assert "Later" not in text
        assert "Je komt" in text


def test_facilitator_without_a_date_is_led_to_one(client, cop, facilitator):
    assert reverse("meetings:add", args=[cop.pk]) in client.get(cop.url).text


# What they cost.


def queries(client, url, django_assert_max_num_queries) -> int:
    client.get(url)
    with django_assert_max_num_queries(60) as captured:
        assert client.get(url).status_code == 200
    return len(captured)


@pytest.mark.parametrize("where", ["circle", "project", "my_circles"])
def test_pages_cost_the_same_for_two_and_for_thirty_meetings(
    where, client, cop, facilitator, django_assert_max_num_queries
):
    url = {
        "circle": reverse("meetings:circle", args=[cop.pk]),
        "project": cop.url,
        "my_circles": reverse("cop_pages:my_circles"),
    }[where]
    for days in (-30, 30):
        MeetingFactory(circle=cop, planned=True, days=days, lead=facilitator)
    few = queries(client, url, django_assert_max_num_queries)
    for days in range(-14, 14):
        meeting = MeetingFactory(circle=cop, planned=True, days=days, lead=member_of(cop))
        AttendanceFactory(meeting=meeting, coming=True)
    assert queries(client, url, django_assert_max_num_queries) == few


def test_my_circles_cost_the_same_for_two_and_for_ten_circles(
    client, cop, facilitator, django_assert_max_num_queries
):
    url = reverse("cop_pages:my_circles")

    def join_another():
        other = CopPageFactory(parent=cop.get_parent())
        other.memberships.create(user=facilitator, role="facilitator")
        MeetingFactory(circle=other, planned=True)
        MeetingFactory(circle=other, planned=True)

    join_another()
    few = queries(client, url, django_assert_max_num_queries)
    for _ in range(8):
        join_another()
    assert Circle.objects.visible_to(facilitator).count() == 10
    assert queries(client, url, django_assert_max_num_queries) == few


def test_meeting_page_costs_the_same_for_two_and_for_thirty_items(
    client, cop, facilitator, django_assert_max_num_queries
):
    meeting = MeetingFactory(circle=cop, published=True)
    fill(meeting, 2)
    few = queries(client, meeting.get_absolute_url(), django_assert_max_num_queries)
    fill(meeting, 28)
    assert queries(client, meeting.get_absolute_url(), django_assert_max_num_queries) == few


def fill(meeting, number):
    for _ in range(number):
        item = AgendaItemFactory(meeting=meeting, lead=member_of(meeting.circle))
        item.goals.add(GoalFactory())
        AgendaItemFactory(meeting=meeting, parent=item)
        meeting.action_items.create(circle=meeting.circle, text="Bel", owner=item.lead)
        meeting.decisions.create(text="Ja")
