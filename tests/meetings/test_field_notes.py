"""Field notes: how modules really went, written by facilitators and added up in the catalogue."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cop_pages.models import CircleIndexPage
from meetings.models import FieldNote, Meeting
from tests.cop_pages.factories import CircleIndexPageFactory, CopPageFactory, UserFactory
from tests.factories import MemberFactory, ModulePageFactory

from .factories import AgendaItemFactory, FieldNoteFactory, MeetingFactory, member_of

pytestmark = pytest.mark.django_db

CHANGED = "Met twee kringen begonnen"


@pytest.fixture
def module():
    return ModulePageFactory(title="Waardenkaarten")


@pytest.fixture
def held(cop, module):
    meeting = MeetingFactory(circle=cop, held=True)
    AgendaItemFactory(meeting=meeting, module=module, module_version=2, minutes=30)
    return meeting


@pytest.fixture
def page(held):
    return reverse("meetings:field_notes", args=[held.pk])


def typed(module, **values) -> dict:
    note = {"minutes": "50", "changed": CHANGED} | values
    prefixed = {f"module-{module.pk}-{name}": value for name, value in note.items()}
    return {"size-group_size": "9"} | prefixed


def note_of(module, title: str, **values) -> FieldNote:
    """By a circle of its own."""
    places = CircleIndexPage.objects.first() or CircleIndexPageFactory()
    cop = CopPageFactory(title=title, parent=places)
    meeting = MeetingFactory(circle=cop, held=True)
    return FieldNoteFactory(module=module, meeting=meeting, circle=cop, **values)


# ---- Writing ----


def test_only_the_facilitator_gets_the_form(client, cop, facilitator, page):
    seen = []
    for person in (facilitator, member_of(cop), UserFactory()):
        client.force_login(person)
        seen.append(client.get(page).status_code)
    assert seen == [200, 404, 404]


def test_a_member_and_a_stranger_write_nothing(client, cop, page, module):
    for person in (member_of(cop), UserFactory()):
        client.force_login(person)
        assert client.post(page, typed(module)).status_code == 404
    assert not FieldNote.objects.exists()


def test_sending_the_same_notes_twice_keeps_them_once(client, cop, facilitator, held, page, module):
    client.force_login(facilitator)
    for _click in range(2):
        response = client.post(page, typed(module))
        assert (response.status_code, response["Location"]) == (303, held.get_absolute_url())
    note = FieldNote.objects.get()
    assert (note.minutes, note.planned_minutes, note.group_size) == (50, 30, 9)
    assert (note.changed, note.circle_id, note.module_version) == (CHANGED, cop.pk, 2)


def test_a_note_left_empty_is_not_kept(client, facilitator, page, module):
    client.force_login(facilitator)
    assert client.post(page, typed(module, minutes="", changed="")).status_code == 303
    assert not FieldNote.objects.exists()


@pytest.mark.parametrize("values", [{"minutes": "0"}, {"minutes": "9" * 40}, {"minutes": "lang"}])
def test_wrong_minutes_are_told_and_the_words_stay(client, facilitator, page, module, values):
    client.force_login(facilitator)
    response = client.post(page, typed(module, **values))
    assert response.status_code == 422
    assert CHANGED in response.text
    assert not FieldNote.objects.exists()


@pytest.mark.parametrize("size", ["-1", "9" * 40, "veel", "\x00"])
def test_a_wrong_group_size_is_refused(client, facilitator, page, module, size):
    client.force_login(facilitator)
    response = client.post(page, typed(module) | {"size-group_size": size})
    assert response.status_code in {400, 422}


@pytest.mark.parametrize("changed", ["\x00", "x" * 1001])
def test_words_that_do_not_fit_are_refused(client, facilitator, page, module, changed):
    client.force_login(facilitator)
    assert client.post(page, typed(module, changed=changed)).status_code in {400, 422}
    assert not FieldNote.objects.exists()


def test_before_the_meeting_there_is_nothing_to_write(client, facilitator, held, page, module):
    coming = MeetingFactory(circle=held.circle, planned=True)
    times = {"starts_at": coming.starts_at, "ends_at": coming.ends_at}
    Meeting.objects.filter(pk=held.pk).update(**times)
    client.force_login(facilitator)
    assert "Er valt nu nog niets op te schrijven" in client.get(page).text
    assert client.post(page, typed(module)).status_code == 409
    assert not FieldNote.objects.exists()


def test_a_module_that_fills_a_hundred_blocks_still_fits(client, facilitator, held, page, module):
    for _each in range(30):
        AgendaItemFactory(meeting=held, module=module, minutes=1440)
    client.force_login(facilitator)
    assert client.post(page, typed(module)).status_code == 303
    assert FieldNote.objects.get().planned_minutes == 1440


# ---- In the catalogue ----


def test_card_and_module_page_show_averages_without_naming_a_cop(client, module):
    note_of(module, "Rietpark", minutes=40)
    note_of(module, "Waterwijk", minutes=60)
    for address in (module.get_parent().url, module.url):
        text = client.get(address).text
        assert "gepland 30, in het echt 50 minuten (2 CoP’s)" in text
        assert "Rietpark" not in text
        assert "Waterwijk" not in text


def test_what_one_circle_wrote_alone_is_not_shown(client, module):
    first = note_of(module, "Rietpark", changed=CHANGED)
    again = MeetingFactory(circle=first.circle, held=True)
    FieldNoteFactory(module=module, meeting=again, circle=first.circle, changed=CHANGED)
    client.force_login(MemberFactory(facilitator=True))
    for address in (module.get_parent().url, module.url):
        text = client.get(address).text
        assert "in het echt" not in text
        assert CHANGED not in text


def test_what_was_changed_is_read_by_facilitators_only(client, module):
    for title in ("Rietpark", "Waterwijk"):
        note_of(module, title, changed=CHANGED)
    assert CHANGED not in client.get(module.url).text
    seen = []
    for person in (MemberFactory(), MemberFactory(facilitator=True)):
        client.force_login(person)
        text = client.get(module.url).text
        seen.append(CHANGED in text)
        assert "Rietpark" not in text
    assert seen == [False, True]


def test_words_are_shown_as_words(client, module):
    for title in ("Rietpark", "Waterwijk"):
        note_of(module, title, changed="<script>kwaak</script>")
    client.force_login(MemberFactory(facilitator=True))
    assert "<script>kwaak" not in client.get(module.url).text


def test_thirty_notes_cost_no_more_queries_than_two(client, module):
    client.force_login(MemberFactory(facilitator=True))
    counts = []
    for number in (2, 28):
        for each in range(number):
            note_of(module, f"CoP {number} {each}", changed=CHANGED)
        client.get(module.url)
        with CaptureQueriesContext(connection) as queries:
            client.get(module.url)
        counts.append(len(queries))
    assert counts[0] == counts[1]
