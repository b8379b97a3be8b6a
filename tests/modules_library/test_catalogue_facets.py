"""Filters and their counts."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from modules_library.catalogue_state import FACET_NAMES, SORTS, State
from modules_library.facets import RANGES
from modules_library.models import ModulePage
from tests.benchmarks.modules import WORDS, fill_catalogue
from tests.factories import GoalFactory, JourneyPhaseFactory

from .catalogue_oracle import Oracle

GOALS = ("team", "learning", "community", "clarity")
PHASES = ("orient", "act", "anchor")
VALUES = {
    "kind": ModulePage.Kind.values,
    "goal": [*GOALS, "gone"],
    "phase": [*PHASES, "gone"],
    "tag": [*WORDS[:6], "gone"],
    "duration": [bucket.slug for bucket in RANGES["duration"]],
    "group": [bucket.slug for bucket in RANGES["group"]],
}


def some_of(values):
    return st.lists(st.sampled_from(values), max_size=2, unique=True).map(tuple)


states = st.builds(
    State,
    q=st.sampled_from(["", "", "", "keuken", "wandel buurt", "zoekjenooit"]),
    **{name: some_of(values) for name, values in VALUES.items()},
)


@pytest.fixture
def forty_modules(index):
    for slug in GOALS:
        GoalFactory(slug=slug)
    for slug in PHASES:
        JourneyPhaseFactory(slug=slug)
    fill_catalogue(index, 40)
    modules = ModulePage.objects.child_of(index).prefetch_related(
        "goals", "phases", "tagged_items__tag"
    )
    return Oracle(modules)


@given(state=states)
@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_results_and_counts_are_those_of_a_brute_force_count(forty_modules, look_up, state):
    catalogue = look_up(state.query_string(), per_page=100)
    known = catalogue.state
    assert {module.pk for module in catalogue.results} == forty_modules.keys(known)
    assert catalogue.total == len(forty_modules.keys(known))
    for facet in catalogue.facets:
        for option in facet.options:
            assert option.count == forty_modules.count(known, facet.name, option.value), option


def test_no_module_is_listed_twice_when_it_fits_two_choices(look_up, add_module):
    add_module(
        "Alles", goals=[GoalFactory(slug="team"), GoalFactory(slug="learning")], tags=["a", "b"]
    )
    catalogue = look_up("goal=team&goal=learning&tag=a&tag=b&duration=30-60&duration=60-120")
    assert [module.title for module in catalogue.results] == ["Alles"]
    assert catalogue.total == 1


def test_choices_widen_within_a_facet_and_narrow_between_facets(titles, add_module):
    add_module("Leren", kind="learning", tags=["binnen"])
    add_module("Doen", kind="instrument", tags=["binnen"])
    add_module("Buiten", kind="instrument", tags=["buiten"])
    assert set(titles("tag=binnen&tag=buiten")) == {"Leren", "Doen", "Buiten"}
    assert set(titles("tag=binnen&kind=instrument")) == {"Doen"}


@pytest.mark.parametrize(
    ("shortest", "longest", "expected"),
    [
        (20, 30, {"up-to-30", "30-60"}),
        (31, 59, {"30-60"}),
        (45, 90, {"30-60", "60-120"}),
        (120, 120, {"60-120"}),
        (121, 300, {"over-120"}),
    ],
)
def test_module_fits_every_duration_it_overlaps(look_up, add_module, shortest, longest, expected):
    add_module(duration_min=shortest, duration_max=longest, steps=[])
    options = facet(look_up(), "duration").options
    assert {option.value for option in options if option.count} == expected


@pytest.mark.parametrize(
    ("fewest", "most", "expected"),
    [(2, 6, {"2-6"}), (6, 7, {"2-6", "7-15"}), (12, 40, {"7-15", "16-30", "over-30"})],
)
def test_module_fits_every_group_size_it_overlaps(look_up, add_module, fewest, most, expected):
    add_module(group_min=fewest, group_max=most)
    options = facet(look_up(), "group").options
    assert {option.value for option in options if option.count} == expected


def test_goals_without_modules_are_shown_with_zero(look_up, add_module):
    add_module(goals=[GoalFactory(slug="team")])
    GoalFactory(slug="learning")
    counts = {option.value: option.count for option in facet(look_up(), "goal").options}
    assert counts == {"team": 1, "learning": 0}


def test_facets_come_in_the_fixed_order_with_goals_in_theirs(look_up, add_module):
    GoalFactory(slug="second", sort_order=2)
    GoalFactory(slug="first", sort_order=1)
    facets = look_up().facets
    assert [each.name for each in facets] == list(FACET_NAMES)
    assert [option.value for option in facets[1].options] == ["first", "second"]


def test_only_the_twenty_most_used_tags_are_offered_and_the_chosen_one(look_up, add_module):
    for number in range(25):
        add_module(tags=[f"label{number:02}", "vaak"])
    tags = facet(look_up("tag=label24"), "tag").options
    assert len(tags) == 21
    assert tags[0].value == "vaak"
    assert [tag.value for tag in tags if tag.selected] == ["label24"]


def test_chosen_tag_stays_in_sight_when_other_choices_leave_it_empty(look_up, add_module):
    add_module("Leren", kind="learning", tags=["binnen"])
    add_module("Doen", kind="instrument", tags=["buiten"])
    options = {tag.value: tag for tag in facet(look_up("tag=buiten&kind=learning"), "tag").options}
    assert options["buiten"].selected
    assert options["buiten"].count == 0
    assert options["binnen"].count == 1


def test_tags_of_drafts_and_of_other_things_are_not_offered(look_up, add_module):
    add_module("Concept", live=False, tags=["geheim"])
    add_module("Open", tags=["open"])
    assert [tag.value for tag in facet(look_up(), "tag").options] == ["open"]


@pytest.mark.parametrize("order", [sort for sort in SORTS if sort != "relevance"])
def test_every_sort_lists_the_same_modules(look_up, add_module, order):
    for title in ("Één", "aardappel", "Zon"):
        add_module(title)
    assert len(list(look_up(f"sort={order}").results)) == 3


def test_sorting_by_title_ignores_case_and_accents(titles, add_module):
    for title in ("Zon", "Één tafel", "aardappel", "Fiets"):
        add_module(title)
    assert titles("sort=title") == ["aardappel", "Één tafel", "Fiets", "Zon"]


def test_sorting_by_duration_puts_the_shortest_first(titles, add_module):
    add_module("Lang", duration_min=90, duration_max=120, steps=[])
    add_module("Kort", duration_min=10, duration_max=20, steps=[])
    assert titles("sort=shortest") == ["Kort", "Lang"]


def facet(catalogue, name):
    return next(each for each in catalogue.facets if each.name == name)
