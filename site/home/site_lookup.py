"""Which site and network a request is for, looked up once and then remembered."""

from django.utils.functional import SimpleLazyObject
from wagtail.models import Site

from .generations import recall
from .models import NetworkSettings


def know_site(get_response):
    """Middleware that hands each request its site and settings, for Wagtail to find there."""

    def middleware(request):
        if request.method in ("GET", "HEAD"):
            introduce(request)
        return get_response(request)

    return middleware


def introduce(request) -> None:
    site = recall(f"site:{request.get_host()}", lambda: Site.find_for_request(request))
    if site:
        request._wagtail_site = site  # noqa: SLF001 - where Site.find_for_request looks
        network = SimpleLazyObject(lambda: settings_of(site, request))
        setattr(request, NetworkSettings.get_cache_attr_name(), network)


def settings_of(site: Site, request) -> NetworkSettings:
    """Only pages show them; an answer of the API does without."""
    network = recall(f"settings:{site.pk}", lambda: NetworkSettings.for_site(site))
    network._request = request  # noqa: SLF001 - as for_request does
    return network
