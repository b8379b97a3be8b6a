"""Texts never give away the address of a page visitors cannot open."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from wagtail.models import PageViewRestriction
from wagtail.rich_text import expand_db_html

from tests.factories import StandardPageFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("built_once")]


def link(*pages) -> str:
    return "".join(f'<p><a linktype="page" id="{page.pk}">hier</a></p>' for page in pages)


def test_a_link_leads_to_a_public_page(network):
    assert expand_db_html(link(network.page)) == '<p><a href="/voor-wie/">hier</a></p>'


def test_the_words_of_a_link_stay_when_its_page_is_not_public(network):
    below = StandardPageFactory(slug="onder-besloten", parent=network.restricted)
    for page in (network.draft, network.restricted, below):
        assert expand_db_html(link(page)) == "<p><a>hier</a></p>"


def test_a_link_disappears_with_the_publication_of_its_page(network):
    PageViewRestriction.objects.create(page=network.catalogue, restriction_type="login")
    assert "href" not in expand_db_html(link(network.module))


def test_a_link_leads_to_the_page_in_the_language_of_the_reader(network):
    english = StandardPageFactory(
        slug="for-whom",
        parent=network.english_home,
        locale=network.english_home.locale,
        translation_key=network.page.translation_key,
    )
    with override("en"):
        assert "/en/for-whom/" in expand_db_html(link(network.page))
        english.unpublish()
        assert "/voor-wie/" in expand_db_html(link(network.page))


@pytest.mark.parametrize("key", ["", "abc", "999999", "-1", "²"])
def test_a_link_to_nothing_breaks_nothing(network, key):
    assert expand_db_html(f'<a linktype="page" id="{key}">hier</a>') == "<a>hier</a>"


def test_many_links_take_as_many_queries_as_one(network):
    pages = StandardPageFactory.create_batch(8)
    expand_db_html(link(network.page))
    with CaptureQueriesContext(connection) as one:
        expand_db_html(link(network.page))
    with CaptureQueriesContext(connection) as many:
        expand_db_html(link(*pages))
    assert len(many) == len(one) <= 4
