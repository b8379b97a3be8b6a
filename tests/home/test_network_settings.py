"""The network's own name, texts and colours."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import override
from wagtail.models import Site

from home.models import NetworkSettings

pytestmark = pytest.mark.django_db


@pytest.fixture
def settings_of_network() -> NetworkSettings:
    return NetworkSettings.for_site(Site.objects.get(is_default_site=True))


def test_texts_follow_the_language_and_fall_back_on_dutch(settings_of_network):
    network = settings_of_network
    network.tagline_nl, network.tagline_en = "Samen", "Together"
    network.footer_nl, network.footer_en = "Onderaan", ""
    with override("en"):
        assert (network.tagline, network.footer_text) == ("Together", "Onderaan")
    with override("nl"):
        assert network.tagline == "Samen"


def test_default_colours_need_no_stylesheet(settings_of_network):
    assert settings_of_network.theme_css_url == ""


def test_capitals_make_no_other_colour(settings_of_network):
    settings_of_network.paper = settings_of_network.paper.upper()
    assert settings_of_network.theme_css_url == ""


def test_own_colours_are_served_for_a_year_under_an_address_of_their_own(
    client, settings_of_network
):
    settings_of_network.moss = "#004d40"
    settings_of_network.save()
    address = settings_of_network.theme_css_url
    response = client.get(address)
    assert "#004d40" in response.content.decode()
    assert response["Content-Type"].startswith("text/css")
    assert "immutable" in response["Cache-Control"]
    assert "max-age=31536000" in response["Cache-Control"]
    assert address in client.get("/").content.decode()


def test_an_old_address_gives_todays_colours_and_is_not_kept(client, settings_of_network):
    settings_of_network.moss = "#004d40"
    settings_of_network.save()
    response = client.get(reverse("theme", args=["0123456789ab"]))
    assert "#004d40" in response.content.decode()
    assert response["Cache-Control"] == "no-cache"


def test_a_colour_nobody_can_read_is_refused_with_a_way_out(settings_of_network):
    settings_of_network.brick = "#ff9999"
    with pytest.raises(ValidationError) as refusal:
        settings_of_network.full_clean()
    [message] = refusal.value.message_dict["brick"]
    suggestion = message.rpartition("#")[2].rstrip(".")
    assert len(suggestion) == 6
    settings_of_network.brick = f"#{suggestion}"
    settings_of_network.full_clean()


@pytest.mark.parametrize("colour", ["red", "#12345", "#12345g", "#123456\n", ""])
def test_what_is_no_colour_is_refused(settings_of_network, colour):
    settings_of_network.ink = colour
    with pytest.raises(ValidationError) as refusal:
        settings_of_network.full_clean()
    assert set(refusal.value.message_dict) == {"ink"}


def test_a_moderator_reads_the_refusal_in_the_form(client_of, settings_of_network):
    client = client_of("moderator")
    address = reverse("wagtailsettings:edit", args=["home", "networksettings", 1])
    address = client.get(address, follow=True).request["PATH_INFO"]
    form = client.get(address).context["form"]
    data = {name: form.initial.get(name) or "" for name in form.fields} | {
        "brick": "#ff9999",
        "social-count": "0",
        "footer_nl": "null",
        "footer_en": "null",
    }
    response = client.post(address, data)
    assert "brick" in response.context["form"].errors
    settings_of_network.refresh_from_db()
    assert settings_of_network.brick != "#ff9999"


def test_social_links_are_plain_pairs(settings_of_network):
    settings_of_network.social = [
        ("link", {"label": "Mastodon", "url": "https://example.org/@wijk"})
    ]
    assert settings_of_network.social_links == [
        {"label": "Mastodon", "url": "https://example.org/@wijk"}
    ]


def test_changed_settings_show_at_once(client, settings_of_network):
    client.get("/")
    settings_of_network.name = "De Kikkerwijk"
    settings_of_network.save()
    assert "De Kikkerwijk" in client.get("/").content.decode()
