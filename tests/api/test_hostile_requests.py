"""Whatever is asked or sent, the APIs answer; they never fail.

Every run tries the same requests, so that it is green for everybody or for nobody. To look for new
ones: EXPLORE=2000 pytest tests/api/test_hostile_requests.py
"""

import json
import os
from urllib.parse import quote, quote_from_bytes

import pytest
from django.test import RequestFactory
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from config.request_guards import is_too_large
from tests.network import CANARIES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("built_once")]

LISTS = [
    "/api/v2/pages/",
    "/api/v2/images/",
    "/api/v2/documents/",
    "/api/v3/pages/",
    "/api/v3/images/",
    "/api/v3/documents/",
    "/api/v3/modules/",
    "/api/v3/goals/",
    "/api/v3/phases/",
]
DETAILS = [path + "{}/" for path in LISTS] + [
    "/api/v2/pages/find/",
    "/api/v3/pages/find/",
    "/api/v3/pages/{}/revisions/",
    "/api/v3/schema/{}/",
]
PARAMETERS = [
    *("q", "kind", "goal", "phase", "duration", "group", "tag", "sort", "limit", "offset", "page"),
    *("type", "fields", "order", "search", "search_operator", "child_of", "descendant_of"),
    *("ancestor_of", "translation_of", "locale", "site", "id", "html_path", "version"),
    *(
        "rich_text_format",
        "title",
        "slug",
        "pk",
        "picture",
        "goals",
        "tags",
        "steps",
        "explanation",
    ),
    *("attachments", "related_modules", "duration_min", "facilitator_notes", "first_published_at"),
    *("collection", "width", "show_in_menus", "created_at_from"),
]
NASTY = [
    *(
        "",
        " ",
        "0",
        "-1",
        "1e400",
        "NaN",
        "null",
        "true",
        "[]",
        "{}",
        "root",
        "random",
        "-title",
        "*",
    ),
    *("9223372036854775807", "9223372036854775808", "-9223372036854775809", "9" * 30, "٣" * 25),
    *("\x00", "a\x00b", "'", '"', "%", "_", "\\", "' OR 1=1 --", "../../etc/passwd", "<script>"),
    *("modules_library.ModulePage", "members.Member", "a.b.c", "wagtailcore.Page", "*,picture(*)"),
    *("html", "db_markdown", "learning", "2024-02-30", "nl", "title", "()", "-*", "a" * 10_000),
    *("\ud83d\ude00".encode("utf-16", "surrogatepass").decode("utf-16"), "\u202e", "*" * 300),
]
values = st.one_of(st.sampled_from(NASTY), st.text(max_size=40), st.integers().map(str))
names = st.one_of(st.sampled_from(PARAMETERS), st.text(max_size=10))
bytes_in_query = st.binary(max_size=20).map(quote_from_bytes)
pairs = st.tuples(names.map(encoded := lambda text: quote(text, safe="", errors="replace")), values)
queries = st.lists(pairs, max_size=5).map(
    lambda found: "&".join(f"{name}={encoded(value)}" for name, value in found)
)
whatever = st.one_of(queries, bytes_in_query)
leaves = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), values)
json_values = st.recursive(
    leaves,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=3),
    max_leaves=8,
)
EXPLORE = int(os.environ.get("EXPLORE", "0"))
often = settings(
    max_examples=EXPLORE or 100,
    derandomize=not EXPLORE,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
ANSWERS = {200, 201, 302, 304, 400, 401, 403, 404, 405, 422}


@given(path=st.sampled_from(LISTS), query=whatever)
@often
def test_lists_survive_every_question(visitor, network, path, query):
    assert visitor.get(f"{path}?{query}").status_code in ANSWERS


@given(path=st.sampled_from(DETAILS), key=values, query=whatever)
@often
def test_details_survive_every_key_and_question(visitor, network, path, key, query):
    address = path.format(encoded(key))
    assert visitor.get(f"{address}?{query}").status_code in ANSWERS


@given(path=st.sampled_from(["/zoeken/", "/modules/", "/en/search/", "/"]), query=whatever)
@settings(often, max_examples=EXPLORE or 40)
def test_pages_survive_every_question(client, network, path, query):
    assert client.get(f"{path}?{query}").status_code in ANSWERS


FIELDS = st.sampled_from(
    [
        *("title", "slug", "kind", "summary", "duration_min", "duration_max", "goals", "phases"),
        *(
            "tags",
            "steps",
            "explanation",
            "attachments",
            "related_modules",
            "picture_id",
            "licence",
        ),
        *("picture_alt", "picture_is_decorative", "materials", "meta", "show_in_menus", "version"),
    ]
)
blocks = st.fixed_dictionaries(
    {
        "type": st.sampled_from(["step", "text", "picture", "quote", "document", "checklist", "x"]),
        "value": st.one_of(
            json_values,
            st.dictionaries(
                st.sampled_from(
                    ["title", "minutes", "facilitator", "tip", "image", "alt_text", "items", "text"]
                ),
                json_values,
                max_size=4,
            ),
        ),
    }
)
changes = st.dictionaries(FIELDS, st.one_of(json_values, st.lists(blocks, max_size=2)), max_size=4)


@given(body=changes, publish=st.booleans())
@often
def test_module_survives_every_change(with_token, network, editor_client, body, publish):
    meta = {"meta": {"action": "publish"}} if publish else {}
    response = editor_client.send("patch", f"pages/{network.module.pk}/", body | meta)
    assert response.status_code in ANSWERS
    assert CANARIES["facilitator notes"] not in response.content.decode()


KINDS = [
    "modules_library.ModulePage",
    "home.HomePage",
    "home.StandardPage",
    "wagtailcore.Page",
    "x",
]
placed = st.fixed_dictionaries(
    {"type": st.sampled_from(KINDS)},
    optional={"parent_id": st.integers(0, 12), "action": st.sampled_from(["publish", "x"])},
)


@given(body=changes, meta=st.one_of(placed, json_values))
@often
def test_tree_survives_every_new_page(network, admin_client_of_api, body, meta):
    response = admin_client_of_api.send("post", "pages/", body | {"meta": meta})
    assert response.status_code in ANSWERS


WRITES = [
    *(("post", "sites/"), ("put", "sites/1/"), ("post", "locales/"), ("post", "redirects/")),
    *(("patch", "images/{}/"), ("patch", "documents/{}/"), ("patch", "redirects/{}/")),
]
plain_fields = st.sampled_from(
    [
        *(
            "title",
            "collection_id",
            "description",
            "focal_point_x",
            "hostname",
            "port",
            "site_name",
        ),
        *("root_page_id", "is_default_site", "language_code", "old_path", "redirect_link", "tags"),
    ]
)


@given(
    write=st.sampled_from(WRITES),
    key=st.integers(0, 3),
    body=st.dictionaries(plain_fields, json_values, max_size=5),
)
@often
def test_other_writes_are_survived(network, admin_client_of_api, write, key, body):
    method, path = write
    response = admin_client_of_api.send(method, path.format(key), body)
    assert response.status_code in ANSWERS


ACTIONS = ["move", "copy", "create_alias", "copy_for_translation", "revert", "unpublish", "publish"]


@given(
    action=st.sampled_from(ACTIONS),
    body=st.one_of(
        json_values,
        st.fixed_dictionaries(
            {},
            optional={
                "destination_id": st.integers(0, 12),
                "position": st.sampled_from(["left", "right", "first-child", "first-sibling", "x"]),
                "locale": st.sampled_from(["nl", "en", "xx"]),
                "recursive": st.booleans(),
                "copy_parents": st.booleans(),
                "alias": st.booleans(),
                "slug": values,
                "revision_id": st.integers(0, 9),
            },
        ),
    ),
    key=st.integers(1, 12),
)
@often
def test_tree_survives_every_action(network, admin_client_of_api, action, body, key):
    path = f"pages/{key}/actions/{action}/"
    assert admin_client_of_api.send("post", path, body).status_code in ANSWERS


@pytest.fixture
def editor_client(with_token):
    return with_token("editor")


@pytest.fixture
def admin_client_of_api(with_token):
    return with_token("admin")


@pytest.mark.parametrize(
    "body",
    [
        b"[null,null]",
        b"null",
        b"3",
        b'"text"',
        b"",
        b"{",
        b"\xff\xfe",
        b'{"title": "\\u0000"}',
        b'{"title": "\\ud800"}',
        b'{"title": NaN}',
        b'{"duration_min": ' + b"9" * 5000 + b"}",
        b'{"related_modules": [{"module_id": ' + b"9" * 25 + b"}]}",
        b"[" * 100_000,
    ],
)
@pytest.mark.parametrize("method", ["post", "patch"])
def test_body_that_is_no_object_answers_400_or_422(network, editor_client, method, body):
    path = "/api/v3/pages/" if method == "post" else f"/api/v3/pages/{network.module.pk}/"
    response = getattr(editor_client, method)(path, body, content_type="application/json")
    assert response.status_code in (400, 422)
    assert response["Content-Type"] == "application/problem+json"


def test_page_cannot_be_moved_beside_the_root(network, admin_client_of_api):
    body = {"destination_id": 1, "position": "right"}
    path = f"pages/{network.module.pk}/actions/move/"
    assert admin_client_of_api.send("post", path, body).status_code == 422


def test_page_cannot_be_moved_below_itself(network, admin_client_of_api):
    body = {"destination_id": network.module.pk, "position": "first-child"}
    path = f"pages/{network.catalogue.pk}/actions/move/"
    assert admin_client_of_api.send("post", path, body).status_code in (403, 422)


def test_page_cannot_be_translated_into_its_own_language(network, admin_client_of_api):
    path = f"pages/{network.module.pk}/actions/copy_for_translation/"
    assert admin_client_of_api.send("post", path, {"locale": "nl"}).status_code == 422


@pytest.mark.parametrize(
    "query",
    [
        "q=%00",
        "q=a%00b",
        "search=\x00",
        "offset=9223372036854775808",
        "page=" + "9" * 5000,
        "q=%ff",
    ],
)
@pytest.mark.parametrize("path", ["/api/v3/modules/", "/api/v3/pages/", "/api/v2/pages/"])
def test_hostile_question_is_refused_as_a_problem(visitor, network, path, query):
    response = visitor.generic("GET", path, QUERY_STRING=query)
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("path", ["/", "/modules/", "/zoeken/", "/bestaat-niet%00/"])
def test_hostile_question_is_refused_with_a_page(client, network, path):
    response = client.get(path + "?q=%00")
    assert response.status_code == 400
    assert "text/html" in response["Content-Type"]


@pytest.mark.parametrize(
    "path", ["/%00", "/api/v3/modules/a%00b/", "/api/v3/pages/" + "9" * 25 + "/"]
)
def test_hostile_address_is_refused(client, network, path):
    assert client.get(path).status_code == 400


def test_long_number_may_be_searched_for(visitor, network):
    assert visitor.get("/api/v3/modules/", {"q": "9" * 30}).status_code == 200


@pytest.mark.parametrize("value", [2**63, -(2**63), "9" * 5000, " +9" + "9" * 19, "9_" * 30 + "9"])
def test_numbers_beyond_64_bits_are_too_large(value):
    assert is_too_large(str(value))


@pytest.mark.parametrize(
    "value", [0, -1, 2**63 - 1, "000000000000000000000000001", "abc", "", "1e99"]
)
def test_other_values_are_not(value):
    assert not is_too_large(str(value))


def test_body_of_a_form_is_left_alone(rf: RequestFactory):
    from config.request_guards import check

    check(rf.post("/api/v3/documents/", {"title": "x"}))
    check(rf.post("/account/", json.dumps([1]), content_type="application/json"))
