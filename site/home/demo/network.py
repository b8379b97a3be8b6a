"""Languages, the site record and the network's settings."""

from urllib.parse import urlsplit

from django.conf import settings
from wagtail.models import Locale, Site

from ..models import NetworkSettings
from .content import LANGUAGES, read
from .ledger import Ledger

OWN_MACHINE = ("localhost", "127.0.0.1")
HTTP_PORTS = {"http": 80, "https": 443}


def locales() -> dict[str, Locale]:
    return {code: Locale.objects.get_or_create(language_code=code)[0] for code in LANGUAGES}


def follow_base_url() -> Site:
    """On a laptop the port may differ from start to start; a real host name is left alone."""
    site = Site.objects.select_related("root_page").get(is_default_site=True)
    address = urlsplit(settings.WAGTAILADMIN_BASE_URL)
    port = address.port or HTTP_PORTS.get(address.scheme, 80)
    if site.hostname in OWN_MACHINE and (site.hostname, site.port) != (address.hostname, port):
        site.hostname, site.port = address.hostname, port
        site.save()
    return site


def lay_network(ledger: Ledger, site: Site) -> None:
    texts = read("pages").get("network", {})

    def make(existing):
        network = existing or NetworkSettings.for_site(site)
        network.name = texts.get("name", network.name)
        network.tagline_nl, network.tagline_en = texts["tagline_nl"], texts["tagline_en"]
        network.contact_email = texts["contact_email"]
        network.footer_nl, network.footer_en = texts["contact_text_nl"], texts["contact_text_en"]
        network.save()
        return network

    with ledger.section("Network settings"):
        if texts:
            ledger.lay("network", texts["name"], NetworkSettings, make)
