"""The catalogue's own endpoints: what they find, how they count, what they refuse."""

import pytest
from django.utils import timezone
from pytest_django.asserts import assertNumQueries
from wagtail.models import Locale, Site
from wagtail_factories import ImageFactory

from home.models import StandardPage
from modules_library.models import ModulePage
from tests.factories import GoalFactory, ModuleIndexPageFactory, ModulePageFactory, root
from tests.network import CANARIES

URL = "/api/v3/modules/"


@pytest.fixture
def catalogue(db):
    return ModuleIndexPageFactory()


def slugs(response) -> list[str]:
    assert response.status_code == 200, response.content
    return [item["slug"] for item in response.json()["items"]]


def test_list_shows_published_modules_only(visitor, network):
    assert set(slugs(visitor.get(URL))) == {"wijkwandeling", "waardenkaarten"}


def test_card_tells_what_a_list_needs(visitor, network):
    card = visitor.get(URL, {"q": "wijkwandeling"}).json()["items"][0]
    assert card["title"] == "Wijkwandeling"
    assert card["kind"] == "instrument"
    assert card["goals"] == [{"slug": "team", "name": "een team worden"}]
    assert card["phases"] == [{"slug": "explore", "name": "verkennen"}]
    assert card["tags"] == ["buiten"]
    assert card["locale"] == "nl"
    assert card["url"].endswith("/modules/wijkwandeling/")
    assert card["detail_url"].endswith(f"{URL}{network.module.pk}/")


def test_card_shows_the_picture_in_sizes_with_its_text(visitor, network):
    picture = visitor.get(URL, {"q": "wijkwandeling"}).json()["items"][0]["picture"]
    assert picture["alt"] == "Een kikker kijkt uit een kruiwagen."
    assert picture["decorative"] is False
    assert [set(each) for each in picture["renditions"]] == [{"url", "width", "height"}] * len(
        picture["renditions"]
    )
    assert picture["renditions"]


def test_decorative_picture_has_no_text(visitor, network):
    ModulePage.objects.update(picture_is_decorative=True)
    picture = visitor.get(f"{URL}wijkwandeling/").json()["picture"]
    assert (picture["alt"], picture["decorative"]) == ("", True)


@pytest.mark.parametrize(
    "question",
    [
        {},
        {"q": "module"},
        {"kind": "instrument"},
        {"goal": "team", "duration": ["30-60", "over-120"]},
        {"sort": "title", "group": "2-6"},
        {"tag": "buiten", "kind": ["learning", "instrument"]},
        {"q": "bestaatniet"},
    ],
)
def test_api_finds_and_counts_what_the_page_finds_and_counts(visitor, catalogue, question):
    ModulePageFactory(parent=catalogue, kind="instrument", duration_max=200)
    ModulePageFactory(parent=catalogue, terms=[GoalFactory(slug="clarity")], group_min=12)
    ModulePageFactory(parent=catalogue)
    page = visitor.get(catalogue.url, question).context["catalogue"]
    answer = visitor.get(URL, question).json()
    assert [item["id"] for item in answer["items"]] == [module.pk for module in page.results]
    assert answer["count"] == page.total
    assert [
        (
            facet["name"],
            [(each["value"], each["count"], each["selected"]) for each in facet["options"]],
        )
        for facet in answer["facets"]
    ] == [
        (facet.name, [(each.value, each.count, each.selected) for each in facet.options])
        for facet in page.facets
    ]


def test_limit_and_offset_cut_one_part_of_all_that_was_found(visitor, catalogue):
    for title in "abcde":
        ModulePageFactory(parent=catalogue, title=title)
    answer = visitor.get(URL, {"sort": "title", "limit": 2, "offset": 2}).json()
    assert answer["count"] == 5
    assert [item["title"] for item in answer["items"]] == ["c", "d"]


def test_part_beyond_the_last_module_is_empty(visitor, catalogue):
    ModulePageFactory(parent=catalogue)
    answer = visitor.get(URL, {"offset": 50}).json()
    assert (answer["count"], answer["items"]) == (1, [])


@pytest.mark.parametrize(
    "question",
    [
        {"qq": "x"},
        {"page": "2"},
        {"facilitator_notes": "x"},
        {"kind": "other"},
        {"goal": "nope"},
        {"phase": "nope"},
        {"tag": "nope"},
        {"goal": "' OR 1=1"},
        {"duration": "0"},
        {"sort": "facilitator_notes"},
        {"sort": "relevance"},
        {"locale": "xx"},
        {"limit": "0"},
        {"limit": "many"},
        {"offset": "-1"},
        {"q": "x" * 201},
    ],
)
def test_unknown_parameters_and_values_answer_422(visitor, catalogue, question):
    response = visitor.get(URL, question)
    assert response.status_code == 422
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["errors"]


def test_limit_has_a_maximum(visitor, catalogue, settings):
    assert visitor.get(URL, {"limit": settings.WAGTAILAPI_LIMIT_MAX}).status_code == 200
    assert visitor.get(URL, {"limit": settings.WAGTAILAPI_LIMIT_MAX + 1}).status_code == 400


def test_module_is_found_by_id_and_by_slug(visitor, network):
    by_id = visitor.get(f"{URL}{network.module.pk}/")
    by_slug = visitor.get(f"{URL}wijkwandeling/")
    assert by_id.status_code == by_slug.status_code == 200
    assert by_id.json() == by_slug.json()


def test_module_tells_its_steps_on_the_clock(visitor, network):
    module = visitor.get(f"{URL}wijkwandeling/").json()
    assert [step["value"]["title"] for step in module["steps"]] == ["Begin", "Lopen"]
    assert module["timeline"] == [
        {"title": "Begin", "minutes": 15, "start": 0},
        {"title": "Lopen", "minutes": 45, "start": 15},
    ]
    assert module["materials"] == ["Stiften", "Een kaart van de wijk"]
    assert module["licence_url"] == "https://creativecommons.org/licenses/by-sa/4.0/"


def test_module_tells_its_attachments_and_related_modules(visitor, network):
    module = visitor.get(f"{URL}wijkwandeling/").json()
    [attachment] = module["attachments"]
    assert attachment["title"] == "Kaart om te printen"
    assert f"/documents/{network.document.pk}/" in attachment["url"]
    assert [related["slug"] for related in module["related_modules"]] == ["waardenkaarten"]


@pytest.mark.parametrize(
    "key", ["nope", "0", "999999999999999999", "a" * 300, CANARIES["draft module"]]
)
def test_module_that_is_not_there_answers_404_or_422(visitor, network, key):
    assert visitor.get(f"{URL}{key}/").status_code in (404, 422)


def test_module_in_another_language_is_asked_for_by_locale(visitor, network):
    english = Locale.objects.get(language_code="en")
    network.catalogue.copy_for_translation(english).save_revision().publish()
    copy = network.module.copy_for_translation(english)
    copy.title = "Neighbourhood walk"
    copy.save_revision().publish()
    goal = copy.goals.get()
    goal.name_en = "becoming a team"
    goal.save()
    answer = visitor.get(f"{URL}wijkwandeling/", {"locale": "en"}).json()
    assert answer["title"] == "Neighbourhood walk"
    assert answer["goals"] == [{"slug": "team", "name": "becoming a team"}]
    [dutch] = answer["translations"]
    assert (dutch["locale"], dutch["id"]) == ("nl", network.module.pk)
    assert slugs(visitor.get(URL, {"locale": "en"})) == ["wijkwandeling"]


def test_labels_of_facets_are_in_the_language_asked_for(visitor, network):
    def labels(locale):
        goals = visitor.get(URL, {"locale": locale}).json()["facets"][1]["options"]
        return [option["label"] for option in goals if option["value"] == "team"]

    assert labels("nl") == ["een team worden"]
    assert labels("en") != labels("nl")


def test_goals_and_phases_come_in_order_with_their_names(visitor, network):
    GoalFactory(slug="last", name_nl="laatste", name_en="last", sort_order=9999)
    answer = visitor.get("/api/v3/goals/", {"locale": "en"}).json()
    assert answer["count"] == len(answer["items"])
    assert answer["items"][-1] == {"slug": "last", "name": "last", "description": ""}
    phases = visitor.get("/api/v3/phases/").json()
    assert {"slug": "explore", "name": "verkennen", "description": ""} in phases["items"]


def test_each_site_shows_the_modules_of_its_own_network(visitor, network, settings):
    settings.ALLOWED_HOSTS = ["*"]
    home = root().add_child(instance=StandardPage(title="Elders", slug="elders"))
    Site.objects.create(hostname="elders.example", root_page=home)
    ModulePageFactory(parent=ModuleIndexPageFactory(parent=home), slug="van-elders")
    assert slugs(visitor.get(URL, headers={"Host": "elders.example"})) == ["van-elders"]
    assert "van-elders" not in slugs(visitor.get(URL))
    assert visitor.get(f"{URL}van-elders/").status_code == 404


@pytest.mark.parametrize("role", ["member", "facilitator", "editor", "admin"])
def test_token_changes_nothing_about_the_modules(visitor, with_token, network, role):
    assert with_token(role).get(URL).json() == visitor.get(URL).json()


@pytest.mark.parametrize("role", ["facilitator", "admin"])
def test_session_changes_nothing_about_the_modules(visitor, client_of, network, role):
    everybody = visitor.get(f"{URL}wijkwandeling/").json()
    assert client_of(role).get(f"{URL}wijkwandeling/").json() == everybody


def test_expired_module_is_gone_before_the_clean_up_ran(visitor, network):
    ModulePage.objects.filter(pk=network.module.pk).update(expire_at=timezone.now())
    assert slugs(visitor.get(URL)) == ["waardenkaarten"]
    assert visitor.get(f"{URL}wijkwandeling/").status_code == 404


@pytest.mark.parametrize(
    "question",
    [{}, {"q": "module"}, {"q": "mod", "goal": "team", "tag": "buiten", "sort": "title"}],
)
def test_list_takes_the_same_few_queries_however_many_modules_there_are(
    visitor, catalogue, django_assert_max_num_queries, question
):
    def ask(limit: int):
        response = visitor.get(URL, question | {"limit": limit})
        assert response.status_code == 200

    for _ in range(5):
        ModulePageFactory(parent=catalogue, picture=ImageFactory())
    for _ in range(3):  # The site's own look-ups, and pictures that nobody asked for before.
        ask(100)
    with django_assert_max_num_queries(8) as queries:
        ask(5)
    few = len(queries)
    for _ in range(25):
        ModulePageFactory(parent=catalogue)
    ask(1)
    with assertNumQueries(few):
        ask(100)
