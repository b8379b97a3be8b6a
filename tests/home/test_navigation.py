"""Menus, the language switch and what search engines are told about translations."""

import re

import pytest
from django.db import connection
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override

from home.models import NetworkSettings
from home.navigation import Navigation
from signups.models import SignUpPage
from tests.factories import MemberFactory, ModuleIndexPageFactory, StandardPageFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("built_once")]


def navigation(page=None, path="/", language="nl") -> Navigation:
    with override(language):
        return Navigation(RequestFactory().get(path), page)


def titles(items) -> list[str]:
    return [item.title for item in items]


def in_menu(page):
    page.show_in_menus = True
    page.save()
    return page


def test_the_menu_has_the_pages_an_editor_put_there_in_tree_order(network):
    in_menu(network.catalogue)
    in_menu(network.page)
    assert titles(navigation().menu) == ["Modules", "Voor wie"]


def test_the_menu_leaves_out_drafts_restricted_pages_and_pages_further_down(network):
    in_menu(network.restricted)
    in_menu(StandardPageFactory(title="Concept", live=False))
    in_menu(StandardPageFactory(title="Dieper", parent=network.page))
    assert titles(navigation().menu) == []


def test_the_menu_marks_the_section_a_visitor_is_in(network):
    in_menu(network.page)
    in_menu(network.catalogue)
    menu = navigation(network.module).menu
    assert [item.is_current for item in menu] == [True, False]


def test_each_language_has_its_own_menu(network, translated):
    in_menu(network.page)
    in_menu(translated)
    assert titles(navigation(language="nl").menu) == ["Voor wie"]
    assert titles(navigation(language="en").menu) == ["For whom"]


def test_the_footer_has_the_pages_an_editor_put_there_wherever_they_lie(network):
    deep = StandardPageFactory(title="Privacy", parent=network.page, show_in_footer=True)
    assert titles(navigation().footer) == ["Privacy"]
    deep.unpublish()
    assert titles(navigation().footer) == []


def test_a_page_that_moves_leaves_the_menu_at_once(network):
    in_menu(network.page)
    assert titles(navigation().menu) == ["Voor wie"]
    network.page.move(network.catalogue, pos="last-child")
    assert titles(navigation().menu) == []


def test_a_restriction_shows_in_the_menu_at_once(network):
    from wagtail.models import PageViewRestriction

    in_menu(network.page)
    assert titles(navigation().menu) == ["Voor wie"]
    PageViewRestriction.objects.create(page=network.page, restriction_type="login")
    assert titles(navigation().menu) == []


def test_the_language_switch_leads_to_the_translation(network, translated):
    links = {link.code: link for link in navigation(network.page).languages}
    assert links["en"].url == "/en/for-whom/"
    assert links["nl"].is_current
    assert links["en"].name == "English"


def test_without_a_public_translation_the_switch_leads_home(network, translated):
    assert navigation(network.module).languages[1].url == "/en/"
    translated.unpublish()
    link = navigation(network.page).languages[1]
    assert (link.url, link.is_translation) == ("/en/", False)


def test_a_language_without_a_public_home_page_is_not_offered(network):
    network.english_home.unpublish()
    assert [link.code for link in navigation(network.page).languages] == ["nl"]


@pytest.mark.parametrize(
    ("here", "there"),
    [
        ("/zoeken/?query=kikker", "/en/search/?query=kikker"),
        ("/account/login/", "/en/account/login/"),
        ("/deze-pagina-is-weg/", "/en/"),
    ],
)
def test_the_switch_works_where_there_is_no_page(client, network, here, there):
    html = client.get(here).content.decode()
    assert f'<a href="{there}" lang="en"' in html


def test_search_engines_hear_of_public_translations_only(client, network, translated):
    html = client.get("/voor-wie/").content.decode()
    found = dict(re.findall(r'rel="alternate" hreflang="([\w-]+)" href="([^"]+)"', html))
    host = network.site.root_url
    assert found == {
        "nl": f"{host}/voor-wie/",
        "en": f"{host}/en/for-whom/",
        "x-default": f"{host}/voor-wie/",
    }
    assert (
        "hreflang" not in client.get("/modules/wijkwandeling/").content.decode().split("<body")[0]
    )


def test_a_page_has_one_canonical_address_without_its_query(client, network):
    html = client.get("/voor-wie/?utm=mail").content.decode()
    assert f'<link rel="canonical" href="{network.site.root_url}/voor-wie/">' in html


def test_a_preview_of_a_page_that_was_never_saved_has_a_menu(network):
    draft = StandardPageFactory.build(title="Nieuw")
    assert titles(navigation(draft).menu) == []


def test_all_that_stands_around_a_page_takes_at_most_five_queries(client, network):
    request = RequestFactory().get("/")
    with CaptureQueriesContext(connection) as queries:
        from home.site_lookup import introduce

        introduce(request)
        around = Navigation(request, network.page)
        assert around.languages
        assert around.menu == []
        assert around.footer == []
    assert len(queries) <= 7  # Two of them are Wagtail's own site roots, kept for an hour.
    with CaptureQueriesContext(connection) as queries:
        introduce(RequestFactory().get("/"))
        assert Navigation(RequestFactory().get("/"), network.page).languages
    assert len(queries) <= 1


def test_a_partly_translated_catalogue_leads_on_to_the_language_that_has_more(client, network):
    english = ModuleIndexPageFactory(
        parent=network.english_home,
        locale=network.english_home.locale,
        translation_key=network.catalogue.translation_key,
    )
    main = client.get(english.url).content.decode().split("<main")[1]
    assert '<a href="/modules/" lang="nl"' in main.split("<h1")[0]
    assert navigation(network.catalogue).fuller_language is None
    assert navigation(network.page).fuller_language is None


def test_every_page_leads_to_signing_up_in_its_own_language(network, client):
    for home, slug in ((network.home, "aanmelden"), (network.english_home, "sign-up-here")):
        home.add_child(instance=SignUpPage(title="Meedoen", slug=slug))
    for path in ("/", network.page.url, "/zoeken/", "/account/login/", "/bestaat-niet/"):
        masthead = client.get(path).text.partition("</header>")[0]
        assert 'href="/aanmelden/"' in masthead, path
        assert 'href="/en/sign-up-here/"' not in masthead, path
    assert 'href="/en/sign-up-here/"' in client.get("/en/").text


def test_member_finds_signing_up_in_the_menu_where_it_has_no_room_beside_it(network, client):
    network.home.add_child(instance=SignUpPage(title="Meedoen", slug="aanmelden"))
    in_menu = 'menu__narrow"><a href="/aanmelden/"'
    assert in_menu not in client.get("/").text
    client.force_login(MemberFactory())
    assert in_menu in client.get("/").text


def test_site_without_a_page_to_sign_up_on_offers_the_contact_address(network, client):
    settings = NetworkSettings.for_site(network.site)
    settings.contact_email = "hallo@example.org"
    settings.save()
    assert 'href="mailto:hallo@example.org"' in client.get("/").text.partition("</header>")[0]


def test_who_is_not_logged_in_finds_the_way_in_at_the_top(network, client):
    def offers_log_in():
        return 'href="/account/login/"' in client.get("/").text.partition("</header>")[0]

    assert offers_log_in()
    client.force_login(MemberFactory())
    assert not offers_log_in()
