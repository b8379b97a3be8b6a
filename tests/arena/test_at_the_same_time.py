"""Two leads, or two facilitators, at one moment: one step is taken, and the other hears of it."""

import pytest
from django.urls import reverse

from meetings.models import BacklogItem
from tests.at_the_same_time import ON_POSTGRESQL, ensure_first_pages, post_together

from .factories import ArenaFactory, ArenaUpdatePageFactory, InterestFactory
from .moderation import unmoderated
from .test_changing_updates import filled_in

pytestmark = ON_POSTGRESQL


@pytest.fixture
def arena():
    ensure_first_pages()
    return ArenaFactory()


def test_update_is_corrected_by_one(client, arena, lead):
    unmoderated()
    page = ArenaUpdatePageFactory(parent=arena, cop=arena.cops.first())
    page.save_revision().publish()
    url = reverse("arena:edit_update", args=[arena.pk, page.pk])
    client.force_login(lead)
    form = filled_in(client.get(url).text)
    forms = [form | {"happened": f"Van {writer}"} for writer in range(4)]
    assert post_together(lead, url, *forms) == [303, 409, 409, 409]


def test_stranded_interest_goes_on_the_list_once(client, arena, cop, facilitator):
    interest = InterestFactory(arena=arena, cop=cop, accepted=True)
    url = reverse("arena:put_on_the_list_again", args=[cop.pk, interest.pk])
    assert post_together(facilitator, url, *[{}] * 4) == [303] * 4
    assert BacklogItem.objects.filter(circle=cop).count() == 1
    assert interest.events.count() == 1
