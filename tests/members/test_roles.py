"""Roles are groups with just the permissions their work needs, and administrators have the last word."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.core.management import call_command
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    Page,
    Workflow,
)

from members import roles
from members.models import Role, Seed
from members.provisioning import provision
from members.roles import (
    DEFINITIONS,
    FACILITATOR,
    INTAKE,
    NETWORK_EDITOR,
    NETWORK_MODERATOR,
    RoleDefinition,
    ensure_roles,
    group_for,
)
from tests.factories import MemberFactory

pytestmark = pytest.mark.django_db


def permission(name: str) -> Permission:
    app, codename = name.split(".")
    return Permission.objects.get(content_type__app_label=app, codename=codename)


def state() -> dict:
    """Everything that provisioning makes, to compare before and after."""
    return {
        group.name: (
            set(group.permissions.values_list("codename", flat=True)),
            set(group.page_permissions.values_list("page_id", "permission__codename")),
            set(group.collection_permissions.values_list("collection_id", "permission__codename")),
        )
        for group in Group.objects.all()
    }


def test_fresh_network_has_four_roles_and_nothing_else():
    assert set(Role.objects.values_list("key", flat=True)) == {
        NETWORK_EDITOR,
        NETWORK_MODERATOR,
        FACILITATOR,
        INTAKE,
    }
    assert Group.objects.count() == 4


def test_every_grant_of_a_fresh_network_was_given():
    for definition in DEFINITIONS:
        assert sorted(Role.objects.get(key=definition.key).granted) == sorted(definition.grants())


def test_migrating_again_changes_nothing():
    before = state(), Seed.objects.count(), Collection.objects.count(), Workflow.objects.count()
    call_command("migrate", verbosity=0)
    assert (
        state(),
        Seed.objects.count(),
        Collection.objects.count(),
        Workflow.objects.count(),
    ) == before


def test_permission_an_administrator_added_stays():
    group_for(NETWORK_EDITOR).permissions.add(permission("wagtailredirects.add_redirect"))
    provision()
    assert MemberFactory(editor=True).has_perm("wagtailredirects.add_redirect")


def test_permission_an_administrator_took_away_stays_away():
    group_for(NETWORK_EDITOR).permissions.remove(
        permission("modules_library.view_facilitator_notes")
    )
    group_for(NETWORK_MODERATOR).page_permissions.filter(
        permission__codename="bulk_delete_page"
    ).delete()
    GroupCollectionPermission.objects.filter(permission__codename="delete_image").delete()
    before = state()
    provision()
    assert state() == before


def test_permission_of_a_new_release_is_given_once():
    role = Role.objects.get(key=NETWORK_EDITOR)
    role.granted.remove("modules_library.view_facilitator_notes")
    role.save()
    role.group.permissions.clear()
    ensure_roles()
    assert list(role.group.permissions.values_list("codename", flat=True)) == [
        "view_facilitator_notes"
    ]


def test_renamed_role_keeps_working():
    group = group_for(FACILITATOR)
    group.name = "Begeleiders van de wijk"
    group.save()
    provision()
    assert group_for(FACILITATOR) == group
    assert Group.objects.count() == 4


def test_renamed_and_removed_collections_stay_so():
    Collection.objects.filter(name="Modules").update(name="Leermateriaal")
    Collection.objects.get(name="Huisstijl").delete()
    provision()
    names = set(Collection.objects.filter(depth=2).values_list("name", flat=True))
    assert names == {"Leermateriaal", "Website"}


def test_editorial_workflow_asks_the_moderators():
    task = GroupApprovalTask.objects.get()
    assert list(task.groups.all()) == [group_for(NETWORK_MODERATOR)]
    assert [task.name for task in Workflow.objects.get().tasks] == [task.name]


def test_removed_workflow_stays_removed():
    Workflow.objects.all().delete()
    provision()
    assert not Workflow.objects.exists()


@pytest.mark.parametrize(
    ("role", "may"),
    [("editor", True), ("moderator", True), ("facilitator", True)],
)
def test_roles_that_read_the_notes_for_facilitators(role, may):
    assert MemberFactory(**{role: True}).has_perm("modules_library.view_facilitator_notes") is may


def test_member_without_a_role_reads_no_notes_for_facilitators():
    assert not MemberFactory().has_perm("modules_library.view_facilitator_notes")


def test_database_without_a_page_tree_gets_its_roles_all_the_same():
    Page.objects.all().delete()
    Group.objects.all().delete()
    provision()
    assert Role.objects.count() == 4
    assert not group_for(NETWORK_EDITOR).page_permissions.exists()


def test_grant_that_could_not_be_given_yet_is_given_later(monkeypatch):
    later = RoleDefinition(FACILITATOR, "Procesbegeleiders", permissions=("later.add_thing",))
    monkeypatch.setattr(roles, "DEFINITIONS", (later,))
    ensure_roles()
    assert "later.add_thing" not in Role.objects.get(key=FACILITATOR).granted
    thing = ContentType.objects.create(app_label="later", model="thing")
    Permission.objects.create(content_type=thing, codename="add_thing", name="Add")
    ensure_roles()
    assert MemberFactory(facilitator=True).has_perm("later.add_thing")
