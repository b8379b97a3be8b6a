"""Our short way to a page ends where Wagtail's long way ends."""

import pytest
from django.db import connection
from django.http import Http404
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from wagtail.models import Page

from home.routing import find_route
from tests.factories import StandardPageFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("built_once")]


def wagtails_route(path: str):
    request = RequestFactory().get("/")
    try:
        return Page.route_for_request(request, path)
    except Http404:
        return None


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize(
    "path",
    [
        "",
        "voor-wie/",
        "voor-wie/dieper/",
        "modules/",
        "modules/wijkwandeling/",
        "modules/feed/",
        "modules/concept/",
        "modules/bestaat-niet/",
        "modules/wijkwandeling/dieper/",
        "besloten/",
        "weg/voor-wie/",
        "weg/onder/",
        "for-whom/",
        "home/",
        "a/" * 30,
    ],
)
def test_the_short_way_ends_where_the_long_way_ends(network, translated, language, path):
    StandardPageFactory(slug="dieper", parent=network.page)
    hidden = StandardPageFactory(slug="weg", live=False)
    StandardPageFactory(slug="onder", parent=hidden)
    with override(language):
        ours = find_route(RequestFactory().get("/"), path)
        theirs = wagtails_route(path)
    if ours is not None:
        assert theirs is not None
        assert ours.page == theirs.page
        assert type(ours.page) is type(theirs.page)
        assert ours.args[1:] == theirs.args[1:]
    elif theirs is not None:
        # Left to Wagtail: nothing of ours may be slower for pages that exist.
        pytest.fail("a page that exists was not found the short way")


def test_the_depth_of_a_page_does_not_matter(network, client):
    page = network.page
    for level in range(4):
        page = StandardPageFactory(slug=f"laag-{level}", parent=page)
    path = page.url_path.removeprefix("/home/")
    request = RequestFactory().get("/")
    with override("nl"):
        find_route(request, path)
    with override("nl"), CaptureQueriesContext(connection) as queries:
        assert find_route(request, path).page == page
    assert len(queries) == 2
    assert client.get(page.url).status_code == 200


def test_a_page_of_the_same_name_elsewhere_is_not_taken_for_it(network):
    StandardPageFactory(slug="dieper", parent=network.page)
    with override("nl"):
        assert find_route(RequestFactory().get("/"), "modules/dieper/") is None
