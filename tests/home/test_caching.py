"""Who may keep which answer."""

import pytest
from django.test import Client

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("built_once")]

PUBLIC = ["/", "/en/", "/voor-wie/", "/modules/", "/modules/wijkwandeling/", "/zoeken/?query=wijk"]


@pytest.mark.parametrize("address", PUBLIC)
def test_a_visitors_page_may_be_kept_for_a_minute_and_sets_no_cookie(client, network, address):
    response = client.get(address)
    assert response["Cache-Control"] == "public, max-age=60, stale-while-revalidate=600"
    assert not response.cookies
    assert not client.cookies


@pytest.mark.parametrize("address", PUBLIC)
def test_an_unchanged_page_is_not_sent_again(client, network, address):
    first = client.get(address)
    second = client.get(address, headers={"if-none-match": first["ETag"]})
    assert (second.status_code, second.content) == (304, b"")
    assert "Cache-Control" in second.headers


def test_a_changed_page_is_sent_again(client, network):
    tag = client.get("/voor-wie/")["ETag"]
    network.page.title = "Voor iedereen"
    network.page.save_revision().publish()
    response = client.get("/voor-wie/", headers={"if-none-match": tag})
    assert response.status_code == 200
    assert "Voor iedereen" in response.content.decode()


@pytest.mark.parametrize("address", PUBLIC)
@pytest.mark.parametrize("role", ["member", "facilitator", "editor"])
def test_nobody_keeps_the_page_of_somebody_who_is_logged_in(client_of, network, role, address):
    response = client_of(role).get(address)
    assert {"private", "no-store"} <= set(response["Cache-Control"].split(", "))
    assert "public" not in response["Cache-Control"]


def test_an_answer_to_a_token_is_kept_by_nobody(client, network):
    response = client.get("/voor-wie/", headers={"authorization": "Bearer 123"})
    assert "no-store" in response["Cache-Control"]


@pytest.mark.parametrize("address", ["/account/login/", "/en/account/login/", "/admin/"])
def test_log_in_and_admin_are_kept_by_nobody(client, network, address):
    response = client.get(address)
    assert "no-store" in response["Cache-Control"]
    assert "public" not in response["Cache-Control"]


def test_a_preview_is_kept_by_nobody(rf, network, admin_user_of_site):
    request = rf.get("/")
    request.user = admin_user_of_site
    response = network.page.make_preview_request(request, network.page.default_preview_mode)
    assert "no-store" in response["Cache-Control"]


def test_an_answer_with_a_csrf_token_is_kept_by_nobody(client, network):
    response = client.get("/account/login/")
    assert "csrftoken" in response.cookies
    assert "public" not in response["Cache-Control"]


def test_a_missing_page_is_not_marked_to_be_kept(client, network):
    assert "public" not in client.get("/weg/").get("Cache-Control", "")


def test_pages_vary_on_the_cookie_and_never_on_the_language_of_the_browser(client, network):
    response = client.get("/voor-wie/", headers={"accept-language": "en"})
    assert 'lang="nl"' in response.content.decode()[:200]
    fields = {field.strip() for field in response["Vary"].split(",")}
    assert "Cookie" in fields
    assert "Accept-Language" not in fields


def test_the_catalogue_varies_on_what_htmx_asks(client, network):
    vary = client.get("/modules/")["Vary"]
    assert "HX-Request" in vary
    assert "HX-Target" in vary


def test_files_that_are_the_same_for_all_do_not_vary_on_the_cookie(client, network):
    for address in ("/robots.txt", "/sitemap.xml", "/site.webmanifest"):
        assert "Cookie" not in client.get(address).get("Vary", "")


def test_head_requests_get_the_same_headers_without_a_body(network):
    client = Client()
    head, get = client.head("/voor-wie/"), client.get("/voor-wie/")
    assert head["Cache-Control"] == get["Cache-Control"]
    assert head.content == b""
