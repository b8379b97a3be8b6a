"""A rhythm of meetings: real rows that move, vanish and grow."""

from datetime import date

import pytest
from django.urls import reverse

from meetings.models import Meeting
from tests.cop_pages.factories import CopPageFactory

from .factories import (
    AgendaTemplateFactory,
    MeetingFactory,
    MeetingSeriesFactory,
    evening,
    facilitator_of,
)
from .test_planning import edit

pytestmark = pytest.mark.django_db


@pytest.fixture
def cop():
    return CopPageFactory(title="Kikkerveld groen")


@pytest.fixture
def facilitator(cop, client):
    user = facilitator_of(cop)
    client.force_login(user)
    return user


def series_form(**fields) -> dict:
    return {
        "title": "Maandavond",
        "often": "third",
        "weekday": "1",
        "first_date": "2027-01-01",
        "last": "2027-06-30",
        "start_time": "19:30",
        "minutes": "120",
        "skips_holidays": "on",
    } | fields


def test_series_writes_a_real_meeting_for_each_date(client, cop, facilitator, time_machine):
    time_machine.move_to("2026-12-01")
    client.force_login(facilitator)
    response = client.post(reverse("meetings:add_series", args=[cop.pk]), series_form())
    assert response.status_code == 303
    days = [each.local_start.strftime("%d-%m %H.%M") for each in Meeting.objects.all()]
    assert days == [
        "19-01 19.30",
        "16-02 19.30",
        "16-03 19.30",
        "20-04 19.30",
        "18-05 19.30",
        "15-06 19.30",
    ]
    assert "elke derde dinsdag" in client.get(response.url).text.lower()


@pytest.mark.parametrize(
    "wrong",
    [
        {"often": "soms"},
        {"weekday": "9"},
        {"last": "2026-12-31"},
        {"last": "2099-01-01"},
        {"minutes": "0"},
        {"minutes": "99999"},
    ],
    ids=str,
)
def test_series_that_cannot_be_is_told(client, cop, facilitator, wrong, time_machine):
    time_machine.move_to("2026-12-01")
    client.force_login(facilitator)
    url = reverse("meetings:add_series", args=[cop.pk])
    assert client.post(url, series_form(**wrong)).status_code == 422
    assert not Meeting.objects.exists()


def test_moved_and_cancelled_dates_do_not_come_back_when_the_series_grows(
    client, cop, facilitator, time_machine
):
    time_machine.move_to("2026-12-01")
    client.force_login(facilitator)
    response = client.post(
        reverse("meetings:add_series", args=[cop.pk]), series_form(last="2027-03-31")
    )
    january, february, march = Meeting.objects.all()
    edit(client, january, title=january.title, date="2027-01-21")
    client.post(reverse("meetings:discard", args=[february.pk]))
    client.post(reverse("meetings:plan", args=[march.pk]))
    client.post(reverse("meetings:cancel", args=[march.pk]), {"reason": "Carnaval"})
    client.post(response.url, {"last": "2027-04-30"})
    found = [each.local_start.strftime("%d-%m") for each in Meeting.objects.all()]
    assert found == ["21-01", "16-03", "20-04"]
    january.refresh_from_db()
    assert january.recurrence_id == date(2027, 1, 19)


def test_series_that_ended_has_no_drafts_ahead_and_gets_no_new_dates(client, cop, facilitator):
    series = MeetingSeriesFactory(circle=cop)
    planned = MeetingFactory(
        circle=cop, planned=True, series=series, recurrence_id=evening(30).date()
    )
    MeetingFactory(circle=cop, series=series, recurrence_id=evening(60).date())
    client.post(reverse("meetings:stop_series", args=[series.pk]))
    client.post(reverse("meetings:series", args=[series.pk]), {"last": evening(300).date()})
    assert list(Meeting.objects.all()) == [planned]


def test_series_of_another_circle_does_not_exist(client, cop, facilitator):
    series = MeetingSeriesFactory(circle__parent=cop.get_parent())
    assert client.get(reverse("meetings:series", args=[series.pk])).status_code == 404


def test_double_click_makes_one_series(client, cop, facilitator, time_machine):
    time_machine.move_to("2026-12-01")
    client.force_login(facilitator)
    url = reverse("meetings:add_series", args=[cop.pk])
    first, second = (client.post(url, series_form()) for _ in range(2))
    assert first.url == second.url
    assert Meeting.objects.count() == 6


def test_every_meeting_of_a_series_starts_with_its_template(client, cop, facilitator, time_machine):
    time_machine.move_to("2026-12-01")
    client.force_login(facilitator)
    blocks = [{"title": "Inloop", "minutes": 10}, {"title": "Werk", "minutes": 60}]
    template = AgendaTemplateFactory(circle=cop, items=blocks)
    url = reverse("meetings:add_series", args=[cop.pk])
    client.post(url, series_form(template=template.pk))
    assert {meeting.agenda_items.count() for meeting in Meeting.objects.all()} == {2}
    foreign = AgendaTemplateFactory(circle=CopPageFactory(parent=cop.get_parent()))
    assert client.post(url, series_form(title="x", template=foreign.pk)).status_code == 422
