"""What internet.nl asks of a site's headers, on every kind of answer of the running server."""

import re

import pytest

from .browser.addresses import NOT_FOUND, PAGES

HTTPS = {"X-Forwarded-Proto": "https"}
FILES = {
    "robots": "/robots.txt",
    "sitemap": "/sitemap.xml",
    "manifest": "/site.webmanifest",
    "feed": "/modules/feed/",
    "API": "/api/v3/modules/",
    "API description": "/api/v3/openapi.json",
    "API not found": "/api/v3/pages/999999/",
    "API refused": "/api/v3/modules/?duration=nonsense",
    "redirect": "/modules",
    "admin": "/admin/",
}
ANSWERS = PAGES | FILES
YEAR = 365 * 24 * 3600
EVERY_ANSWER = pytest.mark.parametrize("path", ANSWERS.values(), ids=ANSWERS)
EVERY_PAGE = pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)


def directives(policy: str) -> dict[str, set[str]]:
    parts = (part.split() for part in policy.split(";") if part.strip())
    return {name: set(sources) for name, *sources in parts}


@pytest.fixture
def headers(live_site):
    return lambda path: live_site.get(path, **HTTPS).headers


@pytest.fixture
def static_file(live_site):
    """The address of a style sheet, hashed as the home page names it."""
    home = live_site.get("/").body.decode()
    return re.search(r'href="(/static/[^"]+\.css)"', home).group(1)


@EVERY_ANSWER
def test_browser_insists_on_https_for_a_year_or_more(path, headers):
    policy = headers(path)["Strict-Transport-Security"]
    assert int(re.search(r"max-age=(\d+)", policy).group(1)) >= YEAR
    assert "includeSubDomains" in policy


@EVERY_ANSWER
def test_content_is_not_guessed_framed_or_told_to_others(path, headers):
    answer = headers(path)
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] in {"same-origin", "no-referrer", "strict-origin"}
    assert answer["Cross-Origin-Opener-Policy"] == "same-origin"
    assert "camera=()" in answer["Permissions-Policy"]
    assert directives(answer["Content-Security-Policy"])["frame-ancestors"] <= {"'self'", "'none'"}


@EVERY_ANSWER
def test_policy_allows_nothing_by_default_and_nothing_inline(path, headers):
    if path == "/admin/":
        return  # Wagtail's own screens; see config.headers.
    policy = directives(headers(path)["Content-Security-Policy"])
    assert policy["default-src"] == {"'none'"}
    assert policy["base-uri"] <= {"'none'", "'self'"}
    assert policy["form-action"] == {"'self'"}
    for name, sources in policy.items():
        loose = {source for source in sources if "unsafe" in source or "*" in source}
        assert not loose, name
        assert not {"data:", "http:", "https:"} & sources, name


@EVERY_ANSWER
def test_answer_does_not_tell_what_runs_behind_it(path, headers):
    answer = headers(path)
    assert "X-Powered-By" not in answer
    assert not re.search(r"\d", answer.get("Server", ""))


@EVERY_PAGE
def test_visitor_gets_no_cookie_before_a_form_needs_one(path, headers):
    names = re.findall(r"([\w-]+)=", str(headers(path).get_all("Set-Cookie", [])))
    if path.startswith("/account/"):
        assert "sessionid" not in names
    else:
        assert not names


def test_cookie_of_a_form_is_tied_to_this_host_and_hidden_from_scripts(headers):
    cookie = headers("/account/login/")["Set-Cookie"]
    assert cookie.startswith("__Host-csrftoken=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= set(re.split(r";\s*", cookie))


def test_static_file_is_kept_for_ever_and_compressed(static_file, live_site):
    answer = live_site.get(static_file, **HTTPS, **{"Accept-Encoding": "br"})
    assert answer.status == 200
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.headers["Content-Encoding"] == "br"


def test_static_file_has_the_same_protection(static_file, headers):
    """A drawing is a document of its own when it is opened in a window of its own."""
    answer = headers(static_file)
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert directives(answer["Content-Security-Policy"])["default-src"] == {"'none'"}
    assert "Strict-Transport-Security" in answer


def test_page_is_compressed(live_site):
    answer = live_site.get("/modules/", **{"Accept-Encoding": "gzip"})
    assert answer.headers["Content-Encoding"] == "gzip"


def test_not_found_is_a_page_of_the_site(live_site):
    answer = live_site.get(NOT_FOUND)
    assert answer.status == 404
    assert b"<main" in answer.body


def test_http_is_sent_on_to_https(client, settings):
    settings.SECURE_SSL_REDIRECT = True
    response = client.get("/modules/")
    assert (response.status_code, response["Location"]) == (301, "https://testserver/modules/")


@pytest.mark.urls("tests.broken_urls")
def test_error_of_ours_has_the_same_protection_and_tells_nothing(client, db):
    client.raise_request_exception = False
    response = client.get("/broken/")
    assert response.status_code == 500
    assert "kwaakfout" not in response.content.decode()
    assert directives(response["Content-Security-Policy"])["default-src"] == {"'none'"}
    assert response["X-Content-Type-Options"] == "nosniff"
