"""Role × address: what each answers, and that nobody meets a private thing that is not theirs."""

from itertools import product

import pytest
from django.db import transaction
from django.test import Client
from django.urls import resolve, reverse

from .access.arena import SHOWN_IN_ARENA, add_arena
from .access.cells import MAY_READ, ROLES, samples
from .access.circles import add_circle, file
from .access.facilitators import add_search
from .access.meetings import add_meetings
from .access.meetings_learning import add_undercurrent
from .access.routes import all_routes, fill, page_types, sub_routes
from .access.rows import GROUPS, NO_PAGE, OPEN_IN_GROUPS, READ_ONLY, ROWS
from .access.signups import add_sign_up_pages
from .access.signups_intake import add_request, case
from .access.unguarded import asks_twice, denied, granted, guarded_rows, pattern_of, without_guard
from .factories import PASSWORD
from .network import CANARIES, build_network
from .people import build_people

pytestmark = pytest.mark.django_db
ROUTES = all_routes()
NO_SUCH_WORD = "kwaakniets"


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """The network and its people, built once for all cells."""
    with django_db_blocker.unblock(), transaction.atomic():
        network, people = build_network(), build_people()
        add_circle(network, people)
        add_request(network)
        add_sign_up_pages(network)
        add_meetings(network)
        add_undercurrent(network)
        add_arena(network, people)
        add_search(network)
        yield network, people
        transaction.set_rollback(True)


@pytest.fixture
def network(world):
    return world[0]


@pytest.fixture
def browser(world):
    """A client that is logged in as the role."""

    def logged_in(role: str) -> Client:
        client = Client()
        if role != "visitor":
            client.force_login(world[1][role])
        return client

    return logged_in


def text(response) -> str:
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return body.decode(errors="replace") + str(response.headers)


def met(body: str, role: str) -> list[str]:
    """The private things that were shown to somebody who may not read them."""
    return [
        thing for thing, word in CANARIES.items() if word in body and role not in MAY_READ[thing]
    ]


def path_of(row, network) -> str:
    return row.path(network) if row.path else fill(row.route, samples(network))


def test_every_address_has_a_row():
    known = {row.route for row in ROWS}
    missing = [
        route.address
        for route in ROUTES
        if route.address not in known and not route.address.startswith(tuple(GROUPS))
    ]
    assert not missing, "Add a Row to tests/access/rows.py for each of these."


def test_every_page_type_has_a_row():
    known = {row.route for row in ROWS}
    types = [model for model in page_types() if model._meta.label not in NO_PAGE]
    wanted = {
        f"page:{model._meta.label}{tail}"
        for model in types
        for tail in ("", *(f"/{route}" for route in sub_routes(model)))
    }
    assert not wanted - known, "Add a Row to tests/access/rows.py for each of these."


def test_every_row_belongs_to_an_address():
    addresses = {route.address for route in ROUTES}
    assert not {row.route for row in ROWS if not row.route.startswith("page:")} - addresses


@pytest.mark.parametrize(("row", "role"), list(product(ROWS, ROLES)), ids=str)
def test_cell(row, role, network, browser):
    response = getattr(browser(role), row.method)(path_of(row, network))
    assert response.status_code == row.expected[role]
    assert not met(text(response), row.bearer or role)


@pytest.mark.parametrize("row", guarded_rows(), ids=str)
def test_without_its_guard_a_view_turns_its_row_red(row, network, browser, monkeypatch):
    path, role = path_of(row, network), denied(row)[0]
    view = resolve(path).func
    monkeypatch.setattr(pattern_of(view), "callback", without_guard(view))
    leaked = getattr(browser(role), row.method)(path).status_code in granted(row)
    assert leaked is not asks_twice(row)


@pytest.mark.parametrize("group", GROUPS)
def test_visitor_meets_nothing_private_in_a_group_of_addresses(group, network, browser):
    wrong = []
    for route in ROUTES:
        if route.address.startswith(group) and route.address not in OPEN_IN_GROUPS:
            response = browser("visitor").get(fill(route.address, samples(network)))
            if response.status_code not in GROUPS[group] or met(text(response), "visitor"):
                wrong.append((route.address, response.status_code))
    assert not wrong


@pytest.mark.parametrize("role", ["member", "facilitator", "cop facilitator", "arena lead"])
def test_admin_is_closed_to_who_is_no_editor(role, network, browser):
    client, wrong = browser(role), []
    for route in ROUTES:
        if route.address.startswith("/admin/") and route.address not in OPEN_IN_GROUPS:
            response = client.get(fill(route.address, samples(network)))
            if response.status_code not in GROUPS["/admin/"] or met(text(response), role):
                wrong.append((route.address, response.status_code))
    assert not wrong


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_visitor_changes_nothing_through_the_api(method, network, browser):
    wrong = []
    for route in ROUTES:
        if route.address.startswith("/api/") and route.address not in READ_ONLY:
            send = getattr(browser("visitor"), method)
            response = send(
                fill(route.address, samples(network)), data="{}", content_type="application/json"
            )
            if response.status_code not in {401, 403, 404, 405, 422}:
                wrong.append((route.address, response.status_code))
    assert not wrong


# Where a canary shows itself to those who may read it: else its absence would prove nothing.
SHOWN = {
    "facilitator notes": [lambda network: network.module.url],
    "restricted page": [lambda network: network.restricted.url],
    "private document": [lambda network: network.private_document.url],
    "draft module": [lambda network: f"/admin/pages/{network.draft.pk}/edit/"],
    "draft change": [lambda network: f"/admin/pages/{network.module.pk}/edit/"],
    "case of a CoP": [lambda network: network.circle.cop.url],
    "news of a CoP": [lambda network: network.circle.update.url],
    "file of a CoP": [file],
    "contribution of a person": [lambda network: network.circle.cop.url],
    "meeting of a CoP": [lambda network: network.circle.meeting.get_absolute_url()],
    "draft meeting": [lambda network: network.circle.draft.get_absolute_url()],
    "undercurrent of a CoP": [
        lambda network: f"/bijeenkomsten/circle/{network.circle.cop.pk}/undercurrent/"
    ],
    "facilitators' note of a meeting": [lambda network: network.circle.meeting.get_absolute_url()],
    "action of a member": [
        lambda network: "/cirkels/",
        lambda network: f"/bijeenkomsten/circle/{network.circle.cop.pk}/decisions/",
    ],
    "hidden step of a CoP": [
        lambda network: f"/cirkels/{network.circle.cop.pk}/edit/",
        lambda network: f"/admin/pages/{network.circle.cop.pk}/edit/",
    ],
    "request of a person": [case],
    "report that is not out": [lambda n: reverse("meetings:report", args=[n.circle.not_out.pk])],
    "report of a CoP": [lambda n: reverse("meetings:report", args=[n.circle.report.pk])],
    **SHOWN_IN_ARENA,
}


@pytest.mark.parametrize("thing", CANARIES)
def test_canary_is_read_by_exactly_those_who_may(thing, network, browser):
    paths = [path(network) for path in SHOWN[thing]]
    readers = {
        role
        for role, path in product(ROLES, paths)
        if CANARIES[thing] in text(browser(role).get(path))
    }
    assert readers == MAY_READ[thing]


SEARCHES = [
    "/zoeken/?query={}",
    "/modules/?q={}",
    "/api/v3/modules/?q={}",
    "/api/v3/pages/?search={}",
]


@pytest.mark.parametrize(("search", "thing"), list(product(SEARCHES, CANARIES)))
def test_search_tells_a_visitor_nothing_of_private_words(search, thing, network, browser):
    found, nothing = (
        browser("visitor").get(search.format(word)).content.decode().replace(word, "")
        for word in (CANARIES[thing], NO_SUCH_WORD)
    )
    assert found == nothing


@pytest.mark.parametrize("path", ["/admin/login/", "/_util/login/"])
def test_password_alone_opens_no_back_door(path, world):
    """Wagtail's own log-in forms know no second factor and no rate limit."""
    client = Client()
    client.post(path, {"username": world[1]["admin"].email, "password": PASSWORD})
    assert "_auth_user_id" not in client.session
