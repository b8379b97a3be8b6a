"""A rhythm of meetings: real rows that move, vanish and grow."""

from datetime import date, datetime, time, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

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


def on(day: str, hour: int = 15) -> dict:
    """The moments of an afternoon."""
    start = timezone.make_aware(datetime.combine(date.fromisoformat(day), time(hour)))
    return {"starts_at": start, "ends_at": start + timedelta(hours=2)}


def starts() -> list[str]:
    days = Meeting.objects.order_by("starts_at")
    return [each.local_start.strftime("%d-%m %H.%M") for each in days]


def test_days_on_which_the_circle_meets_already_are_told_and_asked_about(
    client, cop, facilitator, time_machine
):
    time_machine.move_to("2026-12-01")
    client.force_login(facilitator)
    MeetingFactory(circle=cop, title="Soep", **on("2027-02-16"))
    MeetingFactory(circle=cop, title="Gaat niet door", status="cancelled", **on("2027-03-16"))
    MeetingFactory(circle__parent=cop.get_parent(), title="Elders", **on("2027-04-20"))
    url = reverse("meetings:add_series", args=[cop.pk])
    page = client.post(url, series_form())
    assert page.status_code == 422
    assert [each.title for each in page.context["form"].meetings_there] == ["Soep"]
    assert Meeting.objects.count() == 3
    assert 'name="asked" value="2027-02-16"' in page.text
    answer = {"taken": "keep", "asked": "2027-03-16"}
    assert client.post(url, series_form(**answer)).status_code == 422
    for _click in range(2):
        page = client.post(url, series_form(**answer | {"asked": "2027-02-16"}))
        assert page.status_code == 303
    own = [each for each in starts() if each.startswith("16-02")]
    assert own == ["16-02 15.00", "16-02 19.30"]


def test_days_that_are_left_out_do_not_come_back_when_the_series_grows(
    client, cop, facilitator, time_machine
):
    time_machine.move_to("2026-12-01")
    client.force_login(facilitator)
    MeetingFactory(circle=cop, title="Soep", **on("2027-02-16"))
    MeetingFactory(circle=cop, title="Feest", **on("2027-05-18"))
    url = reverse("meetings:add_series", args=[cop.pk])
    answer = {"taken": "leave_out", "asked": "2027-02-16"}
    response = client.post(url, series_form(last="2027-03-31", **answer))
    series = client.get(response.url).context["series"]
    assert series.meetings.count() == 2
    more = {"last": "2027-06-30"}
    assert client.post(response.url, more).status_code == 422
    more |= {"taken": "leave_out", "asked": "2027-05-18"}
    for _click in range(2):
        assert client.post(response.url, more).status_code == 303
    assert starts() == [
        "19-01 19.30", "16-02 15.00", "16-03 19.30", "20-04 19.30", "18-05 15.00", "15-06 19.30",
    ]  # fmt: skip


def test_day_to_which_a_meeting_of_the_series_was_moved_is_taken_too(
    client, cop, facilitator, time_machine
):
    time_machine.move_to("2026-12-01")
    client.force_login(facilitator)
    url = reverse("meetings:add_series", args=[cop.pk])
    response = client.post(url, series_form(last="2027-03-31"))
    moved = Meeting.objects.latest("starts_at")
    Meeting.objects.filter(pk=moved.pk).update(**on("2027-04-20"))
    page = client.post(response.url, {"last": "2027-05-31"})
    assert [day.isoformat() for day in page.context["form"].days_there] == ["2027-04-20"]


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
