"""The nine-goals weaver: what got time, what is thirsty, and what would do a circle good."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from meetings.goal_matrix import GoalMatrix
from meetings.models import AgendaItem, Meeting
from meetings.services.agenda import FullAgenda
from tests.cop_pages.factories import CopPageFactory, UserFactory
from tests.factories import GoalFactory, ModuleIndexPageFactory, ModulePageFactory

from .factories import AgendaItemFactory, MeetingFactory, member_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def page(cop):
    return reverse("meetings:goals", args=[cop.pk])


@pytest.fixture
def weaving(cop):
    return reverse("meetings:weave_suggestion", args=[cop.pk])


@pytest.fixture
def joy():
    return GoalFactory(slug="joy", name_nl="plezier maken")


@pytest.fixture
def team():
    return GoalFactory(slug="team", name_nl="een team worden")


@pytest.fixture
def held(cop, team):
    """Three meetings in which only the team got time."""
    return [meeting_about(cop, team, days=-14 * number) for number in (3, 2, 1)]


@pytest.fixture
def module(joy):
    return ModulePageFactory(title="Dansen op de stoep", terms=[joy])


def meeting_about(cop, *goals, minutes: int = 30, **traits):
    meeting = MeetingFactory(circle=cop, **({"held": True} | traits))
    AgendaItemFactory(meeting=meeting, minutes=minutes).goals.set(goals)
    return meeting


def thirsty(cop, user) -> set[str]:
    return {goal.slug for goal in GoalMatrix(cop, user).thirsty}


def test_facilitator_and_member_see_the_matrix_and_a_stranger_nothing(
    client, cop, facilitator, page, held
):
    seen = []
    for person in (facilitator, member_of(cop), UserFactory()):
        client.force_login(person)
        seen.append(client.get(page).status_code)
    assert seen == [200, 200, 404]


def test_suggestions_are_for_who_plans(client, cop, facilitator, page, held, module):
    seen = []
    for person in (facilitator, member_of(cop)):
        client.force_login(person)
        seen.append("Dansen op de stoep" in client.get(page).text)
    assert seen == [True, False]


def test_a_member_and_a_stranger_weave_nothing(client, cop, weaving, module, meeting):
    for person in (member_of(cop), UserFactory()):
        client.force_login(person)
        assert client.post(weaving, {"module": module.pk}).status_code == 404
    assert not meeting.agenda_items.exists()


def test_a_draft_does_not_show_in_the_matrix_of_a_member(client, cop, facilitator, page, held):
    draft = MeetingFactory(circle=cop, title="Nog geheim")
    seen = []
    for person in (facilitator, member_of(cop)):
        client.force_login(person)
        seen.append(draft.title in client.get(page).text)
    assert seen == [True, False]


# ---- Thirst ----


def test_a_goal_without_a_minute_in_three_meetings_is_named_as_thirsty(
    client, facilitator, page, held, joy
):
    client.force_login(facilitator)
    text = client.get(page).text
    lead = text.split('class="mt-thirst">')[1].split("</p>")[0]
    assert "jullie laatste 3 bijeenkomsten" in lead
    assert "plezier maken" in lead
    assert "een team worden" not in lead


def test_one_minute_in_the_last_three_meetings_takes_the_thirst_away(cop, facilitator, held, joy):
    assert "joy" in thirsty(cop, facilitator)
    meeting_about(cop, joy, minutes=1, days=-1)
    assert "joy" not in thirsty(cop, facilitator)


def test_time_in_a_cancelled_meeting_or_of_another_cop_quenches_nothing(
    cop, facilitator, held, joy
):
    meeting_about(cop, joy, held=False, cancelled=True, days=-1)
    meeting_about(CopPageFactory(parent=cop.get_parent()), joy, days=-1)
    assert "joy" in thirsty(cop, facilitator)


def test_before_the_first_meeting_nothing_is_thirsty(client, cop, facilitator, page, joy):
    client.force_login(facilitator)
    assert "Jullie kwamen nog niet bij elkaar" in client.get(page).text
    assert thirsty(cop, facilitator) == set()


def test_every_goal_of_a_block_gets_its_minutes(cop, facilitator, joy, team):
    meeting_about(cop, joy, team, minutes=40)
    rows = {row.goal.slug: row for row in GoalMatrix(cop, facilitator).rows}
    assert [rows[slug].minutes for slug in ("joy", "team")] == [40, 40]
    assert rows["joy"].pads[0].size == "middle"


# ---- Suggestions ----


def test_a_suggestion_says_why(client, facilitator, page, held, meeting, module):
    client.force_login(facilitator)
    reasons = client.get(page).text.split('class="mt-reasons"')[1].split("</ul>")[0]
    for words in ("plezier maken", "Kan in 45 minuten", "groep van 9", "deden jullie nog niet"):
        assert words in reasons


def test_a_module_done_lately_too_long_or_hidden_is_not_suggested(
    client, facilitator, page, held, meeting, module, joy
):
    index = module.get_parent()
    ModulePageFactory(
        parent=index, title="Te lang", terms=[joy], duration_min=600, duration_max=600
    )
    ModulePageFactory(parent=index, title="Weg", terms=[joy], live=False)
    AgendaItem.objects.filter(meeting=held[2]).update(module=module)
    client.force_login(facilitator)
    text = client.get(page).text
    assert not any(title in text for title in (module.title, "Te lang", "Weg"))


def test_weaving_twice_adds_the_module_once(client, facilitator, page, weaving, meeting, module):
    client.force_login(facilitator)
    for _click in range(2):
        response = client.post(weaving, {"module": module.pk})
        assert (response.status_code, response["Location"]) == (303, page)
    item = meeting.agenda_items.get()
    assert (item.module, item.title) == (module, "Dansen op de stoep")
    assert [goal.slug for goal in item.goals.all()] == ["joy"]
    assert Meeting.objects.get(pk=meeting.pk).agenda_version == meeting.agenda_version + 1


def test_full_agenda_takes_no_module_and_says_so(
    client, facilitator, page, weaving, meeting, module
):
    AgendaItem.objects.bulk_create(
        AgendaItem(meeting=meeting, title=str(order), order=order) for order in range(100)
    )
    client.force_login(facilitator)
    response = client.post(weaving, {"module": module.pk})
    assert (response.status_code, response["Location"]) == (303, page)
    assert str(FullAgenda()) in client.get(page).text
    assert meeting.agenda_items.count() == 100
    meeting.agenda_items.last().delete()
    client.post(weaving, {"module": module.pk})
    assert meeting.agenda_items.filter(module=module).exists()


def test_weaving_without_a_next_meeting_is_not_found(client, facilitator, weaving, held, module):
    client.force_login(facilitator)
    assert client.post(weaving, {"module": module.pk}).status_code == 404
    assert not AgendaItem.objects.filter(module=module).exists()


@pytest.mark.parametrize("key", ["", "\x00", "een", "-1", "9" * 19, "9" * 5000, "²", "1.5", "[]"])
def test_nonsense_instead_of_a_module_is_not_found(client, facilitator, weaving, meeting, key):
    client.force_login(facilitator)
    assert client.post(weaving, {"module": key}).status_code in {400, 404}
    assert not meeting.agenda_items.exists()


def test_thirty_meetings_and_modules_cost_no_more_queries_than_two(
    client, cop, facilitator, page, meeting, team, joy
):
    index = ModuleIndexPageFactory()
    client.force_login(facilitator)
    counts = []
    for number in (2, 28):
        for each in range(number):
            meeting_about(cop, team, days=-each - number)
            ModulePageFactory(parent=index, terms=[joy])
        client.get(page)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert client.get(page).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]
