"""What a server has besides the site itself: a shared cache, and a worker for the tasks."""

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator

import pytest

from .server import Server


@pytest.fixture(scope="module")
def redis(tmp_path_factory) -> Iterator[str]:
    """A Redis of our own on a free port."""
    program = shutil.which("redis-server")
    if not program and os.environ.get("CI"):
        pytest.fail("Redis is missing: install Debian's package redis-server.")
    if not program:
        pytest.skip("Redis is missing")
    port = free_port()
    options = ["--port", str(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
    folder = tmp_path_factory.mktemp("redis")
    process = subprocess.Popen([program, *options, "--dir", folder], stdout=subprocess.DEVNULL)
    wait_for(port)
    yield f"rediscache://127.0.0.1:{port}/0"
    process.terminate()
    process.wait(timeout=10)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return listener.getsockname()[1]


def wait_for(port: int) -> None:
    deadline = time.monotonic() + 10
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            assert time.monotonic() < deadline, "Redis did not start"
        else:
            return


@pytest.fixture
def with_worker(live_site) -> Server:
    """The live site's database, as seen by a process that leaves its tasks to a worker."""
    if "SITE_URL" in os.environ:
        pytest.skip("a site of somebody else's: its database is left alone")
    return Server(live_site.url, live_site.environment | {"TASKS_BACKEND": "database"})


def test_processes_share_what_they_keep_in_redis(with_worker, redis):
    site = Server(with_worker.url, with_worker.environment | {"CACHE_URL": redis})
    use = "from django.core.cache import cache; "
    site.manage("shell", "-v0", "-c", use + "cache.set('frog', 'kwaak', 60)")
    assert site.manage("shell", "-v0", "-c", use + "print(cache.get('frog'))").strip() == "kwaak"


EDIT = """
from modules_library.models import ModulePage
page = ModulePage.objects.get(slug="oogstfeest")
page.summary = "Vier wat er gegroeid is, met kwaakworker."
page.save_revision().publish()
"""
COUNT = """
from django_tasks_db.models import DBTaskResult
print(*(DBTaskResult.objects.filter(status=status).count() for status in ("READY", "SUCCESSFUL", "FAILED")))
"""


def test_worker_does_what_an_edit_left_to_it(with_worker):
    with_worker.manage("shell", "-v0", "-c", EDIT)
    waiting, _done, _failed = map(int, with_worker.manage("shell", "-v0", "-c", COUNT).split())
    assert waiting > 0
    with_worker.manage("db_worker", "--batch", "--no-startup-delay")
    waiting, done, failed = map(int, with_worker.manage("shell", "-v0", "-c", COUNT).split())
    assert (waiting, failed) == (0, 0)
    assert done > 0
    assert b"Oogstfeest" in with_worker.get("/zoeken/?query=kwaakworker").body


def test_scheduled_jobs_run(with_worker):
    for command in (
        "run_scheduled_jobs",
        "publish_scheduled",
        "clearsessions",
        "prune_db_task_results",
    ):
        with_worker.manage(command)
