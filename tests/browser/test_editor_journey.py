"""The main job: an editor logs in, writes a module with a picture and tags, and readers find it at once."""

import re
import secrets
from collections.abc import Iterator

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from members.roles import NETWORK_EDITOR

from .site_people import SitePerson, make_person

TITLE = "Soep op de stoep"
SLUG = "soep-op-de-stoep"
STORY, STEPS, FINDING = range(3)
SEEN = "Buren eten soep aan een lange tafel op straat."
# What Wagtail says by itself: its accessibility checks, and a draft it cannot save while a row is empty.
WAGTAILS_OWN = ["axe.run results", "400 (Bad Request)"]
# Wagtail takes what is there after its first seconds for what was there already.
WATCH = """addEventListener("w-unsaved:watch-edits", () => {
  document.documentElement.dataset.watched = "";
});"""
REMOVE = f"""
from modules_library.models import ModulePage
from wagtail.images.models import Image
for page in ModulePage.objects.filter(slug__startswith="{SLUG}"):
    page.delete()
Image.objects.filter(title="{TITLE}").delete()
"""


@pytest.fixture(scope="module")
def editor(live_site) -> Iterator[SitePerson]:
    yield make_person(live_site, "schrijver@voorbeeld.nl", "Sjaan Schrijver", NETWORK_EDITOR)
    live_site.manage("shell", "-c", REMOVE)


@pytest.fixture
def photo(tmp_path):
    """A picture nobody uploaded before, or Wagtail asks whether it is a double."""
    picture = Image.frombytes("RGB", (40, 30), secrets.token_bytes(3600)).resize((1200, 900))
    picture.save(tmp_path / "soep.png")
    return tmp_path / "soep.png"


def open_tab(page: Page, place: int) -> None:
    """By place: the names of the tabs, and so their ids, are in the editor's language."""
    page.locator("form [role=tab]").nth(place).click()


def upload_picture(page: Page, photo) -> None:
    page.locator("#id_picture-chooser .unchosen button").click()
    page.locator("#tab-label-upload").click()
    page.locator("#id_image-chooser-upload-file").set_input_files(photo)
    page.locator("#id_image-chooser-upload-title").fill(TITLE)
    page.locator("#tab-upload form [type=submit]").click()
    expect(page.locator("#id_picture-chooser .chosen")).to_be_visible()


def add_step(page: Page, number: int, title: str, minutes: int) -> None:
    page.locator("[data-contentpath=steps] .c-sf-add-button").last.click()
    page.locator(f"[name=steps-{number}-value-title]").fill(title)
    page.locator(f"[name=steps-{number}-value-minutes]").fill(str(minutes))


def publish(page: Page) -> None:
    page.locator("footer [data-w-dropdown-target=toggle]").click()
    page.locator("[name=action-publish]").click()


def tell_the_story(page: Page, photo) -> None:
    page.locator("#id_title").fill(TITLE)
    page.locator("#id_kind").select_option("instrument")
    page.locator("#id_summary").fill("Kook samen soep. Wie langs loopt, eet mee en praat mee.")
    upload_picture(page, photo)


def fill_in_the_steps(page: Page) -> None:
    open_tab(page, STEPS)
    page.locator("#id_duration_min").fill("45")
    page.locator("#id_duration_max").fill("90")
    add_step(page, 0, "Snijden", 20)
    add_step(page, 1, "Koken en eten", 40)


def make_it_findable(page: Page) -> None:
    open_tab(page, FINDING)
    page.locator("[name=goals]").nth(1).check()
    for tag in ("soep", "samen koken"):
        page.locator(".tagit-new input").first.fill(tag)
        page.keyboard.press("Enter")


def wait_for_the_check_list(page: Page) -> None:
    """The draft saves itself, and the list keeps up: only the description is needed still.

    Two more are advice: notes for facilitators, and text enough to tell how plain it is.
    """
    page.wait_for_url("**/edit/**")
    page.locator("[data-side-panel-toggle=checklist]").click()
    expect(page.locator(".aiw-checklist__line--needed")).to_have_count(1)
    expect(page.locator(".aiw-checklist__line--done")).to_have_count(3)


def test_editor_writes_a_module_and_readers_find_it_at_once(visit, editor, photo):
    window = visit(height=1000, expected=WAGTAILS_OWN)
    page = window.page
    editor.log_in(page, window.origin)
    page.wait_for_url("**/admin/")
    page.add_init_script(WATCH)
    page.locator(".first-steps__list a").first.click()
    expect(page.locator("html[data-watched]")).to_be_attached()
    tell_the_story(page, photo)
    fill_in_the_steps(page)
    make_it_findable(page)
    wait_for_the_check_list(page)
    publish(page)
    expect(page.locator(".error-message")).to_have_count(1)

    open_tab(page, STORY)
    page.locator("#id_picture_alt").fill(SEEN)
    publish(page)
    page.wait_for_url(re.compile(r"/admin/pages/\d+/$"))
    expect(page.locator(".messages .success")).to_contain_text(TITLE)

    page = window.open(f"/modules/{SLUG}/")
    expect(page.locator("h1")).to_have_text(TITLE)
    expect(page.get_by_alt_text(SEEN)).to_be_visible()
    expect(page.get_by_text("Koken en eten").first).to_be_visible()
    visitor_finds_it_everywhere(visit())


def visitor_finds_it_everywhere(window) -> None:
    for path in ("/modules/?q=soep", "/zoeken/?query=soep"):
        page = window.open(path)
        expect(page.get_by_role("main").get_by_role("link", name=TITLE).first).to_be_visible()
    answer = window.page.request.get(f"{window.origin}/api/v3/modules/?q=soep").json()
    assert TITLE in [module["title"] for module in answer["items"]]


def test_editor_works_on_a_phone(visit, editor):
    window = visit(width=360, height=780, expected=WAGTAILS_OWN)
    page = window.page
    editor.log_in(page, window.origin)
    page.wait_for_url("**/admin/")
    window.open("/admin/modules_library/modulepage/")
    page.locator(".field-title a").first.click()
    expect(page.locator("#id_title")).to_be_visible()
    page.locator("[data-side-panel-toggle=checklist]").click()
    expect(page.locator(".aiw-checklist__line").first).to_be_visible()


def test_check_list_keeps_to_the_newest_draft(visit, editor):
    """An answer about an older draft that comes late must not replace a newer one."""
    window = visit(expected=WAGTAILS_OWN)
    page, asked = window.page, []
    editor.log_in(page, window.origin)
    page.wait_for_url("**/admin/")
    window.open("/admin/modules_library/modulepage/")
    page.locator(".field-title a").first.click()
    expect(page.locator("#id_title")).to_be_visible()

    def hold(route) -> None:  # Playwright takes no method of a list.
        asked.append(route)

    page.route("**/checklist/", hold)
    for _draft in ("older", "newer"):
        with page.expect_request("**/checklist/"):
            page.locator("[data-side-panel-toggle=checklist]").click()
    asked[1].fulfill(body="<p>nieuw</p>", content_type="text/html")
    expect(page.locator("[data-checklist]")).to_have_text("nieuw")
    with page.expect_response("**/checklist/"):
        asked[0].fulfill(body="<p>oud</p>", content_type="text/html")
    page.evaluate("() => new Promise((painted) => requestAnimationFrame(painted))")
    expect(page.locator("[data-checklist]")).to_have_text("nieuw")


def test_preview_beside_the_editor_shows_the_page(visit, editor):
    window = visit(expected=WAGTAILS_OWN)
    page = window.page
    editor.log_in(page, window.origin)
    page.wait_for_url("**/admin/")
    window.open("/admin/modules_library/modulepage/")
    page.locator(".field-title a").first.click()
    title = page.locator("#id_title").input_value()
    page.locator("[data-side-panel-toggle=preview]").click()
    preview = page.frame_locator("iframe[title]").first
    expect(preview.locator("h1")).to_have_text(title)
