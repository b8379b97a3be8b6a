"""What browsers, phones and search engines ask for."""

import pytest
from django.utils import timezone
from PIL import Image as Picture
from wagtail.contrib.redirects.models import Redirect

from tests.factories import StandardPageFactory
from tests.network import CANARIES

pytestmark = pytest.mark.django_db


def test_the_sitemap_lists_public_pages_only_with_their_translations(client, network, translated):
    xml = client.get("/sitemap.xml").content.decode()
    host = network.site.root_url
    assert f"<loc>{host}/modules/wijkwandeling/</loc>" in xml
    assert f"<loc>{host}/en/for-whom/</loc>" in xml
    assert f'hreflang="en" href="{host}/en/for-whom/"' in xml
    assert f'hreflang="x-default" href="{host}/voor-wie/"' in xml
    assert "besloten" not in xml
    assert "concept" not in xml


def test_the_sitemap_leaves_out_what_lies_under_a_hidden_page_or_has_expired(client, network):
    hidden = StandardPageFactory(slug="verborgen", live=False)
    StandardPageFactory(slug="eronder", parent=hidden)
    StandardPageFactory(slug="voorbij", expire_at=timezone.now() - timezone.timedelta(days=1))
    xml = client.get("/sitemap.xml").content.decode()
    assert "eronder" not in xml
    assert "voorbij" not in xml


def test_the_sitemap_takes_as_many_queries_for_many_pages_as_for_few(
    client, network, count_queries
):
    few = count_queries("/sitemap.xml")
    StandardPageFactory.create_batch(20)
    assert count_queries("/sitemap.xml") == few


def test_robots_learn_where_the_sitemap_is_and_what_to_leave_alone(client, network):
    text = client.get("/robots.txt").content.decode()
    assert f"Sitemap: {network.site.root_url}/sitemap.xml" in text
    for path in ("/admin/", "/api/", "/zoeken/", "/en/search/", "/account/login/"):
        assert f"Disallow: {path}" in text
    assert "Disallow: /modules" not in text


@pytest.mark.parametrize("address", ["/favicon.ico", "/apple-touch-icon.png"])
def test_icons_are_found_at_their_usual_addresses(client, address):
    response = client.get(address)
    assert response.status_code == 302
    assert "home/drawings" in response["Location"]


def test_a_phone_gets_the_networks_name_and_colours(client, network):
    from home.models import NetworkSettings

    NetworkSettings.objects.update_or_create(
        site=network.site, defaults={"name": "De Kikkerwijk", "paper": "#ffffff"}
    )
    response = client.get("/site.webmanifest")
    assert response["Content-Type"] == "application/manifest+json"
    data = response.json()
    assert data["name"] == "De Kikkerwijk"
    assert data["background_color"] == "#ffffff"


def meta_of(client, address) -> str:
    return client.get(address).content.decode().split("<body")[0]


def test_a_shared_module_shows_its_own_picture_cut_to_size(client, network):
    head = meta_of(client, "/modules/wijkwandeling/")
    assert "fill-1200x630" in head
    assert 'content="Een kikker kijkt uit een kruiwagen."' in head
    rendition = network.image.renditions.get(filter_spec__contains="fill-1200x630")
    assert Picture.open(rendition.file.path).format == "JPEG"


def test_a_page_without_picture_shows_the_networks_drawing(client, network):
    head = meta_of(client, "/voor-wie/")
    assert "home/drawings/social-card" in head
    assert f'property="og:url" content="{network.site.root_url}/voor-wie/"' in head
    assert 'property="og:title" content="Voor wie"' in head
    assert 'name="twitter:card"' in head


def test_a_picture_whose_file_is_gone_does_not_take_the_page_down(client, network):
    from pathlib import Path

    Path(network.image.file.path).unlink()
    assert client.get("/modules/wijkwandeling/").status_code == 200


def test_an_editors_redirect_works(client, network):
    Redirect.objects.create(old_path="/oud", redirect_page=network.page, site=network.site)
    response = client.get("/oud/")
    assert (response.status_code, response["Location"]) == (301, "/voor-wie/")


def test_a_page_that_is_renamed_is_still_found_at_its_old_address(
    client, network, django_capture_on_commit_callbacks
):
    network.page.slug = "voor-iedereen"
    with django_capture_on_commit_callbacks(execute=True):
        network.page.save_revision().publish()
    response = client.get("/voor-wie/")
    assert (response.status_code, response["Location"]) == (301, "/voor-iedereen/")


def test_no_site_file_tells_what_is_private(client, network):
    for address in ("/sitemap.xml", "/robots.txt", "/site.webmanifest", "/modules/feed/"):
        text = client.get(address).content.decode()
        assert not [word for word in CANARIES.values() if word in text]


def test_a_page_type_may_add_addresses_of_its_own_to_the_sitemap(client, network, monkeypatch):
    from home.models import StandardPage

    def own_rows(self, request=None):
        return [{"location": f"https://example.org/{self.intro}", "lastmod": None}]

    monkeypatch.setattr(StandardPage, "get_sitemap_urls", own_rows)
    network.page.intro = "eigen"
    network.page.save()
    assert "<loc>https://example.org/eigen</loc>" in client.get("/sitemap.xml").content.decode()
