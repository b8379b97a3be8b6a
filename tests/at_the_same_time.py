"""Two who write at one moment: only PostgreSQL lets them meet."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event

import pytest
from django.db import connection
from django.test import Client
from wagtail.models import Locale, Page, Site

ON_POSTGRESQL = [
    pytest.mark.postgresql,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.skipif(connection.vendor != "postgresql", reason="SQLite has one writer"),
]
WAITING = "SELECT 1 FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = %s"


def together(*works, refusal: type[Exception] | tuple = ()) -> list:
    """What each gives, run in a thread with a connection of its own; None where it was refused."""

    def run(work):
        try:
            return work()
        except refusal:
            return None
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


def wait_for_company(done: Event) -> None:
    """Until somebody waits for a row that this thread holds, or needs no row and is done."""
    while not done.wait(0.02) and not somebody_waits():
        pass


def somebody_waits() -> bool:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_stat_clear_snapshot()"
        )  # Else a transaction sees what it saw before.
        cursor.execute(WAITING, [connection.settings_dict["NAME"]])
        return bool(cursor.fetchone())


def post_together(user, url: str, *forms: dict) -> list[int]:
    """The statuses, sorted, of one user who sends each form from a browser of its own."""
    return sorted(together(*[lambda form=form: post(user, url, form) for form in forms]))


def post(user, url: str, form: dict) -> int:
    client = Client()
    client.force_login(user)
    return client.post(url, form).status_code


def ensure_first_pages() -> None:
    """A test that writes for real may start from a database without even a first page."""
    Locale.objects.get_or_create(language_code="nl")
    root = Page.get_first_root_node() or Page.add_root(instance=Page(title="Root", slug="root"))
    if not Site.objects.filter(is_default_site=True).exists():
        Site.objects.create(hostname="localhost", root_page=root, is_default_site=True)
