"""The website's own page types and what their blocks show."""

import json

import pytest
from django.core.exceptions import ValidationError
from wagtail.models import Locale

from home.models import HomePage, StandardPage
from modules_library.models import ModuleIndexPage, ModulePage
from tests.factories import ModulePageFactory, StandardPageFactory, root

pytestmark = pytest.mark.django_db


def with_body(page, *blocks):
    page.body = json.dumps([{"type": kind, "value": value} for kind, value in blocks])
    page.save_revision().publish()
    return page


def body_of(client, page) -> str:
    return client.get(page.get_url()).content.decode()


def test_a_language_has_one_home_page():
    home = HomePage.objects.first()
    with pytest.raises(ValidationError):
        root().add_child(instance=HomePage(title="Nog een", slug="nog-een", locale=home.locale))


def test_an_editor_is_offered_a_new_home_page_only_for_a_new_language():
    assert not HomePage.can_create_at(root())
    Locale.objects.create(language_code="fr")
    assert HomePage.can_create_at(root())


def test_page_types_have_their_places():
    assert not HomePage.can_exist_under(HomePage.objects.first())
    assert StandardPage.can_exist_under(HomePage.objects.first())
    assert ModuleIndexPage.can_exist_under(HomePage.objects.first())
    assert not ModulePage.can_exist_under(HomePage.objects.first())


def test_a_call_leads_to_a_public_page_and_never_to_a_private_one(client, network):
    call = {"title": "Doe mee", "text": "", "label": "Lees meer"}
    page = with_body(
        network.page,
        ("call", call | {"page": network.module.pk}),
        ("call", call | {"page": network.restricted.pk}),
        ("call", call | {"page": network.draft.pk}),
    )
    html = body_of(client, page)
    assert html.count('href="/modules/wijkwandeling/"') == 1
    assert "besloten" not in html
    assert "concept" not in html


def test_the_button_on_the_home_page_hides_when_its_page_is_no_longer_public(client, network):
    network.home.call_label, network.home.call_page = "Lees hoe", network.page
    network.home.save_revision().publish()
    assert "Lees hoe" in body_of(client, network.home)
    network.page.unpublish()
    assert "Lees hoe" not in body_of(client, network.home)


def test_chosen_modules_keep_the_editors_order_and_leave_out_drafts(client, network):
    other = ModulePage.objects.get(slug="waardenkaarten")
    chosen = [other.pk, network.draft.pk, network.module.pk]
    page = with_body(network.page, ("modules", {"title": "Kies", "modules": chosen}))
    html = body_of(client, page)
    assert html.index("/modules/waardenkaarten/") < html.index("/modules/wijkwandeling/")
    assert "/modules/concept/" not in html


def test_the_newest_modules_are_in_the_language_of_the_page(client, network):
    page = with_body(network.page, ("latest_modules", {"title": "Nieuw"}))
    with_body(network.english_home, ("latest_modules", {"title": "New"}))
    assert "/modules/wijkwandeling/" in body_of(client, page)
    assert "wijkwandeling" not in body_of(client, network.english_home)


def test_goals_link_to_their_modules(client, network):
    html = body_of(client, with_body(network.page, ("goals", {"title": "Doelen", "text": ""})))
    assert 'href="/modules/?goal=team"' in html


def test_the_number_of_queries_does_not_grow_with_pages_below(client, network, count_queries):
    address = network.page.get_url()
    StandardPageFactory.create_batch(2, parent=network.page)
    few = count_queries(address)
    StandardPageFactory.create_batch(28, parent=network.page)
    assert count_queries(address) == few


def test_the_home_page_takes_at_most_15_queries_with_every_block(client, network, count_queries):
    modules = ModulePageFactory.create_batch(6, parent=network.catalogue)
    call = {"title": "Doe mee", "text": "", "label": "Lees meer", "page": network.page.pk}
    picture = {"image": network.image.pk, "alt_text": "Kikker", "decorative": False}
    with_body(
        network.home,
        ("text", "<p>Welkom</p>"),
        ("goals", {"title": "Doelen", "text": ""}),
        ("modules", {"title": "Modules", "modules": [module.pk for module in modules]}),
        ("picture", picture),
        ("call", call),
        ("call", call),
    )
    assert count_queries("/") <= 15


def test_the_api_shows_the_page_behind_the_button_only_when_it_is_public(client, network):
    network.home.call_label, network.home.call_page = "Lees", network.restricted
    network.home.save_revision().publish()
    address = f"/api/v3/pages/{network.home.pk}/"
    assert client.get(address).json()["call_page"] is None
    network.home.call_page = network.page
    network.home.save_revision().publish()
    assert client.get(address).json()["call_page"]["title"] == "Voor wie"
