"""The whole site as a server runs it: production settings, gunicorn, hashed static files, demo content."""

import os
import secrets
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from email.message import Message
from pathlib import Path
from urllib.parse import urlsplit

ROOT = Path(__file__).resolve().parents[1]
READY_WITHIN = 30  # seconds


@dataclass(frozen=True)
class Server:
    url: str
    environment: dict

    def __str__(self) -> str:
        return self.url

    def address(self, path: str) -> str:
        return self.url + path

    def get(self, path: str, **headers: str) -> "Answer":
        """The answer to one request as it goes over the wire; redirects and errors included."""
        request = urllib.request.Request(self.address(path), headers=headers)
        try:
            with urllib.request.build_opener(Unfollowed).open(request, timeout=30) as response:
                return Answer(response.status, response.headers, response.read())
        except urllib.error.HTTPError as error:
            with error:
                return Answer(error.status, error.headers, error.read())

    def manage(self, *command: str) -> str:
        return manage(self.environment, *command)


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Message
    body: bytes


class Unfollowed(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args, **kwargs):
        return None


@contextmanager
def running_site(folder: Path) -> Iterator[Server]:
    """Set up a fresh site in a folder and serve it on a free port until the block ends."""
    with socket.create_server(("127.0.0.1", 0)) as listener, fresh_database(folder) as database:
        url = f"http://localhost:{listener.getsockname()[1]}"
        server = Server(url, environment_for(folder, url, database))
        for command in (
            ["migrate", "--verbosity", "0"],
            ["load_demo"],
            ["collectstatic", "--no-input"],
        ):
            server.manage(*command)
        compress_our_files(folder / "static")
        with (folder / "server.log").open("w") as log:
            process = serve(server, listener, log)
            try:
                wait_until_ready(server, process, folder / "server.log")
                yield server
            finally:
                process.terminate()
                process.wait(timeout=20)


def environment_for(folder: Path, url: str, database: str) -> dict:
    return os.environ | {
        "ALLOWED_HOSTS": "localhost,127.0.0.1",
        "BASE_URL": url,
        "CACHE_URL": "locmemcache://",
        "DATABASE_URL": database,
        "DJANGO_SETTINGS_MODULE": "tests.live_settings",
        "EMAIL_URL": "dummymail://",
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "site")]),
        "REQUIRE_ADMIN_MFA": "false",
        "SECRET_KEY": secrets.token_urlsafe(50),
        "SECURE_SSL_REDIRECT": "false",
        "TASKS_BACKEND": "immediate",
        "THREADS": "8",
        "VAR_DIR": str(folder),
        "WEB_CONCURRENCY": "1",
    }


def manage(environment: dict, *command: str) -> str:
    done = subprocess.run(
        [sys.executable, str(ROOT / "site/manage.py"), *command],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"manage.py {' '.join(command)}:\n{done.stdout}\n{done.stderr}"
    return done.stdout


def compress_our_files(folder: Path) -> None:
    """What whitenoise's storage does in production for every file, here for those of our own pages."""
    for app in ("home", "modules_library", "cop_pages", "django_htmx"):
        if (folder / app).is_dir():
            command = [sys.executable, "-m", "whitenoise.compress", "--quiet", str(folder / app)]
            subprocess.run(command, check=True)


def serve(server: Server, listener: socket.socket, log) -> subprocess.Popen:
    """The port is ours already, so that nobody can take it in between."""
    config, handle = str(ROOT / "site/gunicorn.conf.py"), listener.fileno()
    return subprocess.Popen(
        [sys.executable, "-m", "gunicorn", "-c", config, "--bind", f"fd://{handle}", "tests.wsgi"],
        cwd=ROOT,
        env=server.environment,
        pass_fds=[handle],
        stdout=log,
        stderr=log,
    )


def wait_until_ready(server: Server, process: subprocess.Popen, log: Path) -> None:
    deadline = time.monotonic() + READY_WITHIN
    while time.monotonic() < deadline and process.poll() is None:
        try:
            if server.get("/robots.txt").status == 200:
                return
        except OSError:
            pass
    raise AssertionError(f"The server did not start:\n{log.read_text()}")


@contextmanager
def fresh_database(folder: Path) -> Iterator[str]:
    """The address of an empty database of the kind that DATABASE_URL names; SQLite without."""
    address = os.environ.get("DATABASE_URL", "")
    if not address.startswith("postgres"):
        yield f"sqlite:///{folder / 'site.sqlite3'}"
        return
    import psycopg

    name = f"test_site_{secrets.token_hex(6)}"
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        try:
            yield urlsplit(address)._replace(path=f"/{name}").geturl()
        finally:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)")
