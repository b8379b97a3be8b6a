"""Setting a date: the form, the services behind it, and the pages that show it."""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from cop_pages.models import Circle
from meetings import signals
from meetings.models import Meeting
from tests.cop_pages.factories import CopPageFactory
from tests.factories import GoalFactory

from .factories import (
    AgendaItemFactory,
    AttendanceFactory,
    MeetingFactory,
    MeetingSeriesFactory,
    NextStepFactory,
    evening,
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


# What members see.


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


# Series.


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
