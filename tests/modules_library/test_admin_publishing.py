"""A draft may be unfinished; what goes out to readers is complete, whichever way it goes out."""

import json

import pytest
import wagtail_factories
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from wagtail.models import APIToken, Workflow
from wagtail.test.utils.form_data import inline_formset, nested_form_data, rich_text, streamfield

from modules_library.admin.checklist import checklist, open_checks
from modules_library.models import Goal, ModulePage
from modules_library.publishing import problems_of
from tests.factories import GoalFactory, MemberFactory, ModuleIndexPageFactory, ModulePageFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def catalogue():
    return ModuleIndexPageFactory()


@pytest.fixture
def goal():
    return GoalFactory(slug="team", name_nl="een team worden")


@pytest.fixture
def editor(client):
    editor = MemberFactory(editor=True)
    client.force_login(editor)
    return editor


@pytest.fixture
def picture():
    return wagtail_factories.ImageFactory(title="Sloot")


def form_data(goal=None, minutes=(20, 40), **changes) -> dict:
    """What the editor's browser sends for a complete module."""
    steps = [("step", step(number, each)) for number, each in enumerate(minutes)]
    data = {
        "title": "Wijkwandeling",
        "slug": "wijkwandeling",
        "kind": "instrument",
        "summary": "Loop samen door de buurt.",
        "duration_min": 45,
        "duration_max": 90,
        "group_min": 4,
        "group_max": 20,
        "goals": [goal.pk] if goal else [],
        "phases": [],
        "tags": "buiten, kijken",
        "preparation": "little",
        "materials": "",
        "steps": streamfield(steps),
        "explanation": streamfield([]),
        "facilitator_notes": rich_text("<p>Neem een paraplu mee.</p>"),
        "picture": "",
        "picture_alt": "",
        "licence": "CC-BY-SA-4.0",
        "attachments": inline_formset([]),
        "related_modules": inline_formset([]),
        "comments": inline_formset([]),
    }
    data |= changes
    goals = data.pop("goals")
    return nested_form_data(data) | {"goals": goals}


def step(number: int, minutes: int) -> dict:
    empty = rich_text("<p></p>")
    return {
        "title": f"Stap {number}",
        "minutes": minutes,
        "facilitator": empty,
        "participants": empty,
        "tip": "",
    }


def create(client, catalogue, data, *, publish: bool):
    url = reverse("wagtailadmin_pages:add", args=["modules_library", "modulepage", catalogue.pk])
    return client.post(url, data | ({"action-publish": "Publish"} if publish else {}))


def test_editor_publishes_a_complete_module(client, editor, catalogue, goal):
    assert create(client, catalogue, form_data(goal), publish=True).status_code == 302
    module = ModulePage.objects.get()
    assert module.live
    assert (module.step_minutes, module.version) == (60, 1)
    assert list(module.goals.all()) == [goal]
    assert {tag.name for tag in module.tags.all()} == {"buiten", "kijken"}


UNREADY = {
    "no goal": ({"goals": []}, "goals"),
    "too short": ({"minutes": (5,)}, "steps"),
    "too long": ({"minutes": (90, 90)}, "steps"),
}


@pytest.mark.parametrize(("changes", "field"), UNREADY.values(), ids=UNREADY)
def test_unready_module_is_refused_at_the_field(client, editor, catalogue, goal, changes, field):
    response = create(client, catalogue, form_data(goal, **changes), publish=True)
    assert response.status_code == 200
    assert field in response.context["form"].errors
    assert not ModulePage.objects.filter(live=True).exists()


@pytest.mark.parametrize(("changes", "field"), UNREADY.values(), ids=UNREADY)
def test_unready_module_is_kept_as_a_draft(client, editor, catalogue, goal, changes, field):
    assert create(client, catalogue, form_data(goal, **changes), publish=False).status_code == 302
    module = ModulePage.objects.get()
    assert not module.live
    assert field in problems_of(module.get_latest_revision_as_object())


def test_draft_needs_no_more_than_a_title(client, editor, catalogue):
    data = form_data(summary="", minutes=())
    assert create(client, catalogue, data, publish=False).status_code == 302


def test_picture_needs_a_description_or_is_decorative(client, editor, catalogue, goal, picture):
    refused = create(client, catalogue, form_data(goal, picture=picture.pk), publish=True)
    assert "picture_alt" in refused.context["form"].errors
    data = form_data(goal, picture=picture.pk, picture_is_decorative="on")
    assert create(client, catalogue, data, publish=True).status_code == 302


def test_live_module_keeps_a_wrong_change_as_a_draft(client, editor, catalogue, goal):
    module = ModulePageFactory(parent=catalogue, terms=[goal])
    url = reverse("wagtailadmin_pages:edit", args=[module.pk])
    response = client.post(url, form_data(goal, minutes=(5,), slug=module.slug))
    assert response.status_code == 302
    module.refresh_from_db()
    assert module.step_minutes == 60
    assert module.has_unpublished_changes


@pytest.fixture
def unready(catalogue):
    module = ModulePageFactory(parent=catalogue, title="Half af", live=False)
    module.goals = []
    module.save_revision()
    return module


def test_code_cannot_publish_an_unready_module(unready):
    with pytest.raises(ValidationError, match="goal"):
        unready.get_latest_revision().publish()
    unready.refresh_from_db()
    assert not unready.live


def test_planned_module_goes_out_even_if_its_goal_went_away(catalogue, goal):
    """It was checked when it was planned; on the day itself no reader should miss it."""
    module = ModulePageFactory(parent=catalogue, live=False, terms=[goal])
    module.go_live_at = timezone.now() + timezone.timedelta(hours=1)
    module.save_revision().publish()
    Goal.objects.all().delete()
    revision = module.get_latest_revision()
    revision.content["go_live_at"] = None
    revision.save()
    revision.publish()
    module.refresh_from_db()
    assert module.live


def bulk(client, pages, **data):
    url = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    query = "&".join(f"id={page.pk}" for page in pages)
    return client.post(f"{url}?{query}", data, follow=True)


def test_publishing_a_selection_stops_with_names(client, editor, catalogue, goal, unready):
    ready = ModulePageFactory(parent=catalogue, live=False, terms=[goal])
    response = bulk(client, [ready, unready])
    assert "Half af" in " ".join(str(message) for message in response.context["messages"])
    assert not ModulePage.objects.filter(live=True).exists()


def test_publishing_all_below_the_catalogue_stops_with_names(client, editor, catalogue, unready):
    response = bulk(client, [catalogue], include_descendants="on")
    assert "Half af" in " ".join(str(message) for message in response.context["messages"])
    unready.refresh_from_db()
    assert not unready.live


def test_selection_of_ready_modules_is_published(client, editor, catalogue, goal):
    ready = ModulePageFactory(parent=catalogue, live=False, terms=[goal])
    bulk(client, [ready])
    ready.refresh_from_db()
    assert ready.live


def test_moderator_cannot_approve_a_draft_that_became_unready(client, catalogue, goal):
    module = ModulePageFactory(parent=catalogue, live=False, terms=[goal])
    module.save_revision()
    Workflow.objects.get().start(module, MemberFactory(editor=True))
    state = module.current_workflow_task_state
    module.goals = []
    module.save_revision()
    client.force_login(MemberFactory(moderator=True))
    url = reverse("wagtailadmin_pages:workflow_action", args=[module.pk, "approve", state.pk])
    response = client.post(url, follow=True)
    assert response.status_code == 200
    assert any(
        "goal" in str(message) or "doel" in str(message) for message in response.context["messages"]
    )
    module.refresh_from_db()
    assert not module.live


def test_moderator_approves_a_ready_draft(client, catalogue, goal):
    module = ModulePageFactory(parent=catalogue, live=False, terms=[goal])
    module.save_revision()
    Workflow.objects.get().start(module, MemberFactory(editor=True))
    client.force_login(MemberFactory(moderator=True))
    url = reverse(
        "wagtailadmin_pages:workflow_action",
        args=[module.pk, "approve", module.current_workflow_task_state.pk],
    )
    client.post(url)
    module.refresh_from_db()
    assert module.live


@pytest.fixture
def bearer(client):
    """An editor's script: a token made in Wagtail's own admin."""
    _token, key = APIToken.create_token(user=MemberFactory(editor=True), name="script")
    return {"HTTP_AUTHORIZATION": f"Bearer {key}"}


def test_script_cannot_publish_an_unready_module(client, bearer, unready):
    url = reverse("wagtailapi_v3:pages_actions_publish", args=[unready.pk])
    response = client.post(url, content_type="application/json", **bearer)
    assert response.status_code == 422, response.content
    unready.refresh_from_db()
    assert not unready.live


def test_script_that_takes_away_the_last_goal_is_told_so(client, bearer, catalogue, goal):
    module = ModulePageFactory(parent=catalogue, terms=[goal])
    url = reverse("wagtailapi_v3:update_page", args=[module.pk])
    body = {"meta": {"type": "modules_library.ModulePage", "action": "publish"}, "goals": []}
    response = client.patch(url, json.dumps(body), content_type="application/json", **bearer)
    assert response.status_code == 422, response.content
    assert "goal" in response.content.decode()
    assert list(ModulePage.objects.get(pk=module.pk).goals.all()) == [goal]


def test_script_changes_one_field_of_a_complete_module(client, bearer, catalogue, goal):
    module = ModulePageFactory(parent=catalogue, terms=[goal])
    url = reverse("wagtailapi_v3:update_page", args=[module.pk])
    body = {
        "meta": {"type": "modules_library.ModulePage", "action": "publish"},
        "summary": "Nieuw.",
    }
    response = client.patch(url, json.dumps(body), content_type="application/json", **bearer)
    assert response.status_code == 200, response.content
    module.refresh_from_db()
    assert module.summary == "Nieuw."


def lines(page) -> dict[str, bool]:
    return {check.title: check.is_done for check in checklist(page)}


def test_check_list_of_a_fresh_module_names_everything():
    found = checklist(ModulePage(title="Nieuw", locale=ModuleIndexPageFactory().locale))
    assert [check.is_done for check in found] == [False, False, True, False, False, False]
    assert all(check.hint for check in found)


def test_check_list_asks_for_steps_without_demanding_them(catalogue, goal):
    time = checklist(ModulePageFactory(parent=catalogue, terms=[goal], steps=[]))[1]
    assert (time.is_done, time.is_needed) == (False, False)


def test_check_list_follows_the_module(catalogue, goal, picture):
    summary = "Loop samen door de buurt. Kijk goed om je heen en praat met wie je ziet. " * 5
    module = ModulePageFactory(parent=catalogue, terms=[goal], summary=summary)
    before = open_checks(module)
    module.picture = picture
    module.picture_alt = "Mensen lopen langs de sloot."
    module.facilitator_notes = "<p>Neem een paraplu mee.</p>"
    assert (before, open_checks(module)) == (2, 0)
    module.duration_max = module.duration_min = 50
    assert open_checks(module) == 1


def test_check_list_stands_beside_the_editor(client, editor, catalogue, unready):
    add = reverse("wagtailadmin_pages:add", args=["modules_library", "modulepage", catalogue.pk])
    edit = reverse("wagtailadmin_pages:edit", args=[unready.pk])
    for url in (add, edit):
        html = client.get(url).content.decode()
        assert 'data-side-panel="checklist"' in html
        assert "modules_library/admin/checklist.js" in html


def test_check_list_is_fetched_anew_by_who_may_edit(client, editor, unready):
    url = reverse("modules_library_checklist", args=[unready.pk])
    assert "aiw-checklist__line--needed" in client.get(url).content.decode()
    client.force_login(MemberFactory(facilitator=True))
    assert client.get(url).status_code == 302


def test_check_list_of_other_pages_does_not_exist(client, editor, catalogue):
    assert client.get(reverse("modules_library_checklist", args=[catalogue.pk])).status_code == 404
    edit = client.get(reverse("wagtailadmin_pages:edit", args=[catalogue.pk])).content.decode()
    assert 'data-side-panel="checklist"' not in edit
