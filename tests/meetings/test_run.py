"""The run view: what is on by the clock, and notes that are kept while the meeting goes on."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from meetings.models import AgendaItem, Meeting

from .after_pages import form_data, meeting_with_agenda
from .factories import AgendaItemFactory, MeetingFactory, evening, facilitator_of

pytestmark = pytest.mark.django_db
START = evening(0)


@pytest.fixture
def meeting():
    """Today from 19.30 to 21.30, with blocks of 20, 20 and 90 minutes: ten too many."""
    meeting = meeting_with_agenda(2, days=0)
    AgendaItemFactory(meeting=meeting, order=9, title="Punt 3", minutes=90)
    return meeting


@pytest.fixture
def page(meeting, client):
    client.force_login(facilitator_of(meeting.circle))
    address = reverse("meetings:run", args=[meeting.pk])

    def look(minutes: int = 0, **query):
        with time_machine.travel(START + timedelta(minutes=minutes), tick=False):
            return client.get(address, query)

    return look


def current(response) -> list[str]:
    return [turn.block.item.title for turn in response.context["turns"] if turn.is_current]


@pytest.mark.parametrize(
    ("minutes", "title"),
    [
        (-15, "Punt 1"),
        (0, "Punt 1"),
        (19, "Punt 1"),
        (20, "Punt 2"),
        (40, "Punt 3"),
        (500, "Punt 3"),
    ],
)
def test_block_that_is_on_by_the_clock_comes_first(minutes, title, page):
    assert current(page(minutes)) == [title]


def test_facilitator_may_choose_another_block(page):
    assert current(page(0, block="3")) == ["Punt 3"]


@pytest.mark.parametrize("block", ["0", "4", "-1", "x", "9" * 9, "²"])
def test_block_that_does_not_exist_is_the_one_by_the_clock(block, page):
    response = page(25, block=block)
    assert (response.status_code, current(response)) == (200, ["Punt 2"])


def test_page_reads_without_a_script(page):
    """Clock, times of all blocks, and overrun in words; nothing is hidden that only a script shows."""
    text = page(25).content.decode()
    assert "19.55" in text
    for clock in ("19.30", "19.50", "20.10", "21.30"):
        assert clock in text
    assert "10 minuten langer dan de bijeenkomst" in text
    assert text.count('<section class="mt-turn') == 3
    assert "style=" not in text.split("<main")[1]


def test_steps_and_notes_for_facilitators_are_at_hand(meeting, page):
    AgendaItem.objects.filter(title="Punt 2").update(
        facilitators_note="Vraag Ria.",
        steps=[{"title": "Kaarten kiezen", "minutes": 10, "facilitator": "<p>Open op tafel.</p>"}],
    )
    text = page().content.decode()
    for words in ("Vraag Ria.", "Kaarten kiezen", "<p>Open op tafel.</p>"):
        assert words in text


def test_notes_are_kept_and_the_block_stays_in_sight(meeting, page, client):
    address = reverse("meetings:run", args=[meeting.pk])
    data = form_data(page(), "mt-notes") | {"items-1-minutes_text": "Ja.", "block": "2"}
    response = client.post(address, data)
    assert (response.status_code, response.url) == (303, f"{address}?block=2")
    assert meeting.agenda_items.get(title="Punt 2").minutes_text == "Ja."


def test_script_saves_without_a_message_and_without_leaving(meeting, page, client):
    data = form_data(page(), "mt-notes") | {"items-0-minutes_text": "Ja.", "autosave": "1"}
    assert client.post(reverse("meetings:run", args=[meeting.pk]), data).status_code == 204
    assert "messages__item" not in page().content.decode()


def test_two_who_take_notes_of_one_block_see_both(meeting, page, client):
    address = reverse("meetings:run", args=[meeting.pk])
    data = form_data(page(), "mt-notes")
    AgendaItem.objects.filter(title="Punt 1").update(minutes_text="Van Anna.")
    response = client.post(address, data | {"items-0-minutes_text": "Van mij."})
    assert response.status_code == 409
    assert "Van Anna." in response.content.decode()
    assert meeting.agenda_items.get(title="Punt 1").minutes_text == "Van Anna."


def test_break_needs_no_minutes(meeting, page):
    AgendaItem.objects.filter(title="Punt 2").update(kind="break")
    assert [bool(turn.form) for turn in page().context["turns"]] == [True, False, True]


def test_meeting_without_an_agenda_shows_the_wheelbarrow(client):
    meeting = MeetingFactory(planned=True)
    client.force_login(facilitator_of(meeting.circle))
    response = client.get(reverse("meetings:run", args=[meeting.pk]))
    assert "wheelbarrow" in response.content.decode()


def test_cancelled_meeting_is_not_run(meeting, page):
    Meeting.objects.update(status="cancelled")
    assert page().status_code == 303


def test_clock_is_that_of_the_place_of_the_meeting(meeting, page):
    Meeting.objects.update(timezone="America/Paramaribo")
    hours = (START.utcoffset() + timedelta(hours=3)) // timedelta(hours=1)
    assert f">{19 - hours}.30<" in page().content.decode()
