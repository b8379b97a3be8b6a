"""Two facilitators who save one page at one moment: one of them hears of the other."""

import pytest
from django.urls import reverse

from cop_pages.models import CopUpdatePage
from tests.at_the_same_time import ON_POSTGRESQL, ensure_first_pages, post, post_together, together

from .rich_circle import build
from .typed import posted

pytestmark = ON_POSTGRESQL
WRITERS = 4


@pytest.fixture
def rich():
    ensure_first_pages()
    return build()


def saved_by_many(client, rich, url: str, field: str) -> list[int]:
    client.force_login(rich.facilitator)
    form = posted(client, url)
    return post_together(
        rich.facilitator, url, *[form | {field: f"Van {writer}"} for writer in range(WRITERS)]
    )


def test_members_part_is_written_by_one(client, rich):
    url = reverse("cop_pages:edit", args=[rich.cop.pk])
    assert saved_by_many(client, rich, url, "case") == [303, 409, 409, 409]


def test_news_is_corrected_by_one(client, rich):
    url = reverse("cop_pages:edit_news", args=[rich.cop.pk, rich.update.pk])
    assert saved_by_many(client, rich, url, "title") == [303, 409, 409, 409]


def test_news_that_is_taken_down_at_that_moment_is_not_put_back(client, rich):
    client.force_login(rich.facilitator)
    edit, down = (
        reverse(f"cop_pages:{name}", args=[rich.cop.pk, rich.update.pk])
        for name in ("edit_news", "take_down_news")
    )
    form = posted(client, edit, title="Verbeterd")
    posts = [lambda: post(rich.facilitator, edit, form)] * 3
    corrected = together(lambda: post(rich.facilitator, down, {}), *posts)
    assert not CopUpdatePage.objects.get(pk=rich.update.pk).live
    assert 500 not in corrected
