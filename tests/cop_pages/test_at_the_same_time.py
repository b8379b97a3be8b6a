"""Two facilitators who save one page at one moment: one of them hears of the other."""

from threading import Event

import pytest
from django.db import transaction
from django.urls import reverse

from cop_pages.models import CopPage, CopUpdatePage
from modules_library.holding import hold
from tests.at_the_same_time import (
    ON_POSTGRESQL,
    ensure_first_pages,
    post,
    post_together,
    together,
    wait_for_company,
)

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


def test_facilitator_and_editor_do_not_wait_for_each_other_in_a_circle(client, rich):
    """An editor's draft saves itself: Wagtail writes its own row first, and then that of the CoP."""
    url = reverse("cop_pages:edit", args=[rich.cop.pk])
    client.force_login(rich.facilitator)
    form = posted(client, url) | {"case": "Van de begeleider"}
    holds, is_saved = Event(), Event()

    @transaction.atomic
    def save_as_wagtail() -> None:
        hold(rich.cop.pk)
        holds.set()
        wait_for_company(is_saved)
        CopPage.objects.get(pk=rich.cop.pk).save()

    def save_as_facilitator() -> int:
        holds.wait(20)
        status = post(rich.facilitator, url, form)
        is_saved.set()
        return status

    assert together(save_as_wagtail, save_as_facilitator)[1] == 303
    assert CopPage.objects.get(pk=rich.cop.pk).case == "Van de begeleider"
