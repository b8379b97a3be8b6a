"""What every test may ask for: a small network with pages, and people in each role."""

import os
import shutil
from collections.abc import Iterator
from copy import deepcopy

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from .network import Network, build_network
from .people import build_people
from .server import Server, running_site


def pytest_configure(config):
    """Public and private files of this process go when it ends."""
    config.add_cleanup(lambda: shutil.rmtree(settings.MEDIA_ROOT.parent, ignore_errors=True))


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config, log):
    """What a browser test leaves on the site, those below it in the file may read; others run anywhere."""
    from xdist.scheduler import LoadScopeScheduling

    class BrowserFilesWhole(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            path = nodeid.split("::", 1)[0]
            return path if path.startswith("tests/browser/") else nodeid

    return BrowserFilesWhole(config, log)


@pytest.fixture(autouse=True)
def empty_cache():
    """Rate limits and cached answers of one test must not reach the next."""
    cache.clear()


@pytest.fixture
def network(request, db) -> Network:
    """A site with home, page, catalogue, modules, a draft and private things (see tests/network.py)."""
    built = built_before(request)
    return deepcopy(built[0]) if built else build_network()


@pytest.fixture
def people(request, db) -> dict:
    """One person per role; the visitor has no account."""
    built = built_before(request)
    return deepcopy(built[1]) if built else build_people()


def built_before(request) -> tuple[Network, dict] | None:
    return request.getfixturevalue("built_once") if "built_once" in request.fixturenames else None


@pytest.fixture(scope="module")
def built_once(django_db_setup, django_db_blocker) -> Iterator[tuple[Network, dict]]:
    """Network and people for all tests of a file, each of which undoes only what it did itself.

    For a file whose tests nearly all use them: `pytestmark = pytest.mark.usefixtures("built_once")`.
    """
    with django_db_blocker.unblock(), transaction.atomic():
        yield build_network(), build_people()
        transaction.set_rollback(True)


@pytest.fixture
def client_of(client, people):
    """A browser per role: `client_of("editor").get(…)`."""

    def log_in(role: str):
        client.logout()
        if people[role]:
            client.force_login(people[role])
        return client

    return log_in


@pytest.fixture
def queries_of(client):
    """How many queries a page takes, once all that is cached is cached."""

    def count(path: str) -> int:
        client.get(path)
        with CaptureQueriesContext(connection) as caught:
            assert client.get(path).status_code == 200
        return len(caught)

    return count


@pytest.fixture(scope="session")
def live_site(tmp_path_factory) -> Iterator[Server]:
    """The demo network on a real server, one for each process of a test run.

    SITE_URL=http://localhost:8000 looks at a site that runs already, e.g. that of `make run`.
    """
    if url := os.environ.get("SITE_URL"):
        yield Server(url.rstrip("/"), dict(os.environ))
        return
    with running_site(tmp_path_factory.mktemp("site")) as server:
        yield server


def pytest_terminal_summary(terminalreporter):
    """A skipped browser test is easily overlooked; this is not."""
    skipped = terminalreporter.stats.get("skipped", [])
    if any("Chromium is missing" in str(report.longrepr) for report in skipped):
        terminalreporter.section("THE BROWSER TESTS DID NOT RUN", sep="!", red=True, bold=True)
        terminalreporter.line(
            "Chromium is missing. On Debian and Ubuntu: sudo apt install chromium"
        )
