"""Who works with sign-ups, and a CoP that people can join."""

import pytest
from django.contrib.auth.models import Permission

from cop_pages.models import CopPage
from tests.cop_pages.factories import CopPageFactory
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
def cop():
    return CopPageFactory(title="Tuin voor allen", status=CopPage.Status.ACTIVE)
