"""Who works with sign-ups, and a way to count what a page asks of the database."""

import pytest
from django.contrib.auth.models import Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests.factories import MemberFactory


@pytest.fixture
def handler(client):
    """A moderator, logged in."""
    handler = MemberFactory(moderator=True, name="Mo Derator")
    client.force_login(handler)
    return handler


@pytest.fixture
def viewer(client):
    """Somebody of the admin who may see only the sign-ups that are theirs."""
    viewer = MemberFactory(name="Vie Wer")
    codenames = ["access_admin", "view_signup"]
    viewer.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    client.force_login(viewer)
    return viewer


@pytest.fixture
def queries_of(client):
    """How many queries a page takes, once all that is cached is cached."""

    def count(path: str) -> int:
        client.get(path)
        with CaptureQueriesContext(connection) as caught:
            assert client.get(path).status_code == 200
        return len(caught)

    return count
