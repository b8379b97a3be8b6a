"""Which screens of the admin answer whom: each role reaches what its work needs and nothing else."""

import pytest
from django.urls import reverse

# What a role gets: the screen, a way to the log-in page, or a polite refusal back at the desk.
SEES, LOG_IN, REFUSED = 200, "log in", "refused"

EVERYBODY_IN_THE_ADMIN = {"editor": SEES, "moderator": SEES, "admin": SEES}
MODERATORS = {"editor": REFUSED, "moderator": SEES, "admin": SEES}
ADMINISTRATORS = {"editor": REFUSED, "moderator": REFUSED, "admin": SEES}

SCREENS = {
    "wagtailadmin_home": EVERYBODY_IN_THE_ADMIN,
    "wagtailadmin_explore_root": EVERYBODY_IN_THE_ADMIN,
    "wagtailadmin_account": EVERYBODY_IN_THE_ADMIN,
    "wagtailimages:index": EVERYBODY_IN_THE_ADMIN,
    "wagtailimages:add": EVERYBODY_IN_THE_ADMIN,
    "wagtaildocs:index": EVERYBODY_IN_THE_ADMIN,
    "modules_library_modulepage_modeladmin_index": EVERYBODY_IN_THE_ADMIN,
    "modules_library_goal_modeladmin_index": MODERATORS,
    "modules_library_goal_modeladmin_create": MODERATORS,
    "modules_library_journeyphase_modeladmin_index": MODERATORS,
    "modules_library_journeyphase_modeladmin_create": MODERATORS,
    "wagtailredirects:index": MODERATORS,
    "wagtailredirects:add": MODERATORS,
    "wagtailadmin_collections:index": MODERATORS,
    "wagtailusers_users:index": ADMINISTRATORS,
    "wagtailusers_users:add": ADMINISTRATORS,
    "wagtailusers_groups:index": ADMINISTRATORS,
    "wagtailusers_api_tokens:index": ADMINISTRATORS,
    "wagtailsites:index": ADMINISTRATORS,
    "wagtaillocales:index": ADMINISTRATORS,
    "wagtailadmin_workflows:index": ADMINISTRATORS,
    "wagtailadmin_workflows:task_index": ADMINISTRATORS,
}
OUTSIDERS = ["visitor", "member", "facilitator"]


def answer(response):
    if response.status_code == 302:
        target = response["Location"].partition("?")[0]
        return {"/admin/": REFUSED, "/account/login/": LOG_IN}.get(target, target)
    return response.status_code


@pytest.mark.parametrize("screen", SCREENS)
def test_screen_answers_each_role_as_agreed(client_of, screen):
    answers = {role: answer(client_of(role).get(reverse(screen))) for role in SCREENS[screen]}
    assert answers == SCREENS[screen]


@pytest.mark.parametrize("screen", SCREENS)
def test_screen_is_closed_to_people_without_a_desk(client_of, screen):
    answers = {role: answer(client_of(role).get(reverse(screen))) for role in OUTSIDERS}
    assert answers == dict.fromkeys(OUTSIDERS, LOG_IN)


@pytest.mark.parametrize("role", ["member", "facilitator"])
def test_member_who_tries_the_admin_ends_at_home_and_hears_why(client_of, role):
    response = client_of(role).get("/admin/pages/", follow=True)
    assert response.status_code == 200
    assert not response.redirect_chain[-1][0].startswith("/admin/")
    assert "geen toegang" in response.content.decode()


@pytest.mark.parametrize("role", ["editor", "moderator", "admin"])
def test_page_is_edited_and_added_by_everybody_in_the_admin(client_of, network, role):
    client = client_of(role)
    for page in (network.home, network.page, network.catalogue, network.module, network.draft):
        assert client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200
    add = ["modules_library", "modulepage", network.catalogue.pk]
    assert client.get(reverse("wagtailadmin_pages:add", args=add)).status_code == 200


@pytest.mark.parametrize(
    ("role", "expected"), [("editor", REFUSED), ("moderator", SEES), ("admin", SEES)]
)
def test_settings_of_the_network_are_for_moderators(client_of, network, role, expected):
    url = reverse("wagtailsettings:edit", args=["home", "networksettings", network.site.pk])
    assert answer(client_of(role).get(url)) == expected


@pytest.mark.parametrize(
    ("role", "expected"), [("editor", REFUSED), ("moderator", 302), ("admin", 302)]
)
def test_page_is_locked_by_moderators(client_of, network, role, expected):
    url = reverse("wagtailadmin_pages:lock", args=[network.page.pk])
    client_of(role).post(url)
    network.page.refresh_from_db()
    assert network.page.locked is (expected != REFUSED)


@pytest.mark.parametrize("role", ["editor", "moderator"])
def test_picture_of_the_house_style_is_changed_by_moderators_only(client_of, network, role):
    from wagtail.models import Collection

    network.image.collection = Collection.objects.get(name="Huisstijl")
    network.image.save()
    response = client_of(role).get(reverse("wagtailimages:edit", args=[network.image.pk]))
    assert answer(response) == {"editor": REFUSED, "moderator": SEES}[role]


def test_editor_sees_no_documents_of_collections_that_are_not_theirs(client_of, network):
    html = client_of("editor").get(reverse("wagtaildocs_chooser:choose")).content.decode()
    assert network.private_document.title not in html


@pytest.mark.parametrize("role", ["editor", "moderator", "admin"])
def test_desk_starts_with_the_three_things_an_editor_does(client_of, network, role):
    html = client_of(role).get("/admin/").content.decode()
    assert html.count('<li>\n          <a href="/admin/') == 3


@pytest.mark.parametrize(
    ("role", "shown"), [("editor", False), ("moderator", True), ("admin", True)]
)
def test_reports_are_offered_to_who_moderates(client_of, network, role, shown):
    html = client_of(role).get("/admin/").content.decode()
    assert ('"name": "reports"' in html) is shown
