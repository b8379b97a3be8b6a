"""What answers of the API have in common: caching, methods, errors, other websites."""

import pytest

from modules_library.models import ModulePage

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("built_once")]

OURS = ["/api/v3/modules/", "/api/v3/modules/wijkwandeling/", "/api/v3/goals/", "/api/v3/phases/"]
WAGTAILS = ["/api/v3/pages/", "/api/v3/images/", "/api/v3/documents/", "/api/v2/pages/"]


@pytest.mark.parametrize("path", OURS + WAGTAILS)
def test_public_answer_may_be_kept_for_a_minute(visitor, network, path):
    response = visitor.get(path)
    assert response.status_code == 200
    assert "public" in response["Cache-Control"]
    assert "max-age=60" in response["Cache-Control"]
    assert "stale-while-revalidate" in response["Cache-Control"]
    assert "Cookie" not in response.get("Vary", "")


@pytest.mark.parametrize("path", OURS + WAGTAILS)
def test_unchanged_answer_is_not_sent_again(visitor, network, path):
    tag = visitor.get(path)["ETag"]
    again = visitor.get(path, headers={"If-None-Match": tag})
    assert (again.status_code, again.content) == (304, b"")
    assert "max-age=60" in again["Cache-Control"]


def test_changed_module_has_another_tag(visitor, network):
    tag = visitor.get(OURS[0])["ETag"]
    ModulePage.objects.filter(pk=network.module.pk).update(title="Een andere naam")
    assert visitor.get(OURS[0], headers={"If-None-Match": tag}).status_code == 200


def test_compressed_answer_is_recognised_too(visitor, network):
    zipped = visitor.get(OURS[1], headers={"Accept-Encoding": "gzip"})
    assert zipped["Content-Encoding"] == "gzip"
    again = visitor.get(
        OURS[1], headers={"Accept-Encoding": "gzip", "If-None-Match": zipped["ETag"]}
    )
    assert again.status_code == 304


@pytest.mark.parametrize("path", OURS + WAGTAILS[:3])
@pytest.mark.parametrize("role", ["member", "editor"])
def test_nothing_is_kept_beside_a_token(with_token, network, path, role):
    response = with_token(role).get(path)
    assert response["Cache-Control"] == "private, no-store"
    assert "Authorization" in response["Vary"]


@pytest.mark.parametrize("path", OURS + WAGTAILS[:3])
def test_caches_know_that_a_token_matters(visitor, network, path):
    assert "Authorization" in visitor.get(path)["Vary"]


def test_what_is_not_there_is_not_kept(visitor, network):
    assert visitor.get("/api/v3/modules/nope/")["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("path", OURS + WAGTAILS + ["/api/v3/openapi.json"])
def test_head_answers_as_get_without_a_body(visitor, network, path):
    head, get = visitor.head(path), visitor.get(path)
    assert (head.status_code, head.content) == (200, b"")
    assert head["ETag"] == get["ETag"]


@pytest.mark.parametrize("path", OURS + WAGTAILS[:3])
def test_options_names_the_methods(visitor, network, path):
    response = visitor.options(path)
    assert response.status_code == 204
    assert {"GET", "HEAD", "OPTIONS"} <= set(response["Allow"].split(", "))


@pytest.mark.parametrize("path", OURS + WAGTAILS)
def test_scripts_of_other_websites_may_read(visitor, network, path):
    response = visitor.get(path, headers={"Origin": "https://elders.example"})
    assert response["Access-Control-Allow-Origin"] == "*"
    assert "Access-Control-Allow-Credentials" not in response


@pytest.mark.parametrize("path", OURS + WAGTAILS)
def test_browsers_may_ask_first_whether_a_script_may_read(visitor, network, path):
    response = visitor.options(
        path, headers={"Origin": "https://elders.example", "Access-Control-Request-Method": "GET"}
    )
    assert response.status_code == 200
    assert response["Access-Control-Allow-Origin"] == "*"
    assert set(response["Access-Control-Allow-Methods"].split(", ")) == {"GET", "HEAD", "OPTIONS"}


def test_scripts_of_other_websites_get_nothing_of_the_rest(visitor, network):
    response = visitor.get("/", headers={"Origin": "https://elders.example"})
    assert "Access-Control-Allow-Origin" not in response


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("get", "/api/v3/nope/", 404),
        ("get", "/api/v3/pages/999/", 404),
        ("get", "/api/v3/sites/", 401),
        ("post", "/api/v3/pages/", 401),
        ("post", "/api/v3/modules/", 405),
        ("delete", "/api/v3/goals/", 405),
        ("get", "/api/v2/nope/", 404),
        ("get", "/api/v3/modules/?x=1", 422),
        ("get", "/api/v3/modules/?limit=1000", 400),
    ],
)
def test_errors_are_problems_that_programs_can_read(visitor, network, method, path, status):
    response = getattr(visitor, method)(path)
    assert response.status_code == status
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["status"] == status


def test_answer_without_token_says_which_kind_is_needed(visitor, network):
    assert visitor.get("/api/v3/whoami/")["WWW-Authenticate"] == "Bearer"


def test_failure_of_ours_is_logged_and_tells_nothing(visitor, network, monkeypatch, caplog):
    monkeypatch.setattr(ModulePage, "material_list", property(lambda page: [object()]))
    visitor.raise_request_exception = False
    response = visitor.get("/api/v3/modules/wijkwandeling/")
    assert response.status_code == 500
    assert set(response.json()) == {"type", "title", "status", "detail"}
    assert "object" not in response.content.decode()
    assert "NinjaResponseSchema" in caplog.text
