"""What each person sees of a circle and of the public pages about it, and what those pages cost."""

import copy
import json
import re

import html5lib
import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cop_pages.models import CopPage, CopUpdatePage, JourneyStep

from .factories import CircleFileFactory, CopPageFactory, MembershipFactory, home_page
from .rich_circle import CASE, HIDDEN_STEP, LESSON, add_members, build

pytestmark = pytest.mark.django_db

CIRCLE_VIEWS = ["my_membership", "leave"]
FACILITATOR_VIEWS = ["members", "edit", "add_file"]
PUBLIC = ["directory", "profile", "stories", "story", "tag"]


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Built once; each test works in a transaction of its own within this one."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield build()
        transaction.set_rollback(True)


@pytest.fixture
def rich(world):
    return copy.deepcopy(world)


@pytest.fixture
def as_(client, rich):
    """`as_("member").get(…)`; a visitor has no account."""

    def log_in(role):
        client.logout()
        if role != "visitor":
            client.force_login(getattr(rich, role))
        return client

    return log_in


def address(rich, name):
    return {
        "directory": rich.directory.url,
        "profile": f"{rich.directory.url}{rich.cop.slug}/",
        "stories": rich.stories.url,
        "story": rich.story.url,
        "tag": f"{rich.stories.url}?tag=ontmoeten",
        "project": rich.cop.url,
        "update": rich.update.url,
        "section": rich.cop.get_parent().url,
        "my_circles": reverse("cop_pages:my_circles"),
    }.get(name) or reverse(f"cop_pages:{name}", args=[rich.cop.pk])


# Who may open what.


@pytest.mark.parametrize("name", PUBLIC)
def test_visitor_reads_every_public_page_without_a_session(name, rich, client):
    response = client.get(address(rich, name))
    assert response.status_code == 200
    assert not response.wsgi_request.session.accessed
    assert not response.cookies


@pytest.mark.parametrize(
    ("role", "status"), [("outsider", 404), ("member", 200), ("facilitator", 200)]
)
@pytest.mark.parametrize("name", ["project", "update", *CIRCLE_VIEWS])
def test_page_of_a_circle_opens_for_its_members_only(name, role, status, rich, as_):
    assert as_(role).get(address(rich, name)).status_code == status


@pytest.mark.parametrize(
    ("role", "status"), [("outsider", 404), ("member", 404), ("facilitator", 200)]
)
@pytest.mark.parametrize("name", FACILITATOR_VIEWS)
def test_facilitators_view_opens_for_its_facilitator_only(name, role, status, rich, as_):
    assert as_(role).get(address(rich, name)).status_code == status


@pytest.mark.parametrize("name", ["project", "update", "section", "my_circles", *CIRCLE_VIEWS])
def test_visitor_is_asked_to_log_in(name, rich, client):
    response = client.get(address(rich, name))
    assert response.status_code == 302
    assert "/login/" in response.url


@pytest.mark.parametrize(
    "name",
    [*PUBLIC, "project", "update", "section", "my_circles", *CIRCLE_VIEWS, *FACILITATOR_VIEWS],
)
def test_page_is_well_formed_html(name, rich, as_):
    html5lib.HTMLParser(strict=True).parse(as_("facilitator").get(address(rich, name)).text)


@pytest.mark.parametrize("name", ["end_membership", "delete_file"])
def test_questions_before_something_ends_are_well_formed_html(name, rich, as_):
    last = rich.picture.key if name == "delete_file" else rich.membership(rich.member).pk
    response = as_("facilitator").get(reverse(f"cop_pages:{name}", args=[rich.cop.pk, last]))
    assert response.status_code == 200
    html5lib.HTMLParser(strict=True).parse(response.text)


# The project page.


def test_member_reads_the_case_the_people_the_journey_and_the_files(rich, as_):
    text = as_("member").get(rich.cop.url).text
    for words in (
        CASE,
        "Iedereen telt mee",
        LESSON,
        "Fatima Bakker",
        "Plattegrond",
        "Drie tomaten",
    ):
        assert words in text
    assert "Ik ken de wegen in het stadhuis." in text


def test_step_that_is_not_shared_is_for_facilitators(rich, as_):
    assert HIDDEN_STEP not in as_("member").get(rich.cop.url).text
    assert HIDDEN_STEP in as_("facilitator").get(rich.cop.url).text


def test_only_facilitators_find_their_tools(rich, as_):
    tools = [address(rich, name) for name in FACILITATOR_VIEWS]
    member, facilitator = (as_(role).get(rich.cop.url).text for role in ("member", "facilitator"))
    assert not [tool for tool in tools if tool in member]
    assert [tool for tool in tools if tool in facilitator] == tools


def test_who_is_who_shows_what_each_chose_to_share(rich, as_):
    membership = rich.membership(rich.member)
    membership.shares_email = False
    membership.contribution, membership.shares_contribution = "Stille kracht", False
    membership.save()
    text = as_("facilitator").get(rich.cop.url).text
    assert rich.member.email not in text
    assert "Stille kracht" not in text


def test_frog_sits_on_the_last_step_and_the_next_pad_waits(rich, as_):
    text = as_("member").get(rich.cop.url).text
    assert text.count("<image ") == 2  # One frog on the wide drawing, one on the narrow.
    assert text.count('href="#cp-pad-next"') == 2
    assert text.count('class="cp-step ') + text.count('class="cp-step"') == 3


def test_completed_journey_has_no_next_pad(rich, as_):
    CopPage.objects.update(status=CopPage.Status.COMPLETED)
    assert 'href="#cp-pad-next"' not in as_("member").get(rich.cop.url).text


def test_journey_that_has_yet_to_begin_says_so(rich, as_):
    JourneyStep.objects.all().delete()
    response = as_("member").get(rich.cop.url)
    assert response.status_code == 200
    assert response.text.count("<image ") == 2
    assert 'class="cp-steps"' not in response.text


def test_what_people_type_is_text_and_never_markup(rich, as_):
    evil = "<script>alert(1)</script>"
    CopPage.objects.update(case=evil, values=evil, title=evil, seeking=evil)
    JourneyStep.objects.update(title=evil, learned=evil, next_step=evil)
    for name in ("project", "edit", "directory", "profile"):
        assert evil not in as_("facilitator").get(address(rich, name)).text


# The member's home.


def test_member_finds_their_circle_and_its_news_at_home(rich, as_):
    text = as_("member").get(address(rich, "my_circles")).text
    assert rich.cop.url in text
    assert rich.update.url in text
    assert text.count(rich.cop.title) >= 2  # Over the circle, and under its news.


def test_home_costs_the_same_for_little_and_for_much_news(rich, as_, count):
    little = queries(as_("member"), address(rich, "my_circles"), count)
    for number in range(8):
        update = CopUpdatePage(title=f"Nieuws {number}", slug=f"nieuws-{number}")
        CopPage.objects.get(pk=rich.cop.pk).add_child(instance=update)
    assert queries(as_("member"), address(rich, "my_circles"), count) == little


def test_member_of_no_circle_finds_an_empty_wheelbarrow(rich, as_):
    text = as_("outsider").get(address(rich, "my_circles")).text
    assert "cop_pages/wheelbarrow" in text
    assert rich.cop.title not in text


# What they cost.


def queries(client, url, count):
    client.get(url)
    with count() as captured:
        assert client.get(url).status_code == 200
    return len(captured)


@pytest.fixture
def count():
    return lambda: CaptureQueriesContext(connection)


@pytest.mark.parametrize("name", ["project", "members"])
def test_page_costs_the_same_for_few_and_for_many_members(name, rich, as_, count):
    client = as_("facilitator")
    few = queries(client, address(rich, name), count)
    add_members_and_files(rich.cop)
    assert queries(client, address(rich, name), count) == few


def add_members_and_files(cop):
    add_members(CopPage.objects.get(pk=cop.pk), 30)
    for _ in range(10):
        CircleFileFactory(circle=cop)


def test_member_reads_the_project_page_in_few_queries(rich, as_, count):
    assert queries(as_("member"), rich.cop.url, count) <= 20


@pytest.mark.parametrize("name", ["directory", "profile"])
def test_public_page_costs_the_same_for_four_and_for_two_hundred_cops(name, rich, client, count):
    section = rich.cop.get_parent()
    for _ in range(3):
        CopPageFactory(parent=section)
    few = queries(client, address(rich, name), count)
    for _ in range(196):
        CopPageFactory(parent=section, latitude="52.10000", longitude="5.10000", places=3)
    assert queries(client, address(rich, name), count) <= max(few, 15)


# The directory.


def test_directory_lists_every_cop_with_a_public_profile_and_no_other(rich, client):
    CopPageFactory(parent=rich.cop.get_parent(), title="Verborgen", show_in_directory=False)
    response = client.get(rich.directory.url)
    assert f"{rich.directory.url}{rich.cop.slug}/" in response.text
    assert "Verborgen" not in response.text


def test_public_pages_tell_nothing_of_what_is_for_members(rich, client):
    for name in PUBLIC:
        text = client.get(address(rich, name)).text
        for words in (CASE, "Fatima", LESSON, "Plattegrond", rich.cop.get_parent().url):
            assert words not in text


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ({"q": "water"}, 1),
        ({"q": "water almere"}, 1),
        ({"q": "nergens"}, 0),
        ({"status": "active"}, 1),
        ({"status": "resting"}, 0),
        ({"status": "weird"}, 1),
        ({"case": "initiative", "municipality": "Almere"}, 1),
    ],
)
def test_filters_narrow_the_list_and_the_points_alike(query, found, rich, client):
    response = client.get(rich.directory.url, query)
    assert response.text.count('class="cp-entry') == found * 2  # The entry and its text.
    points = client.get(f"{rich.directory.url}points/", query)
    assert points["Content-Type"] == "application/geo+json"
    assert len(points.json()["features"]) == found


def test_drawn_map_has_a_dot_per_place_and_asks_nobody_else(rich, client):
    CopPageFactory(parent=rich.cop.get_parent(), latitude="52.39100", longitude="5.23100")
    text = client.get(rich.directory.url).text
    assert text.count('class="cp-map__dot"') == 1
    assert ">2</text>" in text
    assert 'data-tiles=""' in text


def test_tiles_come_from_where_the_network_says(rich, client, settings):
    settings.COP_PAGES_MAP_TILES = {"url": "https://tiles.example.org/{z}/{x}/{y}.png"}
    text = client.get(rich.directory.url).text
    assert 'data-tiles="https://tiles.example.org/{z}/{x}/{y}.png"' in text


def test_empty_directory_has_a_warm_word(client, rich):
    CopPage.objects.update(show_in_directory=False)
    text = client.get(rich.directory.url).text
    assert "cop_pages/wheelbarrow" in text
    assert "cp-map" not in text


def test_profile_is_structured_data_for_search_engines(rich, client):
    CopPage.objects.update(case_summary="</script><script>alert(1)")
    text = client.get(address(rich, "profile")).text
    (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
    assert json.loads(data)["@type"] == "Project"
    assert json.loads(data)["description"] == "</script><script>alert(1)"


def test_join_knows_which_cop_was_read_and_start_asks_for_a_new_one(rich, client):
    text = client.get(address(rich, "profile")).text
    assert text.count(f'href="{home_page().url}?cop={rich.cop.slug}"') == 1
    assert f'href="{home_page().url}?intent=start_cop"' in text


def test_profile_without_pages_to_join_or_start_has_no_dead_buttons(rich, client):
    rich.directory.join_page = rich.directory.start_page = None
    rich.directory.save()
    assert "?cop=" not in client.get(address(rich, "profile")).text


def test_member_finds_the_way_in_from_the_public_profile(rich, as_):
    profile = address(rich, "profile")
    assert rich.cop.url not in as_("outsider").get(profile).text
    assert rich.cop.url in as_("member").get(profile).text


# Stories.


def test_story_names_its_author_its_cop_and_its_tags(rich, client):
    text = client.get(rich.story.url).text
    for words in ("Ria Kuipers", address(rich, "profile"), "?tag=ontmoeten", "feed/"):
        assert words in text


def test_story_of_a_hidden_cop_does_not_name_it(rich, client):
    CopPage.objects.update(show_in_directory=False)
    assert rich.cop.title not in client.get(rich.story.url).text


def test_unknown_tag_shows_all_stories(rich, client):
    assert rich.story.url in client.get(rich.stories.url, {"tag": "bestaat-niet"}).text


def test_many_stories_come_in_pages(rich, client):
    for number in range(15):
        story = rich.story.copy(
            update_attrs={"slug": f"kopie-{number}", "title": f"Kopie {number}"}
        )
        story.save_revision().publish()
    first = client.get(rich.stories.url).text
    assert first.count('class="cp-story"') == 12
    assert "?page=2" in first


# Whatever is typed after the address.

TEXT = st.text(alphabet=st.characters(codec="utf-8"), max_size=40)
QUERY = st.dictionaries(
    st.sampled_from(["q", "status", "case", "municipality", "page", "tag"]),
    TEXT | st.sampled_from(["\0", "0", "-1", "1" * 60, "9223372036854775808", "active", "Almere"]),
    max_size=4,
)


def test_no_query_breaks_a_public_page(rich, client):
    @settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
    @given(QUERY)
    def ask(query):
        for url in (rich.directory.url, f"{rich.directory.url}points/", rich.stories.url):
            assert client.get(url, query).status_code in {200, 400, 404}

    ask()


def test_news_of_a_circle_is_not_found_under_another(rich, as_):
    other = CopPageFactory(parent=rich.cop.get_parent())
    MembershipFactory(circle=other, user=rich.outsider)
    update = CopUpdatePage.objects.get(pk=rich.update.pk)
    assert as_("outsider").get(f"{other.url}{update.slug}/").status_code == 404
