"""From one agenda to another: copies, templates, the backlog, the next meeting, the next step."""

import pytest

from meetings.models import AgendaItem, AgendaTemplate, BacklogItem
from meetings.services.agenda import FullAgenda
from tests.cop_pages.factories import CopPageFactory
from tests.factories import GoalFactory, ModuleIndexPageFactory, ModulePageFactory

from .factories import (
    AgendaItemFactory,
    AgendaTemplateFactory,
    BacklogItemFactory,
    MeetingFactory,
    NextStepFactory,
)
from .planner_page import PlannerPage, three_blocks, titles

pytestmark = pytest.mark.django_db


# From one agenda to another.


def test_earlier_agenda_is_copied_without_its_people_and_its_minutes(
    planner, meeting, cop, facilitator
):
    module = ModulePageFactory()
    old = MeetingFactory(circle=cop, published=True)
    block = AgendaItemFactory(
        meeting=old,
        title="Kaart",
        lead=facilitator,
        module=module,
        module_version=3,
        minutes_text="Het pad is te smal",
        facilitators_note="Neem stiften mee",
        order=1,
    )
    AgendaItemFactory(meeting=old, title="Deel", parent=block)
    AgendaItemFactory(meeting=old, title="Vorige stap", kind="next_step", order=0)
    planner.press("copy", source=f"meeting-{old.pk}")
    copied = meeting.agenda_items.blocks().get()
    assert (copied.title, copied.module, copied.module_version) == ("Kaart", module, 3)
    assert (copied.lead, copied.minutes_text) == (None, "")
    assert copied.facilitators_note == "Neem stiften mee"
    assert copied.parts.get().title == "Deel"


def test_template_is_kept_and_used(planner, meeting, cop):
    three_blocks(meeting)
    planner.press("template", **{"template-name": "Onze avond"})
    template = AgendaTemplate.objects.get()
    assert (template.circle_id, template.minutes) == (cop.pk, 60)
    meeting.agenda_items.all().delete()
    planner.press("copy", source=f"template-{template.pk}")
    assert titles(meeting) == ["Welkom", "Kaart", "Soep"]
    planner.press("template", **{"template-name": "Onze avond"})
    assert AgendaTemplate.objects.count() == 1


def test_agendas_and_templates_of_other_circles_are_out_of_reach(planner, meeting, cop):
    elsewhere = CopPageFactory(parent=cop.get_parent())
    foreign = AgendaItemFactory(meeting__circle=elsewhere, title="Geheim").meeting
    template = AgendaTemplateFactory(circle=elsewhere, items=[{"title": "Geheim"}])
    for source in (
        f"meeting-{foreign.pk}",
        f"template-{template.pk}",
        "x-1",
        "meeting-" + "9" * 40,
    ):
        assert planner.press("copy", source=source).status_code == 303
    assert not meeting.agenda_items.exists()
    assert "Geheim" not in planner.open().text
    shared = AgendaTemplateFactory(
        items=[{"title": "Voor iedereen", "minutes": 5, "kind": "block"}]
    )
    planner.press("copy", source=f"template-{shared.pk}")
    assert titles(meeting) == ["Voor iedereen"]


def test_parked_block_comes_back_whole(planner, meeting):
    goal = GoalFactory(slug="team")
    _, block, part = three_blocks(meeting)
    block.goals.add(goal)
    planner.press(f"in:{part.pk}", **{f"item-{block.pk}-facilitators_note": "Stiften"})
    planner.press(f"park:{block.pk}")
    row = BacklogItem.objects.get()
    assert titles(meeting) == ["Welkom"]
    assert (row.title, row.minutes, row.source) == ("Kaart", 20, "parked")
    planner.press(f"take:{row.pk}")
    item = meeting.agenda_items.blocks().in_order().last()
    assert (item.title, item.facilitators_note) == ("Kaart", "Stiften")
    assert list(item.goals.all()) == [goal]
    assert item.parts.get().title == "Soep"
    assert not BacklogItem.objects.exists()


def test_backlog_item_with_a_module_brings_its_steps(planner, meeting, cop):
    module = ModulePageFactory(title="Wijkwandeling")
    row = BacklogItemFactory(circle=cop, title="Eens wandelen", minutes=30, module=module)
    planner.press(f"take:{row.pk}")
    item = meeting.agenda_items.get()
    assert (item.title, item.minutes, item.module) == ("Eens wandelen", 30, module)
    assert item.steps


def test_backlog_of_another_circle_is_out_of_reach(planner, meeting, cop):
    row = BacklogItemFactory(circle__parent=cop.get_parent())
    assert planner.press(f"take:{row.pk}").status_code == 404


def test_unfinished_item_goes_to_the_next_meeting(planner, meeting, cop):
    coming = MeetingFactory(circle=cop, planned=True, days=40)
    item = three_blocks(meeting)[1]
    planner.press(f"next:{item.pk}")
    assert titles(meeting) == ["Welkom", "Soep"]
    assert titles(coming) == ["Kaart"]
    coming.refresh_from_db()
    assert coming.agenda_version == 1


def test_item_of_a_held_meeting_stays_visible_as_moved(client, facilitator, cop):
    client.force_login(facilitator)
    held, coming = MeetingFactory(circle=cop, held=True), MeetingFactory(circle=cop, planned=True)
    item = AgendaItemFactory(meeting=held, title="Kaart")
    PlannerPage(client, held).press(f"next:{item.pk}")
    item.refresh_from_db()
    assert (item.state, item.moved_to.meeting) == ("moved", coming)


def test_without_a_next_meeting_the_item_is_parked(planner, meeting):
    item = three_blocks(meeting)[1]
    planner.press(f"next:{item.pk}")
    assert BacklogItem.objects.get().title == "Kaart"


def test_waiting_next_step_is_offered_and_becomes_the_first_block(planner, meeting, cop):
    three_blocks(meeting)
    NextStepFactory(meeting=MeetingFactory(circle=cop, held=True), text="Haal de sleutel")
    assert "Haal de sleutel" in planner.open().text
    planner.press("carry")
    assert titles(meeting)[0] == "Haal de sleutel"
    assert 'value="carry"' not in planner.open().text
    assert planner.press("carry").status_code == 303
    assert len(titles(meeting)) == 4


def test_removed_block_is_gone_with_its_parts(planner, meeting):
    first, second, _ = three_blocks(meeting)
    planner.press(f"in:{second.pk}")
    planner.press(f"remove:{first.pk}")
    assert titles(meeting) == ["Soep"]
    assert meeting.agenda_items.count() == 1


def test_agenda_has_at_most_a_hundred_items(planner, meeting):
    AgendaItem.objects.bulk_create(
        AgendaItem(meeting=meeting, title=str(order), order=order) for order in range(100)
    )
    module = ModulePageFactory(parent=ModuleIndexPageFactory())
    for button in ("break", f"weave:{module.pk}"):
        response = planner.press(button)
        assert response.status_code == 422
        assert str(FullAgenda()) in response.text
    assert meeting.agenda_items.count() == 100


def test_what_was_typed_comes_back_when_the_agenda_is_full(planner, meeting):
    AgendaItem.objects.bulk_create(
        AgendaItem(meeting=meeting, title=str(order), order=order) for order in range(100)
    )
    item = meeting.agenda_items.first()
    response = planner.press("break", **{f"item-{item.pk}-title": "Nieuwe woorden"})
    assert response.status_code == 422
    assert "Nieuwe woorden" in response.text
    item.refresh_from_db()
    assert item.title == "0"
