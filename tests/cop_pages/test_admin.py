"""Memberships and organisations in the admin: by role, row by row, and safe to export."""

import pytest
from django.contrib.auth.models import Permission

from cop_pages.models import Organisation
from tests.factories import MemberFactory

from .factories import CopPageFactory, MembershipFactory, OrganisationFactory

pytestmark = pytest.mark.django_db
MEMBERSHIPS = "/admin/cop_pages/membership/"
ORGANISATIONS = "/admin/cop_pages/organisation/"


@pytest.fixture
def membership():
    return MembershipFactory(circle=CopPageFactory(title="Waterwijk"), user__name="Hennie")


@pytest.fixture
def browser(client):
    def as_role(**role):
        client.force_login(MemberFactory(**role))
        return client

    return as_role


@pytest.mark.parametrize("path", [MEMBERSHIPS, ORGANISATIONS])
def test_only_moderators_and_administrators_see_the_lists(path, membership, browser):
    answers = {
        role: browser(**{role: True}).get(path).status_code for role in ("moderator", "admin")
    }
    assert answers == {"moderator": 200, "admin": 200}
    assert browser(editor=True).get(path).status_code in {302, 403}
    assert browser(facilitator=True).get(path).status_code in {302, 403}


def test_who_may_not_see_a_circle_does_not_see_its_people(membership, client):
    user = MemberFactory()
    codenames = ["access_admin", "change_membership"]
    user.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    client.force_login(user)
    response = client.get(MEMBERSHIPS)
    assert response.status_code == 200
    assert "Hennie" not in response.text


@pytest.mark.parametrize("value", ["²", "٣", "x"])
def test_circle_that_is_no_number_filters_nothing_out_and_breaks_nothing(
    value, membership, browser
):
    assert browser(moderator=True).get(MEMBERSHIPS, {"of": value}).status_code == 200


def test_nobody_is_added_without_an_invitation(browser):
    assert browser(admin=True).get(f"{MEMBERSHIPS}create/").status_code in {302, 403}


def test_deleting_a_membership_ends_it(membership, browser):
    browser(moderator=True).post(f"{MEMBERSHIPS}delete/{membership.pk}/")
    membership.refresh_from_db()
    assert not membership.is_active


def exported(browser, path) -> str:
    response = browser(moderator=True).get(path, {"export": "csv"})
    return b"".join(response.streaming_content).decode()


def test_export_speaks_the_language_of_who_reads_it(membership, browser):
    OrganisationFactory(name="De Meerkoet", kind=Organisation.Kind.HOUSING)
    assert "Hennie,Waterwijk,bewoner," in exported(browser, MEMBERSHIPS)
    assert "De Meerkoet,woningcorporatie," in exported(browser, ORGANISATIONS)


def test_an_exported_name_is_no_formula(membership, browser):
    membership.user.name = "=HYPERLINK(1)"
    membership.user.save()
    rows = exported(browser, MEMBERSHIPS)
    assert "'=HYPERLINK(1)" in rows
    assert membership.user.email not in rows


def test_the_list_takes_as_many_queries_for_thirty_as_for_two(
    browser, django_assert_max_num_queries
):
    cop = CopPageFactory()
    client = browser(moderator=True)

    def count():
        with django_assert_max_num_queries(40) as queries:
            client.get(MEMBERSHIPS)
        return len(queries)

    for _ in range(2):
        MembershipFactory(circle=cop, organisation=OrganisationFactory())
    client.get(MEMBERSHIPS)
    few = count()
    for _ in range(28):
        MembershipFactory(circle=cop, organisation=OrganisationFactory())
    assert count() == few


def test_a_moderator_adds_an_organisation(browser):
    fields = {"name": "De Meerkoet", "kind": "housing", "municipality": "Elzenmeer", "website": ""}
    browser(moderator=True).post(f"{ORGANISATIONS}create/", fields)
    assert Organisation.objects.get().name == "De Meerkoet"
