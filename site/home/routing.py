"""Finds the page for an address in two queries instead of two for every level of the tree.

The outcome is Wagtail's: pages that route by themselves still do, and what is not found here is
left to Wagtail to look for.
"""

from contextlib import suppress

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import Resolver404
from django.utils.translation import get_language
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.models import Page, Site
from wagtail.url_routing import RouteResult
from wagtail.views import serve as wagtail_serve

DEEPEST = 12


def serve(request: HttpRequest, path: str) -> HttpResponse:
    """Wagtail's own view, with the route looked up beforehand."""
    route = find_route(request, path)
    if route:
        request._wagtail_route_for_request = route  # noqa: SLF001 - where Wagtail looks first
    return wagtail_serve(request, path)


def find_route(request: HttpRequest, path: str) -> RouteResult | None:
    """The page that answers this path below the home page; None when Wagtail had better look."""
    slugs = [slug for slug in path.split("/") if slug]
    for page, rest in branch(request, slugs):
        if not rest or answers_itself(page, rest):
            with suppress(Http404):
                return in_its_own_class(page).route(request, rest)
    return None


def in_its_own_class(page: Page) -> Page:
    """With its own fields, except for a kind that looks itself up when it is served."""
    if getattr(page.specific_class, "serves_itself_afresh", False):
        return page.specific_deferred
    return page.specific


def branch(request: HttpRequest, slugs: list[str]) -> list[tuple[Page, list[str]]]:
    """The pages from home down along the slugs, as far as they exist, each with the slugs below."""
    root = root_path(request)
    if root is None or len(slugs) > DEEPEST:
        return []
    paths = [root + "".join(f"{slug}/" for slug in slugs[:end]) for end in range(len(slugs) + 1)]
    names = [*slugs, root.strip("/").rpartition("/")[2]]
    # Slugs have an index, addresses have none.
    found = Page.objects.filter(slug__in=names, url_path__in=paths)
    by_path = {page.url_path: page for page in found}
    steps = [(by_path.get(each), slugs[number:]) for number, each in enumerate(paths)]
    gap = next((number for number, (page, _rest) in enumerate(steps) if page is None), len(steps))
    return steps[:gap]


def root_path(request: HttpRequest) -> str | None:
    """Below which address the pages in the active language lie."""
    site, language = Site.find_for_request(request), get_language()
    roots = Site.get_site_root_paths() if site else []
    ours = [each for each in roots if each.site_id == site.pk and each.language_code == language]
    return ours[0].root_path if ours else None


def answers_itself(page: Page, rest: list[str]) -> bool:
    """Whether the page takes an address below it for its own."""
    model = page.specific_class
    if model is None or model.route is Page.route:
        return False
    if model.route is not RoutablePageMixin.route:
        return True
    try:
        model.get_resolver().resolve(f"/{'/'.join(rest)}/")
    except Resolver404:
        return False
    return page.live
