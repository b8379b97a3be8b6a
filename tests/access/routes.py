"""Every address of the project, read from the URL resolver and the page types."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from django.urls import URLPattern, URLResolver, get_resolver
from django.urls.resolvers import LocalePrefixPattern, RoutePattern
from django.utils.regex_helper import normalize
from wagtail.contrib.routable_page.models import RoutablePageMixin
from wagtail.models import Page, get_page_models


@dataclass(frozen=True)
class Route:
    """An address with its variable parts named: /documents/%(document_id)s/%(document_filename)s"""

    address: str
    view: str


def fill(address: str, samples: dict) -> str:
    """A real address; a part without a sample becomes 1."""
    return address % defaultdict(lambda: "1", samples)


def all_routes() -> list[Route]:
    return sorted(set(walk(get_resolver(), "/")), key=lambda route: route.address)


def walk(resolver: URLResolver, prefix: str) -> Iterator[Route]:
    for entry in resolver.url_patterns:
        address = prefix + template(entry.pattern)
        if isinstance(entry, URLPattern):
            yield Route(address, entry.lookup_str)
        else:
            yield from walk(entry, address)


def template(pattern) -> str:
    if isinstance(pattern, LocalePrefixPattern):
        return str(pattern.language_prefix)
    if isinstance(pattern, RoutePattern):
        return named(str(pattern._route))
    return normalize(str(pattern._regex))[0][0]


def named(route: str) -> str:
    """'<int:pk>/edit/' becomes '%(pk)s/edit/'."""
    parts = []
    for piece in route.split("<"):
        name, closed, rest = piece.partition(">")
        parts.append(f"%({name.split(':')[-1]})s{rest}" if closed else piece)
    return "".join(parts)


def page_types() -> list[type[Page]]:
    """The page types of ours that can exist."""
    return [model for model in get_page_models() if model is not Page and not model._meta.abstract]


def sub_routes(model: type[Page]) -> list[str]:
    """The routable addresses below a page of this type, but for the page itself."""
    if not issubclass(model, RoutablePageMixin):
        return []
    routes = [template(pattern.pattern) for pattern in model.get_subpage_urls()]
    return [route for route in routes if route]
