"""Our one query for the restrictions of a page finds what Wagtail's two find."""

import pytest
from wagtail.models import Page, PageViewRestriction

from tests.factories import ModuleIndexPageFactory, ModulePageFactory

pytestmark = pytest.mark.django_db


def restrict(page: Page) -> Page:
    PageViewRestriction.objects.create(
        page=page, restriction_type=PageViewRestriction.PASSWORD, password="kikker"
    )
    return page


def plain():
    return ModulePageFactory()


def restricted():
    return restrict(ModulePageFactory())


def in_a_restricted_catalogue():
    return ModulePageFactory(parent=restrict(ModuleIndexPageFactory(slug="besloten")))


def alias_of_a_restricted_one():
    return restricted().create_alias(
        parent=ModuleIndexPageFactory(slug="openbaar"), update_slug="alias"
    )


def alias_of_an_alias():
    return alias_of_a_restricted_one().create_alias(update_slug="alias-van-alias")


@pytest.mark.parametrize(
    ("make", "number"),
    [
        (plain, 0),
        (restricted, 1),
        (in_a_restricted_catalogue, 1),
        (alias_of_a_restricted_one, 1),
        (alias_of_an_alias, 1),
    ],
)
def test_restrictions_are_those_that_wagtail_finds(make, number):
    page = make().specific
    found = set(page.get_view_restrictions())
    assert found == set(Page.get_view_restrictions(page))
    assert len(found) == number


def test_an_open_module_costs_one_query(django_assert_num_queries):
    page = ModulePageFactory()
    with django_assert_num_queries(1):
        assert not page.get_view_restrictions()
