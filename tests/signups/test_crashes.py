"""Server and worker are killed while people sign up: what was thanked for is there, once."""

import os
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.server import ROOT, Server, environment_for, fresh_database, serve, wait_until_ready

from .hostile import Sent, encoded, placeholders
from .live import LivePage, make_page
from .visitors import QUESTION

pytestmark = [
    pytest.mark.postgresql,
    pytest.mark.slow,
    pytest.mark.skipif(
        not os.environ.get("DATABASE_URL", "").startswith("postgres"), reason="needs PostgreSQL"
    ),
]
PEOPLE = 120
KILLS = 4
PATIENCE = 60  # seconds
NEVER = threading.Event()


@pytest.fixture
def crashing(tmp_path) -> Iterator[tuple[LivePage, subprocess.Popen]]:
    """A page on a server with a queue that nobody empties yet, and the server's process."""
    with socket.create_server(("127.0.0.1", 0)) as listener, fresh_database(tmp_path) as database:
        url = f"http://localhost:{listener.getsockname()[1]}"
        environment = environment_for(tmp_path, url, database)
        queue = {"TASKS_BACKEND": "database", "EMAIL_URL": f"filemail:///{tmp_path}/mail"}
        server = Server(url, environment | queue)
        server.manage("migrate", "--verbosity", "0")
        page = make_page(server)
        with (tmp_path / "server.log").open("w") as log:
            process = serve(server, listener, log)
            try:
                wait_until_ready(server, process, tmp_path / "server.log")
                yield page, process
            finally:
                process.terminate()
                process.wait(timeout=20)


def kill_workers(process: subprocess.Popen) -> None:
    """`kill -9` of whoever answers requests now; gunicorn itself starts the next."""
    children = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    for child in children:
        os.kill(int(child), signal.SIGKILL)


def insist(page: LivePage, sent: Sent) -> bool:
    """Send the same form until there is an answer, as people do who see an error of their browser."""
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline:
        try:
            return page.is_thanked(page.post(sent))
        except OSError:
            continue
    return False


def test_request_that_was_thanked_for_is_there_once_with_one_mail(crashing, tmp_path):
    page, process = crashing
    forms = [Sent(encoded(placeholders(QUESTION))).fresh(page.stamp) for _ in range(PEOPLE)]
    groups = [forms[number::KILLS] for number in range(KILLS)]
    with ThreadPoolExecutor(8) as pool:
        waiting = []
        for group in groups:
            waiting += [pool.submit(insist, page, form) for form in group]
            waiting[-len(group) // 2].result()  # In the middle of it.
            kill_workers(process)
        thanked = [each.result() for each in waiting]
    assert thanked == [True] * PEOPLE
    rows = page.rows()
    assert len(rows["keys"]) == len(set(rows["keys"])) == PEOPLE
    assert rows["mails"] == [1] * PEOPLE
    send_mail_with_a_worker_that_dies(page.site, tmp_path / "mail")
    assert page.rows()["mails"] == [0] * PEOPLE
    assert len(addresses(tmp_path / "mail")) == PEOPLE


def send_mail_with_a_worker_that_dies(site: Server, mailbox: Path) -> None:
    """Kill it after its first mails; cron and the next worker do the rest."""
    command = [sys.executable, str(ROOT / "site/manage.py"), "db_worker", "--interval", "0.05"]
    worker = subprocess.Popen(command, env=site.environment, stderr=subprocess.DEVNULL)
    try:
        wait_for(lambda: mailbox.is_dir() and len(list(mailbox.iterdir())) > 0)
    finally:
        worker.kill()
        worker.wait()
    site.manage("run_scheduled_jobs")
    site.manage("db_worker", "--batch")


def wait_for(happens) -> None:
    deadline = time.monotonic() + PATIENCE
    while not happens():
        assert time.monotonic() < deadline, "it did not happen in time"
        NEVER.wait(0.05)


def addresses(mailbox: Path) -> set[str]:
    lines = [line for file in mailbox.iterdir() for line in file.read_text().splitlines()]
    return {line.removeprefix("To: ") for line in lines if line.startswith("To: ")}
