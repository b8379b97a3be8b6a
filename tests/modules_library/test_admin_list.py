"""The catalogue's lists in the admin: the right rows, the right order, and no side doors."""

import csv
import io

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse
from wagtail.models import GroupPagePermission, Page

from modules_library.admin.exports import harmless
from modules_library.models import Goal, ModulePage
from tests.factories import (
    GoalFactory,
    JourneyPhaseFactory,
    MemberFactory,
    ModuleIndexPageFactory,
    ModulePageFactory,
)

pytestmark = pytest.mark.django_db

MODULES = reverse("modules_library_modulepage_modeladmin_index")
GOALS = reverse("modules_library_goal_modeladmin_index")


@pytest.fixture
def catalogue():
    return ModuleIndexPageFactory()


@pytest.fixture
def modules(catalogue):
    """A learning module and a do-instrument, with a goal and phase each of their own."""
    listening = ModulePageFactory(
        parent=catalogue, title="Luisteren", terms=[GoalFactory(slug="learning")]
    )
    walking = ModulePageFactory(
        parent=catalogue, title="Wijkwandeling", kind="instrument", terms=[GoalFactory(slug="team")]
    )
    walking.phases = [JourneyPhaseFactory(slug="act")]
    walking.save()
    ModulePageFactory(parent=catalogue, title="Concept", live=False)
    return {"listening": listening, "walking": walking}


@pytest.fixture
def editor(client):
    editor = MemberFactory(editor=True)
    client.force_login(editor)
    return editor


@pytest.fixture
def moderator(client):
    moderator = MemberFactory(moderator=True)
    client.force_login(moderator)
    return moderator


def titles(response) -> set[str]:
    return {module.title for module in response.context["object_list"]}


def test_list_shows_what_matters(client, editor, modules):
    html = client.get(MODULES).content.decode()
    for text in ("Wijkwandeling", "45–90", "4–20"):
        assert text in html


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, {"Luisteren", "Wijkwandeling", "Concept"}),
        ({"kind__exact": "instrument"}, {"Wijkwandeling"}),
        ({"goal": "learning"}, {"Luisteren"}),
        ({"phase": "act"}, {"Wijkwandeling"}),
        ({"live__exact": "0"}, {"Concept"}),
        ({"q": "wandel"}, {"Wijkwandeling"}),
        ({"goal": "bestaat-niet"}, set()),
    ],
)
def test_list_is_filtered_and_searched(client, editor, modules, query, expected):
    assert titles(client.get(MODULES, query)) == expected


@pytest.mark.parametrize(
    "query",
    [
        {"owner__password__startswith": "zzz"},
        {"owner__email__contains": "zzz"},
        {"facilitator_notes__contains": "zzz"},
        {"nonsense": "1"},
        {"locale__pages__title": "zzz"},
    ],
)
def test_list_answers_no_questions_through_its_address(client, editor, modules, query):
    """An unknown parameter changes nothing; as a lookup it would tell secrets by empty lists."""
    response = client.get(MODULES, query)
    assert response.status_code == 200
    assert len(titles(response)) == 3


@pytest.mark.parametrize(
    "query", [{"p": "-1"}, {"p": "x"}, {"o": "99.x.-"}, {"q": "%\\_"}, {"kind__exact": "x"}]
)
def test_list_survives_odd_addresses(client, editor, modules, query):
    assert client.get(MODULES, query).status_code == 200


def test_list_costs_the_same_for_2_and_for_40_modules(
    client, editor, catalogue, django_assert_max_num_queries
):
    def count() -> int:
        client.get(MODULES)  # Fills the caches, which new pages emptied.
        with django_assert_max_num_queries(60) as queries:
            client.get(MODULES)
        return len(queries)

    ModulePageFactory.create_batch(2, parent=catalogue)
    few = count()
    ModulePageFactory.create_batch(38, parent=catalogue)
    assert count() == few


def test_editor_of_one_section_sees_and_exports_only_that_section(client, catalogue):
    """modeladmin itself shows and exports every row to everybody who may enter the admin."""
    theirs = ModulePageFactory(parent=catalogue, title="Van hen")
    ModulePageFactory(parent=catalogue, title="Van een ander")
    member = MemberFactory()
    group = member.groups.create(name="Redactie van een stuk")
    group.permissions.add(Permission.objects.get(codename="access_admin"))
    GroupPagePermission.objects.create(
        group=group, page=theirs, permission=page_permission("change_page")
    )
    client.force_login(member)
    assert titles(client.get(MODULES)) == {"Van hen"}
    assert "Van een ander" not in read(client.get(MODULES, {"export": "csv"}))


def test_member_in_the_admin_without_pages_sees_no_list(client, modules):
    member = MemberFactory()
    member.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(member)
    for query in ({}, {"export": "csv"}):
        assert client.get(MODULES, query).status_code == 302


def test_who_may_only_add_goals_does_not_see_or_export_them(client):
    member = MemberFactory()
    member.user_permissions.add(
        *Permission.objects.filter(codename__in=["access_admin", "add_goal"])
    )
    client.force_login(member)
    assert client.get(GOALS).status_code == 302
    assert client.get(GOALS, {"export": "csv"}).status_code == 302


def test_export_holds_no_formulas(client, editor, catalogue):
    ModulePageFactory(parent=catalogue, title='=HYPERLINK("https://kwaad.example")')
    rows = list(csv.reader(io.StringIO(read(client.get(MODULES, {"export": "csv"})))))
    assert rows[1][0] == '\'=HYPERLINK("https://kwaad.example")'
    assert client.get(MODULES, {"export": "xlsx"}).status_code == 200


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", " ="])
def test_text_that_starts_a_formula_is_made_harmless(start):
    assert harmless(f"{start}1+1") == f"'{start}1+1"


@pytest.mark.parametrize("value", ["Wijkwandeling", "", "3 - 4", 12, None])
def test_other_cells_stay_as_they_are(value):
    assert harmless(value) == value


def test_moderator_adds_a_goal(client, moderator):
    url = reverse("modules_library_goal_modeladmin_create")
    fields = {"name_nl": "samen eten", "name_en": "eating together", "slug": "samen-eten"}
    assert (
        client.post(url, fields | {"description_nl": "", "description_en": ""}).status_code == 302
    )
    assert Goal.objects.get(slug="samen-eten").name_en == "eating together"


def test_key_of_a_goal_stays_once_it_is_there(client, moderator):
    goal = GoalFactory(slug="team", name_nl="een team worden")
    url = reverse("modules_library_goal_modeladmin_edit", args=[goal.pk])
    fields = {"name_nl": "een ploeg worden", "name_en": "", "slug": "ploeg"}
    client.post(url, fields | {"description_nl": "", "description_en": ""})
    goal.refresh_from_db()
    assert (goal.name_nl, goal.slug) == ("een ploeg worden", "team")


def move(client, goal, way):
    return client.post(reverse("modules_library_move_term", args=["goal", goal.pk, way]))


def test_goals_change_places(client, moderator):
    first, second, third = (GoalFactory(slug=slug, sort_order=0) for slug in ("a", "b", "c"))
    move(client, third, "up")
    assert list(Goal.objects.values_list("slug", flat=True)) == ["a", "c", "b"]
    move(client, first, "down")
    assert list(Goal.objects.values_list("slug", flat=True)) == ["c", "a", "b"]
    move(client, second, "down")
    assert list(Goal.objects.values_list("slug", flat=True)) == ["c", "a", "b"]


def test_goals_are_not_moved_by_a_link_or_by_an_editor(client, moderator):
    goal = GoalFactory()
    url = reverse("modules_library_move_term", args=["goal", goal.pk, "down"])
    assert client.get(url).status_code == 405
    client.force_login(MemberFactory(editor=True))
    assert client.post(url)["Location"] == "/admin/"


def test_buttons_to_move_name_the_goal(client, moderator):
    GoalFactory(name_nl="een team worden")
    html = client.get(GOALS).content.decode()
    assert html.count('form="move-term"') == 2
    assert 'id="move-term"' in html
    assert "csrfmiddlewaretoken" in html.split('id="move-term"')[1]


def test_goal_in_use_is_not_deleted(client, moderator, modules):
    goal = Goal.objects.get(slug="team")
    url = reverse("modules_library_goal_modeladmin_delete", args=[goal.pk])
    response = client.post(url, follow=True)
    assert Goal.objects.filter(slug="team").exists()
    assert "Wijkwandeling" in response.content.decode()


def test_goal_that_nobody_uses_is_deleted(client, moderator):
    goal = GoalFactory()
    client.post(reverse("modules_library_goal_modeladmin_delete", args=[goal.pk]))
    assert not Goal.objects.exists()


def test_editor_cannot_delete_a_goal(client, editor):
    goal = GoalFactory()
    client.post(reverse("modules_library_goal_modeladmin_delete", args=[goal.pk]))
    assert Goal.objects.exists()


def test_list_leads_to_the_editor_of_the_module(client, editor, modules):
    module = ModulePage.objects.get(title="Luisteren")
    html = client.get(MODULES).content.decode()
    assert reverse("wagtailadmin_pages:edit", args=[module.pk]) in html


def page_permission(codename: str) -> Permission:
    return Permission.objects.get(content_type__app_label=Page._meta.app_label, codename=codename)


def read(response) -> str:
    return b"".join(response.streaming_content).decode() if response.streaming else ""
