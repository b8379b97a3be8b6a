"""Two people at one agenda: nobody overwrites anybody."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connections
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meetings.forms.agenda import values_of
from meetings.models import Meeting
from meetings.services import agenda
from meetings.services.agenda import StaleAgenda, edit_agenda
from tests.cop_pages.rich_circle import section

from .factories import (
    AgendaItemFactory,
    MeetingFactory,
    NextStepFactory,
)
from .planner_page import fields_of, three_blocks, titles

pytestmark = pytest.mark.django_db


# Two people at once.


def test_second_editor_sees_what_the_first_changed_and_merges(planner, meeting):
    first, second, third = three_blocks(meeting)
    mine = fields_of(planner.open())
    planner.press(
        "save", **{f"item-{first.pk}-title": "Van de ander", f"item-{second.pk}-minutes": "50"}
    )
    planner.press("break")
    response = planner.send(
        mine
        | {
            f"item-{second.pk}-minutes": "30",
            f"item-{third.pk}-title": "Van mij",
            "do": f"up:{third.pk}",
        }
    )
    assert response.status_code == 409
    merged = fields_of(response)
    assert merged[f"item-{first.pk}-title"] == ["Van de ander"]
    assert merged[f"item-{second.pk}-minutes"] == ["30"]
    assert merged[f"item-{third.pk}-title"] == ["Van mij"]
    for told in ("Van de ander", "“50”", "Pauze"):
        assert told in response.text
    assert titles(meeting) == ["Van de ander", "Kaart", "Soep", "Pauze"]
    assert planner.send(merged | {"do": "save"}).status_code == 303
    second.refresh_from_db()
    assert second.minutes == 30
    assert titles(meeting) == ["Van de ander", "Kaart", "Van mij", "Pauze"]


def test_words_on_a_block_that_the_other_removed_are_given_back(planner, meeting):
    first = three_blocks(meeting)[0]
    mine = fields_of(planner.open())
    planner.press(f"remove:{first.pk}")
    response = planner.send(
        mine | {f"item-{first.pk}-facilitators_note": "Hier dacht ik lang over na", "do": "save"}
    )
    assert response.status_code == 409
    assert "Hier dacht ik lang over na" in response.text


def test_wrong_value_in_an_old_form_is_shown_beside_what_changed(planner, meeting):
    first = three_blocks(meeting)[0]
    mine = fields_of(planner.open())
    planner.press("break")
    response = planner.send(mine | {f"item-{first.pk}-minutes": "veel", "do": "save"})
    assert response.status_code == 409
    assert fields_of(response)[f"item-{first.pk}-minutes"] == ["veel"]


def test_saving_what_is_stored_already_changes_no_version(planner, meeting):
    three_blocks(meeting)
    for _ in range(2):
        planner.press("save")
    meeting.refresh_from_db()
    assert meeting.agenda_version == 0


def test_next_step_carried_from_elsewhere_is_a_change_too(planner, meeting, cop):
    from meetings.services.carrying import carry_next_step

    mine = fields_of(planner.open())
    carry_next_step(step=NextStepFactory(meeting=MeetingFactory(circle=cop, held=True)))
    assert planner.send(mine | {"do": "break"}).status_code == 409


texts = st.sampled_from(["Oud", "Van mij", "Van de ander"])


@settings(
    deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(mine=texts, theirs=texts)
def test_no_text_of_either_is_ever_lost(planner, meeting, mine, theirs):
    meeting.agenda_items.all().delete()
    item = AgendaItemFactory(meeting=meeting, title="Oud")
    name = f"item-{item.pk}-title"
    form = fields_of(planner.open())
    planner.press("save", **{name: theirs})
    response = planner.send(form | {name: mine, "do": "save"})
    if theirs == "Oud":
        assert response.status_code == 303
        return
    assert response.status_code == 409
    assert theirs in response.text
    assert fields_of(response)[name] == [theirs if mine == "Oud" else mine]


AT_ONCE = 10


def save_at_once(rounds: int) -> list[int]:
    """How many of ten who save at the same moment were stored, in each round."""
    start, stored = Barrier(AT_ONCE), []

    def save(item, number: int) -> bool:
        values = values_of(item) | {"title": f"Van {number}", "lead_id": None}
        texts = {item.pk: {name: value for name, value in values.items() if name != "lead"}}
        start.wait(timeout=60)
        try:
            edit_agenda(meeting=item.meeting, version=0, texts=texts)
        except StaleAgenda:
            return False
        finally:
            connections.close_all()
        return True

    for _round in range(rounds):
        item = AgendaItemFactory(meeting__circle__parent=section(), title="Oud")
        with ThreadPoolExecutor(AT_ONCE) as threads:
            stored.append(sum(threads.map(save, [item] * AT_ONCE, range(AT_ONCE))))
    return stored


@pytest.fixture
def on_postgresql(db):
    if connections["default"].vendor != "postgresql":
        pytest.skip("needs PostgreSQL")


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_of_ten_who_save_at_the_same_moment_one_is_stored(on_postgresql):
    assert save_at_once(rounds=10) == [1] * 10


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_without_the_lock_somebody_is_overwritten(on_postgresql, monkeypatch):
    monkeypatch.setattr(agenda, "lock", lambda meeting: Meeting.objects.get(pk=meeting.pk))
    assert max(save_at_once(rounds=10)) > 1
