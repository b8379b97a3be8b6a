"""Which site and network a request is for, looked up once and then remembered."""

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
    site, network = recall(f"site:{request.get_host()}", lambda: site_and_settings(request))
    if site:
        request._wagtail_site = site  # noqa: SLF001 - where Site.find_for_request looks
        network._request = request  # noqa: SLF001 - as for_request does
        setattr(request, NetworkSettings.get_cache_attr_name(), network)


def site_and_settings(request) -> tuple[Site | None, NetworkSettings | None]:
    site = Site.find_for_request(request)
    return site, site and NetworkSettings.for_site(site)
