"""A real Chromium that looks at the site as a server runs it, and reports whatever goes wrong."""

import os
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from ipaddress import IPv4Network
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

# A machine that is busy with other tests is slow; one that is wrong stays wrong.
expect.set_options(timeout=20_000)

HERE = Path(__file__).parent
# Chromium looks for updates and news of its own; a test has no network but the site.
QUIET = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-default-apps",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
]
# Each window is another household: together they send more than one may in an hour.
ADDRESSES = map(str, IPv4Network("198.18.0.0/15").hosts())
# Whatever breaks the content security policy tells so on the document.
WATCH_POLICY = """
document.addEventListener("securitypolicyviolation", (event) => {
  console.error(`CSP: ${event.violatedDirective} ${event.blockedURI} ${event.sample}`);
});
"""


def pytest_collection_modifyitems(items):
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.browser)


def find_chromium() -> str | None:
    names = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
    return next(filter(None, map(shutil.which, names)), None)


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    path = find_chromium()
    if not path and os.environ.get("CI"):
        pytest.fail("Chromium is missing: install Debian's package chromium.")
    if not path:
        pytest.skip("Chromium is missing")
    as_root = ["--no-sandbox"] if os.geteuid() == 0 else []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=QUIET + as_root)
        yield browser
        browser.close()


@dataclass
class Visit:
    """A page in the browser, and what went wrong on it."""

    page: Page
    origin: str
    problems: list[str] = field(default_factory=list)
    expected: tuple[str, ...] = ()

    def __post_init__(self):
        self.page.on("console", self.note_console)
        self.page.on("pageerror", lambda error: self.problems.append(f"script: {error}"))
        self.page.on("requestfailed", self.note_failure)
        self.page.on("request", self.note_stranger)

    def open(self, path: str) -> Page:
        self.page.goto(self.origin + path, wait_until="load")
        return self.page

    def note_console(self, message) -> None:
        if message.type in {"error", "warning"}:
            self.problems.append(f"console: {message.text} {message.location.get('url', '')}")

    def note_failure(self, request) -> None:
        if request.failure != "net::ERR_ABORTED":
            self.problems.append(f"failed: {request.url} {request.failure}")

    def note_stranger(self, request) -> None:
        if urlsplit(request.url).scheme not in {"data", "blob"} and not request.url.startswith(
            self.origin
        ):
            self.problems.append(f"elsewhere: {request.url}")

    def unexpected(self) -> list[str]:
        return [each for each in self.problems if not any(part in each for part in self.expected)]


@pytest.fixture
def visit(chromium, live_site):
    """Open a window: `visit(width=320, dark=True).open("/")`. Afterwards nothing may have gone wrong."""
    contexts, visits = [], []

    def window(
        *, width=1280, height=900, dark=False, scripts=True, expected=(), **options
    ) -> Visit:
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
            java_script_enabled=scripts,
            locale="nl-NL",
            extra_http_headers={"X-Forwarded-For": next(ADDRESSES)},
            **options,
        )
        context.add_init_script(WATCH_POLICY)
        context.set_default_navigation_timeout(90_000)
        contexts.append(context)
        visits.append(Visit(context.new_page(), live_site.url, expected=expected))
        return visits[-1]

    yield window
    for context in contexts:
        context.close()
    assert not [problem for each in visits for problem in each.unexpected()]
