"""New modules as RSS."""

from datetime import timedelta
from xml.etree import ElementTree as ET

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import PageViewRestriction

from modules_library.models import ModulePage
from tests.benchmarks.modules import fill_catalogue
from tests.factories import GoalFactory, JourneyPhaseFactory

ATOM_LINK = "{http://www.w3.org/2005/Atom}link"


@pytest.fixture
def feed(index, client):
    """The channel of the catalogue's feed."""
    return lambda: ET.fromstring(client.get(f"{index.url}feed/").content).find("channel")


def titles(channel) -> list[str]:
    return [item.findtext("title") for item in channel.findall("item")]


def test_feed_lists_the_newest_modules_first(feed, add_module):
    now = timezone.now()
    for number, title in enumerate(["Oud", "Nieuw", "Nieuwst"]):
        moment = now + timedelta(minutes=number)
        ModulePage.objects.filter(pk=add_module(title).pk).update(first_published_at=moment)
    assert titles(feed()) == ["Nieuwst", "Nieuw", "Oud"]


def test_item_has_address_summary_date_and_lasting_id(feed, add_module):
    module = add_module("Wijkwandeling", first_published_at=timezone.now())
    item = feed().find("item")
    assert item.findtext("link").endswith(module.url)
    assert item.findtext("link").startswith("http")
    assert item.findtext("description") == module.summary
    assert item.findtext("guid") == f"urn:uuid:{module.translation_key}"
    assert item.find("guid").get("isPermaLink") == "false"
    assert item.findtext("pubDate")
    assert item.findtext("category") == "een team worden"


def test_feed_names_its_language_and_its_own_address(index, feed):
    channel = feed()
    assert channel.findtext("language") == "nl"
    link = channel.find(ATOM_LINK)
    assert link.get("rel") == "self"
    assert link.get("href").endswith(f"{index.url}feed/")


def test_feed_holds_twenty_modules_at_constant_cost(index, feed):
    GoalFactory()
    JourneyPhaseFactory()

    def queries() -> int:
        for _ in range(3):
            feed()  # What the site keeps in its cache is not counted here.
        with CaptureQueriesContext(connection) as captured:
            feed()
        return len(captured)

    fill_catalogue(index, 2)
    few = queries()
    fill_catalogue(index, 28, start=2)
    assert queries() == few <= 12
    assert len(feed().findall("item")) == 20


def test_feed_leaves_out_what_a_visitor_may_not_see(feed, add_module):
    add_module("Concept", live=False)
    restricted = add_module("Besloten")
    PageViewRestriction.objects.create(page=restricted, restriction_type="login")
    add_module("Open", facilitator_notes="<p>kwaaknotitie</p>")
    assert titles(feed()) == ["Open"]
    assert "kwaaknotitie" not in ET.tostring(feed(), encoding="unicode")


def test_reader_that_has_the_feed_gets_304(index, add_module, client):
    add_module(first_published_at=timezone.now(), last_published_at=timezone.now())
    first = client.get(f"{index.url}feed/")
    again = client.get(f"{index.url}feed/", headers={"If-None-Match": first["ETag"]})
    assert (first.status_code, again.status_code) == (200, 304)
    assert first["Content-Type"] == "application/rss+xml; charset=utf-8"


def test_feed_of_an_empty_catalogue_is_valid(feed):
    assert titles(feed()) == []
