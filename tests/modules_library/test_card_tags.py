"""What the catalogue's templates compute to draw a recipe card."""

import json
from types import SimpleNamespace

import pytest
from django.template import Context, Template
from django.utils import translation

from modules_library.templatetags import modules_library_tags as tags
from tests.factories import GoalFactory, JourneyPhaseFactory


def module_of(**fields):
    return SimpleNamespace(**{"duration_min": 30, "duration_max": 60} | fields)


@pytest.mark.parametrize(
    ("shortest", "longest", "number", "unit"),
    [
        (45, 60, "45–60", "minutes"),
        (40, 40, "40", "minutes"),
        (90, 150, "90–150", "minutes"),
        (120, 240, "2–4", "hours"),
        (150, 210, "2½–3½", "hours"),
        (125, 240, "125–240", "minutes"),
        (120, 120, "2", "hours"),
    ],
)
def test_duration_is_read_in_the_unit_people_would_use(shortest, longest, number, unit):
    with translation.override("en"):
        shown = tags.duration_of(module_of(duration_min=shortest, duration_max=longest))
    assert shown == {"number": number, "unit": unit}


@pytest.mark.parametrize(
    ("least", "most", "needed", "welcome"),
    [(4, 20, 1, 3), (6, 6, 2, 0), (2, 500, 1, 7), (60, 90, 8, 0)],
)
def test_people_are_drawn_by_the_handful_and_never_as_a_crowd(least, most, needed, welcome):
    figures = tags.figures_of(module_of(group_min=least, group_max=most))
    assert (len(figures["needed"]), len(figures["welcome"])) == (needed, welcome)


@pytest.mark.parametrize(
    ("minutes", "shown"), [(0, "0:00"), (5, "0:05"), (75, "1:15"), (600, "10:00")]
)
def test_offsets_look_like_a_clock(minutes, shown):
    assert tags.clock(minutes) == shown


def test_lengths_in_drawings_use_a_dot_in_dutch_too():
    with translation.override("nl"):
        shown = Template("{% load modules_library_tags %}{{ 1|percent_of:8 }}").render(Context())
    assert shown == "12.500%"


def test_a_module_without_minutes_draws_nothing():
    assert tags.percent_of(0, 0) == "0%"


def test_a_goal_of_the_networks_own_gets_the_shared_stamp():
    assert tags.goal_icon("team") == "goal-team"
    assert tags.goal_icon("samen-zingen") == "goal-other"


def test_structured_data_cannot_break_out_of_its_script():
    text = tags.json_ld({"name": "</script><script>alert(1)</script> & é"})
    assert text.count("</script>") == 1
    body = text.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert json.loads(body) == {"name": "</script><script>alert(1)</script> & é"}


@pytest.mark.django_db
def test_stamps_and_path_show_every_term_in_its_fixed_order(rf, network):
    module = network.module
    context = Context({"request": rf.get("/")})
    module.goals.set([GoalFactory(slug="b", sort_order=30_002)])
    GoalFactory(slug="a", sort_order=30_001)
    module.phases.set([JourneyPhaseFactory(slug="p", sort_order=30_000)])
    stamps = [(each["goal"].slug, each["is_chosen"]) for each in tags.goal_stamps(context, module)]
    assert stamps[-2:] == [("a", False), ("b", True)]
    assert [each["is_chosen"] for each in tags.phase_path(context, module)][-1] is True


@pytest.mark.django_db
def test_all_cards_of_a_page_share_one_look_at_the_goals(rf, network, django_assert_num_queries):
    context = Context({"request": rf.get("/")})
    tags.goal_stamps(context, network.module)
    with django_assert_num_queries(1):  # The module's own goals; a catalogue prefetches them.
        tags.goal_stamps(context, network.module)
