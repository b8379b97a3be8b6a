"""Looking before publishing: the draft as visitors and as facilitators will see it, kept by no cache."""

import pytest
from django.urls import reverse

from tests.factories import MemberFactory, ModuleIndexPageFactory, ModulePageFactory

from .test_admin_publishing import form_data

pytestmark = pytest.mark.django_db

NOTES = "Neem een paraplu mee"


@pytest.fixture
def module():
    return ModulePageFactory(live=False, title="Oude titel")


@pytest.fixture
def look(client, module):
    """The preview of what stands in the editor's form at this moment."""
    client.force_login(MemberFactory(editor=True))
    url = reverse("wagtailadmin_pages:preview_on_edit", args=[module.pk])
    client.post(url, form_data(title="Nieuwe titel", slug=module.slug))
    return lambda mode: client.get(url, {"mode": mode})


def test_visitor_preview_shows_the_form_without_the_notes(look):
    html = look("visitor").content.decode()
    assert "Nieuwe titel" in html
    assert NOTES not in html


def test_facilitator_preview_shows_the_notes(look):
    assert NOTES in look("facilitator").content.decode()


@pytest.mark.parametrize("mode", ["visitor", "facilitator"])
def test_preview_is_kept_by_no_cache(look, mode):
    assert "no-store" in look(mode)["Cache-Control"]


def test_preview_may_stand_in_a_frame_of_the_admin_only(look):
    response = look("visitor")
    assert response["X-Frame-Options"].upper() == "SAMEORIGIN"


def test_draft_is_viewed_whole(client, module, look):
    response = client.get(reverse("wagtailadmin_pages:view_draft", args=[module.pk]))
    assert response.status_code == 200
    assert "no-store" in response["Cache-Control"]


def test_catalogue_has_a_preview(client):
    catalogue = ModuleIndexPageFactory()
    client.force_login(MemberFactory(editor=True))
    url = reverse("wagtailadmin_pages:preview_on_edit", args=[catalogue.pk])
    sent = client.post(
        url,
        {
            "title": "Alle modules",
            "slug": "modules",
            "intro": "Kies maar.",
            "comments-TOTAL_FORMS": 0,
            "comments-INITIAL_FORMS": 0,
        },
    )
    assert sent.json()["is_valid"]
    assert "Kies maar." in client.get(url).content.decode()


@pytest.mark.parametrize("role", [{}, {"facilitator": True}])
def test_preview_is_for_editors(client, module, role):
    client.force_login(MemberFactory(**role))
    url = reverse("wagtailadmin_pages:preview_on_edit", args=[module.pk])
    assert client.get(url)["Location"].startswith("/account/login/")
