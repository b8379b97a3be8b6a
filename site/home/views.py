"""Pages of the site that no editor writes: search, and the files browsers and robots ask for."""

from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control
from django.utils.translation import get_language, override
from django.views.decorators.http import require_safe

from .models import NetworkSettings
from .navigation import Navigation
from .search import SiteSearch
from .theme import fingerprint, stylesheet

YEAR = 365 * 24 * 3600
DAY = 24 * 3600


@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """Search all visible pages: `?query=`, or `?q=` as elsewhere, and `?page=`."""
    words = request.GET.get("query") or request.GET.get("q", "")
    found = SiteSearch(words, request)
    results = found.page(request.GET.get("page", 1))
    context = {"query": found.query, "results": results, "total": results.paginator.count}
    return render(request, "home/search.html", context)


@require_safe
def theme(request: HttpRequest, digest: str) -> HttpResponse:
    """The network's colours as CSS; an old address gives today's colours, without being kept."""
    palette = NetworkSettings.for_request(request).palette
    response = HttpResponse(stylesheet(palette), content_type="text/css; charset=utf-8")
    if digest == fingerprint(palette):
        patch_cache_control(response, public=True, max_age=YEAR, immutable=True)
    else:
        patch_cache_control(response, no_cache=True)
    return response


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """What search engines may fetch, and where the list of pages is."""
    sitemap = Navigation(request, None).absolute(reverse("sitemap"))
    closed = [reverse("wagtailadmin_home"), "/api/"]
    for language, _name in settings.LANGUAGES:
        with override(language):
            closed += [reverse("account_login"), reverse("search")]
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in closed), "", f"Sitemap: {sitemap}"]
    response = HttpResponse("\n".join(lines) + "\n", content_type="text/plain; charset=utf-8")
    patch_cache_control(response, public=True, max_age=DAY)
    return response


@require_safe
def manifest(request: HttpRequest) -> JsonResponse:
    """How the site looks when somebody puts it on a phone's home screen."""
    network = NetworkSettings.for_request(request)
    icons = [
        ("favicon.svg", "any", "image/svg+xml"),
        ("apple-touch-icon.png", "180x180", "image/png"),
    ]
    data = {
        "name": network.name,
        "short_name": network.name,
        "description": network.tagline,
        "lang": get_language(),
        "start_url": "/",
        "display": "browser",
        "background_color": network.paper,
        "theme_color": network.paper,
        "icons": [
            {"src": drawing(name), "sizes": sizes, "type": kind} for name, sizes, kind in icons
        ],
    }
    response = JsonResponse(data, content_type="application/manifest+json")
    patch_cache_control(response, public=True, max_age=DAY)
    return response


def drawing(name: str) -> str:
    return staticfiles_storage.url(f"home/drawings/{name}")


@require_safe
def browser_icon(request: HttpRequest, name: str) -> HttpResponse:
    """Browsers ask for icons at fixed addresses; the files have fingerprinted ones."""
    response = redirect(drawing(name))
    patch_cache_control(response, public=True, max_age=DAY)
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form that was open too long: say so kindly, and never explain the check itself."""
    return render(request, "403_csrf.html", status=403)
