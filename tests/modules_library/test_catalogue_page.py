"""The catalogue as a page: addresses, pages, chips, ways out, htmx and bad input."""

import string
from urllib.parse import urlencode

import pytest
from django.core.exceptions import BadRequest
from django.db import connection
from django.http import QueryDict
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from modules_library.catalogue import Catalogue
from modules_library.catalogue_state import State
from tests.benchmarks.modules import fill_catalogue
from tests.factories import GoalFactory, JourneyPhaseFactory

MESSY = "tag=b&page=2&kind=instrument&q=tafel&sort=title&tag=a&kind=learning&kind=learning"
TIDY = "q=tafel&kind=learning&kind=instrument&tag=a&tag=b&sort=title&page=2"
OWN_QUERIES = 9


def show(catalogue: Catalogue) -> None:
    """Ask for everything a page shows."""
    for module in catalogue.results:
        assert module.goal_keys
    assert catalogue.facets
    assert catalogue.sort_options
    assert (catalogue.active, catalogue.suggestions, catalogue.page_links) is not None
    assert catalogue.url


def fill(index, number: int, **options) -> list[int]:
    for slug in ("team", "learning"):
        GoalFactory(slug=slug)
    for slug in ("orient", "act"):
        JourneyPhaseFactory(slug=slug)
    return fill_catalogue(index, number, **options)


# Addresses


def test_every_way_to_a_state_has_one_address(look_up, add_module):
    for number in range(30):
        add_module(f"Tafel {number:02}", tags=["a", "b"])
    assert look_up(MESSY).url == look_up(TIDY).url == f"/modules/?{TIDY}"


def test_defaults_stay_out_of_the_address(look_up, add_module):
    add_module("Tafel")
    assert look_up("q=&kind=&sort=newest&page=1").url == "/modules/"
    assert look_up("q=tafel&sort=relevance").url == "/modules/?q=tafel"
    assert look_up("sort=relevance").url == "/modules/"


def test_option_adds_and_removes_itself_and_goes_back_to_the_first_page(look_up, add_module):
    add_module(
        goals=[GoalFactory(slug="team", sort_order=1), GoalFactory(slug="learning", sort_order=2)]
    )
    goals = {
        option.value: option for option in look_up("goal=team&page=3&q=module").facets[1].options
    }
    assert goals["learning"].url == "/modules/?q=module&goal=team&goal=learning"
    assert goals["team"].url == "/modules/?q=module"


def test_values_of_an_old_link_are_ignored(look_up, add_module):
    add_module("Tafel")
    old = (
        "kind=workshop&goal=gone&phase=gone&tag=gone&duration=90&group=many&sort=stars&page=x&utm=1"
    )
    catalogue = look_up(old)
    assert catalogue.total == 1
    assert catalogue.active == []
    assert catalogue.url == "/modules/"


def test_chips_name_what_narrows_and_lead_to_the_same_without_it(look_up, add_module):
    add_module(goals=[GoalFactory(slug="team", name_nl="een team worden")])
    chips = look_up("q=tafel&goal=team&duration=30-60&page=4").active
    assert [chip.value for chip in chips] == ["tafel", "team", "30-60"]
    assert [chip.remove_url for chip in chips] == [
        "/modules/?goal=team&duration=30-60",
        "/modules/?q=tafel&duration=30-60",
        "/modules/?q=tafel&goal=team",
    ]
    assert str(chips[1].label) == "een team worden"


def test_relevance_is_offered_only_with_search_words(look_up, add_module):
    add_module()
    assert [option.value for option in look_up().sort_options] == ["newest", "title", "shortest"]
    options = look_up("q=module").sort_options
    assert [option.value for option in options if option.selected] == ["relevance"]


@given(st.dictionaries(st.sampled_from(["q", "kind", "tag", "sort", "page"]), st.text(max_size=30)))
def test_address_of_a_state_leads_back_to_that_state(params):
    params = {name: value.replace("\0", "") for name, value in params.items()}
    state = State.from_params(QueryDict(urlencode(params)))
    assert State.from_params(QueryDict(state.query_string())) == state


# Pages of results


@pytest.mark.parametrize(
    ("asked", "shown"),
    [("1", 1), ("3", 3), ("4", 3), ("99999999", 3), ("0", 1), ("-1", 1), ("é", 1), ("9" * 5000, 1)],
)
def test_page_number_is_clamped(index, look_up, asked, shown):
    fill(index, 50)
    if len(asked) > 2000:
        with pytest.raises(BadRequest):
            look_up(f"page={asked}")
        return
    assert look_up(f"page={asked}").results.number == shown


def test_pages_follow_each_other_and_keep_the_choices(index, look_up):
    fill(index, 50)
    catalogue = look_up("sort=title&page=2")
    assert [link.number for link in catalogue.page_links] == [1, 2, 3]
    assert [link.number for link in catalogue.page_links if link.is_current] == [2]
    assert catalogue.previous_url == "/modules/?sort=title"
    assert catalogue.next_url == "/modules/?sort=title&page=3"
    assert look_up("page=3").next_url == ""


def test_long_row_of_pages_has_gaps(index, look_up):
    fill(index, 60)
    links = look_up("page=10", per_page=3).page_links
    assert [link.number for link in links] == [1, None, 9, 10, 11, None, 20]
    assert all(link.is_gap == (not link.url) for link in links)


def test_every_module_is_on_exactly_one_page(index, look_up):
    keys = fill(index, 50)
    shown = [module.pk for page in (1, 2, 3) for module in look_up(f"page={page}").results]
    assert sorted(shown) == sorted(keys)


# Nothing found


def test_empty_result_offers_to_let_go_of_what_empties_it(look_up, add_module):
    add_module("Tafel", kind="learning", tags=["binnen"])
    add_module("Straat", kind="instrument", tags=["buiten"])
    catalogue = look_up("kind=instrument&tag=binnen")
    assert catalogue.is_empty
    assert {each.url for each in catalogue.suggestions} == {
        "/modules/?tag=binnen",
        "/modules/?kind=instrument",
    }
    assert all(each.count == 1 for each in catalogue.suggestions)


def test_typing_error_is_answered_with_words_and_tags_in_use(look_up, add_module):
    add_module("Wijkwandeling", tags=["wandeling"])
    suggestions = look_up("q=wijkwandelng").suggestions
    assert "/modules/?q=wijkwandeling" in {each.url for each in suggestions}
    assert "/modules/?tag=wandeling" in {each.url for each in suggestions}


def test_suggestions_always_lead_to_modules(look_up, add_module):
    add_module("Tafel", kind="learning", tags=["binnen"])
    for each in look_up("q=tafl&kind=instrument&tag=binnen").suggestions:
        assert look_up(each.url.partition("?")[2]).total == each.count > 0


def test_empty_catalogue_is_empty_and_suggests_nothing(look_up):
    catalogue = look_up()
    show(catalogue)
    assert catalogue.is_empty
    assert catalogue.suggestions == []
    assert list(catalogue.results) == []


# Cost


@pytest.mark.parametrize(
    "query",
    ["", "kind=learning&goal=team&tag=wijk", "q=keuken", "q=keuken&goal=team&sort=title&page=2"],
)
@pytest.mark.parametrize("number", [2, 30])
def test_catalogue_asks_the_database_at_most_nine_times(
    index, look_up, django_assert_max_num_queries, number, query
):
    fill(index, number)
    with django_assert_max_num_queries(OWN_QUERIES):
        show(look_up(query))


@pytest.mark.parametrize("query", ["", "q=wijk&phase=act"])
def test_thirty_modules_cost_as_many_queries_as_two(
    index, look_up, django_assert_num_queries, query
):
    fill(index, 2)
    with CaptureQueriesContext(connection) as few:
        show(look_up(query))
    fill(index, 30, start=2)
    with django_assert_num_queries(len(few)):
        show(look_up(query))


# The page itself


def test_page_shows_modules_and_varies_on_htmx(index, add_module, client):
    add_module("Rollen op tafel")
    response = client.get(index.url)
    assert response.status_code == 200
    assert b"Rollen op tafel" in response.content
    assert {"HX-Request", "HX-Target"} <= set(response["Vary"].split(", "))


def test_htmx_gets_only_the_results(index, add_module, client):
    add_module("Rollen op tafel")
    response = client.get(index.url, headers={"HX-Request": "true", "HX-Target": "catalogue"})
    assert b"Rollen op tafel" in response.content
    assert b"<html" not in response.content
    assert b'id="catalogue"' in response.content


@pytest.mark.parametrize(
    "headers",
    [
        {"HX-Request": "true", "HX-Target": "main"},
        {"HX-Request": "true"},
        {"HX-Target": "catalogue"},
        {"HX-Request": "true", "HX-Target": "catalogue", "HX-History-Restore-Request": "true"},
    ],
)
def test_other_requests_get_the_whole_page(index, add_module, client, headers):
    add_module()
    assert b"<html" in client.get(index.url, headers=headers).content


def test_whole_page_stays_within_fifteen_queries(index, client, django_assert_max_num_queries):
    fill(index, 30)
    client.get(index.url)
    with django_assert_max_num_queries(15):
        client.get(f"{index.url}?q=keuken&goal=team")


def test_page_leaves_the_session_of_a_visitor_alone(index, add_module, client):
    add_module()
    response = client.get(index.url)
    assert not response.cookies
    assert not response.wsgi_request.session.accessed


# Bad input


@pytest.mark.parametrize(
    "name", ["q", "kind", "goal", "duration", "group", "phase", "tag", "sort", "page"]
)
@pytest.mark.parametrize("value", ["%00", "a" * 2001, "%F0%9F%90%B8%00"])
def test_hostile_value_is_refused(index, look_up, client, name, value):
    with pytest.raises(BadRequest):
        look_up(f"{name}={value}")
    assert client.get(f"{index.url}?{name}={value}").status_code == 400


def test_half_a_character_is_refused(look_up):
    with pytest.raises(BadRequest):
        look_up("q=\ud800")


def test_long_search_is_cut(look_up, add_module):
    add_module()
    assert len(look_up("q=" + "a" * 2000).state.q) == 200


keys = st.sampled_from(
    ["q", "kind", "goal", "duration", "group", "phase", "tag", "sort", "page", "x"]
)
values = st.one_of(
    st.text(max_size=40),
    st.text(string.printable, max_size=40),
    st.integers().map(str),
    st.sampled_from(
        ["\0", "x" * 10_000, "%", "'; DROP TABLE x; --", "learning", "title", "team", '"', "🐸"]
    ),
)


@given(pairs=st.lists(st.tuples(keys, values), max_size=6))
@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_query_string_is_answered(index, client, pairs):
    response = client.get(f"{index.url}?{urlencode(pairs)}")
    assert response.status_code in {200, 400, 404}


@given(raw=st.binary(max_size=60))
@settings(
    max_examples=80, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_any_bytes_in_the_address_are_answered(index, client, raw):
    response = client.get(index.url, QUERY_STRING=raw.decode("latin-1"))
    assert response.status_code in {200, 400, 404}
