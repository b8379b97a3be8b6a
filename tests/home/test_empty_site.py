"""A fresh database, before anybody wrote a word."""

import pytest
from wagtail.models import Locale, Page, Site

from home.models import HomePage

pytestmark = pytest.mark.django_db


def test_there_is_a_home_page_in_each_language_and_wagtails_own_is_gone():
    homes = HomePage.objects.all()
    assert {home.locale.language_code for home in homes} == {"nl", "en"}
    assert len({home.translation_key for home in homes}) == 1
    assert Page.objects.filter(depth=2).count() == 2


def test_the_tree_is_sound():
    assert not any(Page.find_problems())


def test_the_site_begins_at_the_dutch_home_page():
    site = Site.objects.get(is_default_site=True)
    assert site.root_page.specific == HomePage.objects.get(
        locale=Locale.objects.get_for_language("nl")
    )


@pytest.mark.parametrize(("address", "language"), [("/", "nl"), ("/en/", "en")])
def test_both_home_pages_answer_in_their_language(client, address, language):
    response = client.get(address)
    assert response.status_code == 200
    assert f'<html lang="{language}">' in response.content.decode()


def test_pages_can_be_added_below_the_home_page():
    from tests.factories import StandardPageFactory

    assert StandardPageFactory(slug="nieuw").url == "/nieuw/"
