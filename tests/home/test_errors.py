"""When something goes wrong, visitors still meet the network."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.views.defaults import server_error


@pytest.mark.django_db
def test_a_missing_page_helps_on(client):
    response = client.get("/deze-pagina-is-weg/")
    assert response.status_code == 404
    html = response.content.decode()
    assert 'href="/"' in html
    assert 'action="/zoeken/"' in html


@pytest.mark.django_db
def test_a_missing_page_speaks_english_under_english_addresses(client):
    html = client.get("/en/this-page-is-gone/").content.decode()
    assert '<html lang="en">' in html
    assert 'action="/en/search/"' in html


@pytest.mark.django_db
def test_a_hostile_address_gets_a_page_too(client):
    response = client.get("/?x=%00")
    assert response.status_code == 400
    assert "<h1>" in response.content.decode()


def test_the_page_for_a_broken_server_needs_no_database_and_no_request(rf):
    """No `db` fixture here: a query would fail the test."""
    response = server_error(rf.get("/"))
    assert response.status_code == 500
    assert "<h1>" in response.content.decode()


@pytest.mark.django_db
def test_a_broken_view_shows_that_page(client, monkeypatch):
    from home.models import HomePage

    def fall_over(self, *args, **kwargs):
        raise RuntimeError("the wheelbarrow")

    monkeypatch.setattr(HomePage, "get_context", fall_over)
    client.raise_request_exception = False
    response = client.get("/")
    assert response.status_code == 500
    html = response.content.decode()
    assert "wheelbarrow" in html.lower()
    assert "RuntimeError" not in html


@pytest.mark.django_db
def test_a_form_that_was_open_too_long_gets_a_kind_page(network):
    client = Client(enforce_csrf_checks=True)
    response = client.post("/account/login/", {"login": "a@example.org", "password": "x"})
    assert response.status_code == 403
    html = response.content.decode()
    assert "<h1>" in html
    assert "CSRF" not in html


@pytest.mark.django_db
def test_a_missing_page_takes_few_queries(client, network):
    client.get("/weg/")
    with CaptureQueriesContext(connection) as queries:
        client.get("/weg/")
    assert len(queries) <= 10
