"""How many people can still join a CoP, as visitors read it."""

import pytest

from cop_pages.models import CopPage

from .factories import CopPageFactory
from .rich_circle import build

pytestmark = pytest.mark.django_db


@pytest.fixture
def rich():
    return build()


@pytest.mark.parametrize(
    ("more", "words"),
    [
        (None, ""),
        (2, "Er zijn nog 2 plekken."),
        (1, "Er is nog één plek."),
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


@pytest.mark.parametrize(
    ("more", "words"),
    [(None, ""), (2, "Nog 2 plekken"), (1, "Nog 1 plek"), (0, "Vol: wachtlijst")],
)
def test_directory_says_how_many_places_are_left(rich, client, more, words):
    rich.cop.places = None if more is None else 4 + more  # Three members and one who was invited.
    rich.cop.save()
    text = client.get(rich.directory.url).text
    assert words in text
    assert ("cp-room" in text) == (more is not None)


@pytest.mark.parametrize("status", [CopPage.Status.RESTING, CopPage.Status.COMPLETED])
def test_directory_counts_no_places_where_nobody_can_join(status, rich, client):
    CopPage.objects.filter(pk=rich.cop.pk).update(places=9, status=status)
    assert "cp-room" not in client.get(rich.directory.url).text


def test_places_are_counted_for_all_at_once_as_for_each_alone(rich, django_assert_num_queries):
    section = rich.cop.get_parent()
    others = [CopPageFactory(parent=section, places=number) for number in (1, 2)]
    CopPage.objects.filter(pk=rich.cop.pk).update(places=6)
    alone = {cop.pk: CopPage.objects.get(pk=cop.pk).free_places for cop in (rich.cop, *others)}
    with django_assert_num_queries(1):
        assert {cop.pk: cop.free_places for cop in CopPage.objects.with_taken_places()} == alone
    assert alone == {rich.cop.pk: 2, others[0].pk: 1, others[1].pk: 2}


def test_cop_with_more_people_than_places_has_none_left(rich):
    rich.cop.places = 1
    assert rich.cop.free_places == 0
