"""The agenda planner without JavaScript: one form, a button for everything, nothing typed is lost."""

import re

import pytest
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from meetings.models import Meeting
from modules_library.models import ModuleIndexPage
from tests.cop_pages.factories import CopPageFactory
from tests.factories import GoalFactory, ModuleIndexPageFactory, ModulePageFactory

from .factories import (
    AgendaItemFactory,
    AgendaTemplateFactory,
    BacklogItemFactory,
    MeetingFactory,
    facilitator_of,
    member_of,
)
from .planner_page import three_blocks, titles

pytestmark = pytest.mark.django_db


# Adding.


def test_module_brings_title_minutes_goals_steps_and_version(planner, meeting):
    goal = GoalFactory(slug="team")
    module = ModulePageFactory(title="Wijkwandeling", terms=[goal])
    assert "Wijkwandeling" in planner.open().text
    response = planner.press(f"weave:{module.pk}")
    item = meeting.agenda_items.get()
    assert response.url.endswith(f"#item-{item.pk}")
    assert (item.title, item.minutes, item.module) == ("Wijkwandeling", 60, module)
    assert item.module_version == module.version
    assert list(item.goals.all()) == [goal]
    assert [step["title"] for step in item.steps] == ["Begin", "Lopen"]


def test_module_that_is_not_published_cannot_be_woven_in(planner, meeting):
    draft = ModulePageFactory(live=False)
    assert planner.press(f"weave:{draft.pk}").status_code == 404
    assert not meeting.agenda_items.exists()


def test_own_block_and_break_come_at_the_end(planner, meeting):
    three_blocks(meeting)
    planner.press("block", **{"block-title": "Napraten", "block-minutes": "5"})
    planner.press("break")
    assert titles(meeting)[3:] == ["Napraten", "Pauze"]
    assert meeting.agenda_items.in_order().last().is_break


def test_block_without_a_title_is_told_and_the_rest_is_kept(planner, meeting):
    item = three_blocks(meeting)[0]
    response = planner.press("block", **{f"item-{item.pk}-title": "Welkom, jongens"})
    assert response.status_code == 422
    assert "Welkom, jongens" in response.text


def test_title_is_kept_as_one_line(planner, meeting):
    item = three_blocks(meeting)[0]
    planner.press("save", **{f"item-{item.pk}-title": "Welkom,\r\njongens"})
    assert titles(meeting)[0] == "Welkom, jongens"


# Moving.


def test_buttons_move_a_block_one_place(planner, meeting):
    first, _, last = three_blocks(meeting)
    planner.press(f"down:{first.pk}")
    assert titles(meeting) == ["Kaart", "Welkom", "Soep"]
    planner.press(f"up:{last.pk}")
    assert titles(meeting) == ["Kaart", "Soep", "Welkom"]


def test_first_block_cannot_go_higher_nor_the_last_lower(planner, meeting):
    first, _, last = three_blocks(meeting)
    planner.press(f"up:{first.pk}")
    planner.press(f"down:{last.pk}")
    assert titles(meeting) == ["Welkom", "Kaart", "Soep"]


@pytest.mark.parametrize(
    ("place", "expected"),
    [(0, "Soep Welkom Kaart"), (1, "Welkom Soep Kaart"), (99, "Welkom Kaart Soep")],
)
def test_block_is_dropped_at_a_place(planner, meeting, place, expected):
    last = three_blocks(meeting)[2]
    planner.press(f"move:{last.pk}:{place}")
    assert titles(meeting) == expected.split()


def test_block_becomes_part_of_the_one_above_and_comes_out_again(planner, meeting):
    _, second, third = three_blocks(meeting)
    planner.press(f"in:{third.pk}")
    third.refresh_from_db()
    assert third.parent == second
    assert titles(meeting) == ["Welkom", "Kaart"]
    planner.press(f"in:{second.pk}")  # It has parts: it stays.
    assert titles(meeting) == ["Welkom", "Kaart"]
    planner.press(f"out:{third.pk}")
    assert titles(meeting) == ["Welkom", "Kaart", "Soep"]


def test_first_block_has_nothing_above_it_to_be_part_of(planner, meeting):
    first = three_blocks(meeting)[0]
    planner.press(f"in:{first.pk}")
    first.refresh_from_db()
    assert first.parent is None


commands = st.tuples(
    st.sampled_from(["up", "down", "in", "out", "move"]), st.integers(0, 4), st.integers(0, 6)
)


@settings(
    deadline=None,
    max_examples=25,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.lists(commands, max_size=12))
def test_no_order_of_moves_loses_a_block_or_nests_twice(planner, meeting, moves):
    meeting.agenda_items.all().delete()
    items = [AgendaItemFactory(meeting=meeting, order=order) for order in range(5)]
    for verb, which, place in moves:
        tail = f":{place}" if verb == "move" else ""
        assert planner.press(f"{verb}:{items[which].pk}{tail}").status_code == 303
    assert meeting.agenda_items.count() == 5
    assert not meeting.agenda_items.filter(parent__parent__isnull=False).exists()


# Typing.


def test_typed_values_are_stored_with_whatever_button(planner, meeting, facilitator):
    first, second, _ = three_blocks(meeting)
    goal = GoalFactory(slug="clarity")
    planner.press(
        f"down:{second.pk}",
        **{
            f"item-{first.pk}-title": "Inloop",
            f"item-{first.pk}-minutes": "7",
            f"item-{first.pk}-lead": facilitator.pk,
            f"item-{first.pk}-goals": [goal.pk],
            f"item-{first.pk}-participants_note": "Regel een\r\nRegel twee",
            f"item-{first.pk}-facilitators_note": "Let op Jan",
        },
    )
    first.refresh_from_db()
    assert (first.title, first.minutes, first.lead) == ("Inloop", 7, facilitator)
    assert first.participants_note == "Regel een\nRegel twee"
    assert list(first.goals.all()) == [goal]
    assert titles(meeting) == ["Inloop", "Soep", "Kaart"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", ""),
        ("title", "x" * 201),
        ("title", "a\0b"),
        ("minutes", "veel"),
        ("minutes", "-1"),
        ("minutes", "1441"),
        ("minutes", "9" * 40),
        ("lead", "999999"),
        ("lead", "x"),
        ("goals", "x"),
        ("goals", "999999"),
        ("public_note", "x" * 2001),
    ],
)
def test_wrong_value_stops_everything_and_loses_nothing(planner, meeting, field, value):
    first, second, _ = three_blocks(meeting)
    response = planner.press(
        f"down:{second.pk}",
        **{f"item-{first.pk}-facilitators_note": "Blijft staan", f"item-{first.pk}-{field}": value},
    )
    assert response.status_code == 422
    assert "Blijft staan" in response.text
    assert titles(meeting) == ["Welkom", "Kaart", "Soep"]


@pytest.mark.parametrize(
    "do",
    [
        "",
        "dans",
        "up",
        "up:x",
        "up:1:2",
        "move:1",
        "move:1:-1",
        "weave:",
        "up:" + "9" * 30,
        "up:\0",
    ],
)
def test_button_that_does_not_exist_is_a_bad_request(planner, do):
    assert planner.press(do).status_code == 400


@pytest.mark.parametrize("version", ["", "x", "9" * 30, "-1"])
def test_form_without_a_version_is_a_bad_request(planner, version):
    assert planner.press("save", version=version).status_code == 400


def test_item_of_another_agenda_is_out_of_reach(planner, meeting, cop):
    other = AgendaItemFactory(meeting=MeetingFactory(circle=cop), title="Elders")
    for verb in ("up", "down", "in", "out", "remove", "park", "next"):
        assert planner.press(f"{verb}:{other.pk}").status_code == 404
    planner.press("save", **{f"item-{other.pk}-title": "Gekaapt"})
    other.refresh_from_db()
    assert other.title == "Elders"


def test_search_words_and_a_half_typed_block_survive_other_buttons(planner, meeting):
    first = three_blocks(meeting)[0]
    GoalFactory(slug="team")
    response = planner.press(
        f"down:{first.pk}", q="wandel", goal="team", **{"block-title": "Half getypt"}
    )
    page = planner.open(response.url)
    assert "Half getypt" in page.text
    assert 'value="wandel"' in page.text
    assert re.search(r'value="team" selected', page.text)


def test_search_filters_the_catalogue(planner):
    catalogue = ModulePageFactory(title="Wijkwandeling").get_parent()
    ModulePageFactory(title="Waardenkaarten", parent=catalogue)
    assert planner.open("?q=wijkwandeling").text.count("mt-slip ") == 1


def test_more_modules_than_fit_come_on_a_next_page(planner):
    catalogue = ModulePageFactory().get_parent()
    for _ in range(8):
        ModulePageFactory(parent=catalogue)
    response = planner.press("search:2")
    assert "page=2" in response.url
    assert planner.open(response.url).text.count("mt-slip ") == 3


def test_module_whose_page_led_here_lies_on_top(planner):
    module = ModulePageFactory(title="Van de modulepagina")
    assert "mt-slip--chosen" in planner.open(f"?module={module.pk}").text
    for odd in ("x", "0", "9" * 12, "-1"):
        assert planner.open(f"?module={odd}").status_code == 200


# Time.


def test_clock_runs_and_overrun_is_said_in_words(planner, meeting):
    meeting.agenda_items.all().delete()
    AgendaItemFactory(meeting=meeting, title="Lang", minutes=100, order=0)
    AgendaItemFactory(meeting=meeting, title="Te laat", minutes=35, order=1)
    text = planner.open().text
    assert "21.10" in text
    assert "15 minuten te lang" in text
    assert "15 minuten over het einde heen" in text
    assert "mt-bar--over" in text


def test_parts_lie_inside_their_block_and_add_no_minutes(planner, meeting):
    block = AgendaItemFactory(meeting=meeting, minutes=60, order=0)
    AgendaItemFactory(meeting=meeting, minutes=20, order=0, parent=block)
    assert "60 van 120 minuten" in " ".join(planner.open().text.split())


# Who may, and what it costs.


def test_member_and_foreign_facilitator_find_no_planner(client, cop, meeting):
    elsewhere = CopPageFactory(parent=cop.get_parent())
    for user in (member_of(cop), facilitator_of(elsewhere)):
        client.force_login(user)
        url = reverse("meetings:planner", args=[meeting.pk])
        assert client.get(url).status_code == 404
        assert client.post(url, {"do": "break", "version": "0"}).status_code == 404


def test_planner_costs_the_same_for_two_and_for_thirty_items(
    planner, meeting, cop, django_assert_max_num_queries
):
    fill(meeting, cop, 2)
    few = planner.queries(django_assert_max_num_queries)
    fill(meeting, cop, 28)
    assert planner.queries(django_assert_max_num_queries) == few


def fill(meeting, cop, number):
    catalogue = ModuleIndexPage.objects.first() or ModuleIndexPageFactory()
    for _ in range(number):
        module = ModulePageFactory(parent=catalogue)
        item = AgendaItemFactory(
            meeting=meeting,
            lead=member_of(cop),
            module=module,
            steps=[{"title": "x", "minutes": 1}],
        )
        item.goals.add(GoalFactory())
        AgendaItemFactory(meeting=meeting, parent=item)
        BacklogItemFactory(circle=cop)
        AgendaTemplateFactory(circle=cop, items=[{"title": "x"}])
        AgendaItemFactory(meeting__circle=cop)
    assert Meeting.objects.of_circle(cop).count() > number
