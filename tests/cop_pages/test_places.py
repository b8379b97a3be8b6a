"""How many people can still join a CoP, as visitors read it."""

import pytest

from .rich_circle import build

pytestmark = pytest.mark.django_db


@pytest.fixture
def rich():
    return build()


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (None, ""),
        (2, "Er zijn nog 2 plaatsen."),
        (1, "Er is nog één plaats."),
        (0, "op de wachtlijst"),
    ],
)
def test_profile_says_how_many_places_are_left(rich, client, more, words):
    """Facilitators take no place; who was invited holds one."""
    taken = rich.cop.active_memberships().filter(role__in=["resident", "professional"]).count()
    rich.cop.places = None if more is None else taken + 1 + more
    rich.cop.save()
    assert rich.cop.invitations.open().filter(role="resident").count() == 1
    text = client.get(f"{rich.directory.url}{rich.cop.slug}/").text
    assert words in text
    assert ("cp-places" in text) == (more is not None)


def test_cop_with_more_people_than_places_has_none_left(rich):
    rich.cop.places = 1
    assert rich.cop.free_places == 0
