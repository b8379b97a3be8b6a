"""Who may see a module, through the catalogue, its own address and what hangs off it."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import BaseViewRestriction as Restriction
from wagtail.models import PageViewRestriction

from modules_library.models import ModuleIndexPage, ModulePage
from tests.factories import (
    MemberFactory,
    ModuleIndexPageFactory,
    ModulePageFactory,
    StandardPageFactory,
)

VISITOR = AnonymousUser()


@pytest.fixture
def hide(index):
    """Ways in which Wagtail still lists and serves a page that readers should not see."""
    past = timezone.now() - timedelta(hours=1)
    ways = {
        "draft": lambda module: change(module, live=False),
        "expired": lambda module: change(module, expire_at=past),
        "in an unpublished catalogue": lambda module: change(index, live=False),
        "in an expired catalogue": lambda module: change(index, expire_at=past),
        "under an unpublished home": lambda module: change(index.get_parent(), live=False),
    }
    return lambda way, module: ways[way](module)


HIDDEN = [
    "draft",
    "expired",
    "in an unpublished catalogue",
    "in an expired catalogue",
    "under an unpublished home",
]


def change(page, **fields):
    type(page).objects.filter(pk=page.pk).update(**fields)


def restrict(page, kind=Restriction.LOGIN, groups=()):
    restriction = PageViewRestriction.objects.create(page=page, restriction_type=kind)
    restriction.groups.set(groups)


def sees(user, module) -> bool:
    listed = ModulePage.objects.visible_to(user).filter(pk=module.pk).exists()
    assert module.can_be_seen_by(user) is listed
    return listed


def test_everybody_sees_a_published_module(add_module):
    module = add_module()
    assert sees(VISITOR, module)
    assert sees(None, module)
    assert sees(MemberFactory(), module)


@pytest.mark.parametrize("way", HIDDEN)
def test_hidden_module_is_seen_by_nobody(add_module, hide, way):
    module = add_module()
    hide(way, module)
    assert not sees(VISITOR, module)
    assert not sees(MemberFactory(admin=True), module)


@pytest.mark.parametrize("way", HIDDEN)
def test_hidden_module_does_not_answer_at_its_address(add_module, hide, client, way):
    module = add_module()
    assert client.get(module.url).status_code == 200
    hide(way, module)
    assert client.get(module.url).status_code == 404


@pytest.mark.parametrize("way", [way for way in HIDDEN if way.startswith(("in", "under"))])
def test_hidden_catalogue_and_its_feed_do_not_answer(index, add_module, hide, client, way):
    assert client.get(index.url).status_code == 200
    hide(way, add_module())
    assert client.get(index.url).status_code == 404
    assert client.get(f"{index.url}feed/").status_code == 404


def test_module_that_expires_later_is_still_there(add_module):
    module = add_module()
    change(module, expire_at=timezone.now() + timedelta(hours=1))
    assert sees(VISITOR, module)


@pytest.mark.parametrize("where", ["module", "catalogue", "home"])
def test_log_in_restriction_hides_a_module_from_visitors_only(index, add_module, where):
    module = add_module()
    restrict({"module": module, "catalogue": index, "home": index.get_parent()}[where])
    assert not sees(VISITOR, module)
    assert sees(MemberFactory(), module)


def test_group_restriction_admits_the_group_and_superusers(index, add_module):
    module, group = add_module(), Group.objects.create(name="Kring")
    restrict(index, Restriction.GROUPS, [group])
    inside, outside = MemberFactory(), MemberFactory()
    inside.groups.add(group)
    assert sees(inside, module)
    assert sees(MemberFactory(admin=True), module)
    assert not sees(outside, module)
    assert not sees(VISITOR, module)


def test_shared_password_opens_no_list(index, add_module):
    module = add_module()
    restrict(index, Restriction.PASSWORD)
    assert not sees(VISITOR, module)
    assert not sees(MemberFactory(admin=True), module)


def test_member_sees_the_modules_of_a_catalogue_behind_log_in(index, add_module, client):
    add_module("Achter de deur")
    restrict(index)
    assert client.get(index.url).status_code == 302
    client.force_login(MemberFactory())
    assert b"Achter de deur" in client.get(index.url).content


def test_other_catalogues_are_not_touched_by_a_restriction(index, add_module):
    module = add_module()
    other = ModuleIndexPageFactory(parent=index.get_parent(), slug="besloten", title="Besloten")
    restrict(other)
    hidden = ModulePageFactory(parent=other, title="Besloten module")
    assert sees(VISITOR, module)
    assert not sees(VISITOR, hidden)
    assert list(ModuleIndexPage.objects.visible_to(VISITOR)) == [index]


def test_neighbour_with_a_like_path_is_not_hidden(index, add_module):
    """Paths are compared per step of four characters, so no prefix can be half a step."""
    module = add_module()
    sibling = StandardPageFactory(parent=index.get_parent(), slug="buur")
    change(sibling, live=False)
    assert sees(VISITOR, module)


# Aliases: a view restriction does not follow them


def test_alias_is_seen_while_its_original_is(index, add_module):
    alias = add_module().create_alias(update_slug="spiegel")
    assert sees(VISITOR, alias)


@pytest.mark.parametrize("way", ["expired", "restricted"])
def test_alias_outside_the_section_does_not_leak_a_hidden_original(
    index, add_module, hide, client, way
):
    module = add_module("Geheim")
    elsewhere = ModuleIndexPageFactory(parent=index.get_parent(), slug="elders", title="Elders")
    alias = module.create_alias(parent=elsewhere, update_slug="spiegel")
    assert client.get(alias.url).status_code == 200
    if way == "restricted":
        restrict(index)
    else:
        hide(way, module)
    assert not sees(VISITOR, alias)
    assert client.get(alias.url).status_code == 404
    assert b"Geheim" not in client.get(elsewhere.url).content


def test_alias_of_an_alias_is_never_shown(add_module, client):
    """Nothing keeps such a chain in step with what became of its original."""
    alias = add_module().create_alias(update_slug="spiegel")
    second = alias.create_alias(update_slug="spiegel-2")
    assert not sees(VISITOR, second)
    assert client.get(second.url).status_code == 404


def test_visibility_costs_the_same_for_any_number_of_restrictions(index, add_module):
    add_module()

    def queries():
        with CaptureQueriesContext(connection) as captured:
            list(ModulePage.objects.visible_to(VISITOR))
        return len(captured)

    before = queries()
    for number in range(20):
        restrict(StandardPageFactory(parent=index.get_parent(), slug=f"besloten-{number}"))
    assert queries() == before == 2
