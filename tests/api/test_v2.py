"""API v2 for existing clients: pages, images and documents, as a visitor sees them."""

import pytest
from wagtail.models import Page

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("built_once")]

BASE = "/api/v2/"


def titles(response) -> list[str]:
    assert response.status_code == 200, response.content
    return [item["title"] for item in response.json()["items"]]


def test_pages_are_listed(visitor, network):
    assert "Wijkwandeling" in titles(visitor.get(f"{BASE}pages/"))


def test_module_tells_its_public_fields(visitor, network):
    module = visitor.get(f"{BASE}pages/{network.module.pk}/").json()
    assert module["kind"] == "instrument"
    assert module["phases"] == [{"slug": "explore", "name": "verkennen"}]
    assert module["picture"]["alt"] == "Een kikker kijkt uit een kruiwagen."
    assert [step["type"] for step in module["steps"]] == ["step", "step"]
    assert "facilitator_notes" not in module


def test_page_is_found_by_its_address(visitor, network):
    response = visitor.get(f"{BASE}pages/find/?html_path=/modules/wijkwandeling/")
    assert response.status_code == 302
    assert response.url.endswith(f"{BASE}pages/{network.module.pk}/?")


def test_images_and_documents_are_listed(visitor, network):
    assert titles(visitor.get(f"{BASE}images/")) == ["Kikker"]
    assert titles(visitor.get(f"{BASE}documents/")) == ["Kaart"]


@pytest.mark.parametrize("role", ["member", "editor", "admin"])
@pytest.mark.parametrize("path", ["pages/?limit=50", "images/", "documents/"])
def test_session_cookie_changes_nothing(visitor, client_of, network, role, path):
    assert client_of(role).get(BASE + path).json() == visitor.get(BASE + path).json()


@pytest.mark.parametrize("role", ["member", "admin"])
def test_token_changes_nothing(visitor, with_token, network, role):
    path = f"{BASE}pages/?limit=50"
    assert with_token(role).get(path).json() == visitor.get(path).json()


def test_session_does_not_open_a_restricted_page(client_of, network):
    response = client_of("admin").get(f"{BASE}pages/{network.restricted.pk}/")
    assert response.status_code == 404


def test_answer_is_json_in_a_browser_too(visitor, network):
    response = visitor.get(f"{BASE}pages/", headers={"Accept": "text/html"})
    assert response["Content-Type"] == "application/json"


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_can_be_written(visitor, network, method):
    path = f"{BASE}pages/{network.module.pk}/"
    assert getattr(visitor, method)(path).status_code == 405
    assert Page.objects.filter(pk=network.module.pk).exists()


def test_rich_text_is_ready_to_show(visitor, network):
    link = f'<p><a linktype="page" id="{network.page.pk}">lees</a></p>'
    network.home.body = [("text", link)]
    network.home.save()
    [block] = visitor.get(f"{BASE}pages/{network.home.pk}/").json()["body"]
    assert 'href="/voor-wie/"' in block["value"]
