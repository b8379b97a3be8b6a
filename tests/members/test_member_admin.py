"""Administrators keep the list of members in Wagtail's own screens, without usernames."""

import pytest
from allauth.account.models import EmailAddress
from django.urls import reverse

from members.addresses import verify
from members.models import Member
from members.roles import NETWORK_EDITOR, group_for
from tests.factories import PASSWORD, MemberFactory

pytestmark = pytest.mark.django_db

LIST = reverse("wagtailusers_users:index")
ADD = reverse("wagtailusers_users:add")
NEW = {
    "email": "Nieuw@Example.org",
    "name": "Nieuwe Buur",
    "language": "nl",
    "password1": "",
    "password2": "",
}


@pytest.fixture
def admin(client):
    admin = MemberFactory(admin=True, email="baas@example.org", name="Baas")
    client.force_login(admin)
    return admin


def edit_url(member) -> str:
    return reverse("wagtailusers_users:edit", args=[member.pk])


def test_list_shows_names_and_addresses(client, admin):
    MemberFactory(name="Truus de Mier", email="truus@example.org")
    html = client.get(LIST).content.decode()
    assert "Truus de Mier" in html
    assert "truus@example.org" in html


@pytest.mark.parametrize("query", ["mier", "TRUUS@EXAMPLE", "de mi"])
def test_member_is_found_by_name_and_by_address(client, admin, query):
    MemberFactory(name="Truus de Mier", email="truus@example.org")
    MemberFactory(name="Jaap", email="jaap@example.org")
    html = client.get(LIST, {"q": query}).content.decode()
    assert "Truus de Mier" in html
    assert "jaap@example.org" not in html


@pytest.mark.parametrize("ordering", ["name", "-name", "email", "-last_login"])
def test_list_sorts(client, admin, ordering):
    assert client.get(LIST, {"ordering": ordering}).status_code == 200


def test_administrator_adds_a_member_without_a_password(client, admin):
    group = group_for(NETWORK_EDITOR)
    response = client.post(ADD, NEW | {"groups": [group.pk]})
    assert response.status_code == 302
    member = Member.objects.get(email="nieuw@example.org")
    assert (member.name, list(member.groups.all())) == ("Nieuwe Buur", [group])
    assert not member.has_usable_password()
    assert not EmailAddress.objects.get(user=member).verified


def test_administrator_adds_a_member_with_a_password(client, admin):
    client.post(ADD, NEW | {"password1": PASSWORD, "password2": PASSWORD})
    assert Member.objects.get(email="nieuw@example.org").check_password(PASSWORD)


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"email": "TRUUS@example.org"}, "email"),
        ({"email": "geen adres"}, "email"),
        ({"name": ""}, "name"),
        ({"password1": "kort", "password2": "kort"}, "password2"),
        ({"password1": PASSWORD, "password2": "anders"}, "password2"),
    ],
)
def test_mistake_is_told_at_its_field(client, admin, change, field):
    MemberFactory(email="truus@example.org")
    response = client.post(ADD, NEW | change)
    assert response.status_code == 200
    assert field in response.context["form"].errors


def test_administrator_changes_a_member(client, admin):
    member = MemberFactory(email="oud@example.org")
    verify(member)
    response = client.post(
        edit_url(member),
        NEW
        | {
            "email": "ander@example.org",
            "name": "Andere Naam",
            "language": "en",
            "is_active": "on",
        },
    )
    assert response.status_code == 302
    member.refresh_from_db()
    assert (member.name, member.email, member.language) == (
        "Andere Naam",
        "ander@example.org",
        "en",
    )
    assert member.check_password(PASSWORD)
    assert not EmailAddress.objects.get(user=member).verified


def test_administrator_closes_an_account(client, admin):
    member = MemberFactory()
    client.post(edit_url(member), NEW | {"email": member.email})
    member.refresh_from_db()
    assert not member.is_active


def test_administrators_cannot_lock_themselves_out(client, admin):
    client.post(edit_url(admin), NEW | {"email": admin.email})
    admin.refresh_from_db()
    assert admin.is_active
    assert admin.is_superuser


def test_editor_changes_their_own_name_in_the_admin(client):
    editor = MemberFactory(editor=True)
    client.force_login(editor)
    page = client.get("/admin/account/")
    assert page.status_code == 200
    fields = {
        "name-name": "Erik van Dijk",
        "name-language": "en",
        "locale-preferred_language": "nl",
        "locale-current_time_zone": "Europe/Amsterdam",
        "theme-theme": "system",
        "theme-contrast": "system",
        "theme-density": "default",
        "notifications-approved_notifications": "on",
    }
    response = client.post("/admin/account/", fields)
    assert response.status_code == 302, response.context and [
        form.errors for form in response.context.get("forms", [])
    ]
    editor.refresh_from_db()
    assert (editor.name, editor.language) == ("Erik van Dijk", "en")


def test_side_bar_greets_by_name_and_not_by_address(client):
    client.force_login(MemberFactory(editor=True, name="Erik van Dijk", email="geheim@example.org"))
    html = client.get("/admin/").content.decode()
    assert "Erik" in html
    assert "geheim@example.org" not in html
