"""The directory without a connection: what was seen is there, and nothing that is for members."""

import pytest
from playwright.sync_api import expect

from .test_circles import LiveCircle, circle  # noqa: F401 - a fixture

KEPT = """async () => {
  const texts = {};
  for (const name of await caches.keys()) {
    const store = await caches.open(name);
    for (const each of await store.keys()) {
      texts[new URL(each.url).pathname] = await (await store.match(each)).text();
    }
  }
  return texts;
}"""
OFFLINE = ["ERR_INTERNET_DISCONNECTED", "ERR_FAILED"]


def wait_until_kept(page, path: str) -> None:
    page.wait_for_function("() => navigator.serviceWorker.controller?.state === 'activated'")
    page.wait_for_function(
        """async (path) => {
          const found = await caches.match(location.origin + path, { ignoreVary: true });
          return Boolean(found);
        }""",
        arg=path,
    )


@pytest.fixture
def window(visit):
    return visit(expected=OFFLINE)


def test_directory_is_there_after_one_visit(window, circle: LiveCircle):  # noqa: F811
    directory = circle.path("{directory}")
    page = window.open(directory)
    for part in (directory, f"{directory}points/", "/static/cop_pages/map.js"):
        wait_until_kept(page, part)
    expect(page.locator("#cp-offline")).to_be_hidden()
    page.context.set_offline(True)
    page.reload()
    expect(page.locator("#cp-offline")).to_be_visible()
    expect(page.locator(".cp-entries li").first).to_be_visible()
    expect(page.locator("#cp-map .leaflet-container")).to_have_count(1)
    window.open(circle.path("{profile}"))
    expect(page.locator("#cp-count")).to_be_visible()


def test_profile_that_was_opened_is_there(window, circle: LiveCircle):  # noqa: F811
    page = window.open(circle.path("{profile}"))
    wait_until_kept(page, circle.path("{profile}"))
    title = page.locator("h1").inner_text()
    page.context.set_offline(True)
    page.reload()
    expect(page.locator("h1")).to_have_text(title)


def test_nothing_for_members_is_kept(window, circle: LiveCircle):  # noqa: F811
    circle.log_in(window, "member")
    profile, project = circle.path("{profile}"), circle.path("{project}")
    page = window.open(profile)
    expect(page.get_by_role("main")).to_contain_text("Jij mag naar binnen kijken")
    wait_until_kept(page, profile)
    for path in (project, "/cirkels/", profile):
        window.open(path)
    kept = page.evaluate(KEPT)
    assert profile in kept
    assert not [path for path in kept if path.startswith(("/projecten", "/cirkels", "/account"))]
    assert not [path for path, text in kept.items() if "/account/logout/" in text]
    assert "naar binnen kijken" not in kept[profile]
