"""Wagtail saves a draft by itself while its editor publishes it: what the editor decides stands."""

from threading import Event

import pytest
from django.test import Client
from django.urls import reverse
from wagtail import hooks
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from tests.at_the_same_time import ON_POSTGRESQL, ensure_first_pages, together, wait_for_company
from tests.factories import (
    GoalFactory,
    MemberFactory,
    ModuleIndexPageFactory,
    ModulePageFactory,
)

from .test_admin_publishing import form_data

pytestmark = ON_POSTGRESQL
JSON = "application/json"


def module():
    """A draft that has a view set of its own, and what its editor sends."""
    draft = ModulePageFactory(live=False)
    return draft, form_data(GoalFactory(), slug=draft.slug)


def catalogue():
    """A draft that has none."""
    draft = ModuleIndexPageFactory(live=False)
    fields = {"title": draft.title, "slug": draft.slug, "intro": ""}
    return draft, nested_form_data(fields | {"comments": inline_formset([])})


@pytest.mark.parametrize("make", [module, catalogue])
def test_page_that_is_published_while_its_draft_saves_itself_is_live(make):
    ensure_first_pages()
    editor = MemberFactory(admin=True)
    draft, form = make()
    saved, published = publish_meanwhile(editor, draft, form)
    draft.refresh_from_db()
    assert (saved, published, draft.live) == (200, 302, True)


def publish_meanwhile(editor, draft, form: dict) -> list[int]:
    """What both answer: the draft was read to be saved, and then somebody publishes it."""
    url = reverse("wagtailadmin_pages:edit", args=[draft.pk])
    was_read, is_out = Event(), Event()

    def hold_the_draft(request, page) -> None:
        if request.headers["Accept"] == JSON:
            was_read.set()
            wait_for_company(is_out)

    def save() -> int:
        return browser_of(editor).post(url, form, headers={"Accept": JSON}).status_code

    def publish() -> int:
        was_read.wait(20)
        sent = form | {"action-publish": "Publish"}
        status = browser_of(editor).post(url, sent, headers={"Accept": "text/html"}).status_code
        is_out.set()
        return status

    with hooks.register_temporarily("before_edit_page", hold_the_draft):
        return together(save, publish)


def browser_of(editor) -> Client:
    client = Client()
    client.force_login(editor)
    return client
