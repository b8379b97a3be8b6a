"""What the tests of the website share."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from home.models import HomePage
from tests.factories import StandardPageFactory


@pytest.fixture
def count_queries(client) -> Callable[[str], int]:
    """How many queries an address takes, once what is remembered between requests is remembered."""

    def count(address: str) -> int:
        assert client.get(address).status_code == 200
        with CaptureQueriesContext(connection) as queries:
            client.get(address)
        return len(queries)

    return count


@pytest.fixture
def translated(network):
    """The public page of the network with its English translation."""
    english = StandardPageFactory.build(
        title="For whom",
        slug="for-whom",
        locale=network.english_home.locale,
        translation_key=network.page.translation_key,
    )
    HomePage.objects.get(pk=network.english_home.pk).add_child(instance=english)
    return english


@pytest.fixture
def admin_user_of_site(people):
    return people["admin"]
