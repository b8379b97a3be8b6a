"""What is asked of the site in the measurements, and how queries are counted."""

from django.core.cache import cache
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from modules_library.models import ModulePage

FEW, MANY = 30, 10_000


def addresses(catalogue) -> dict[str, str]:
    module = ModulePage.objects.child_of(catalogue).first()
    return {
        "catalogue": catalogue.url,
        "filtered": f"{catalogue.url}?kind=instrument&goal=team&duration=30-60",
        "searched": f"{catalogue.url}?q=keuken",
        "module": module.url,
        "API list": "/api/v3/modules/",
    }


def count_queries(client: Client, path: str) -> int:
    """With all caches empty; the first visit only loads templates and the like."""
    client.get(path)
    cache.clear()
    with CaptureQueriesContext(connection) as captured:
        assert client.get(path).status_code == 200
    return len(captured)
