"""Finding a facilitator in a browser: an editor asks, somebody answers on a phone, the editor chooses."""

import secrets

import pytest
from playwright.sync_api import Page, expect

from members.roles import NETWORK_MODERATOR
from tests.signups.live import run

from .checks import SMALL_TARGETS, fits, violations
from .site_people import make_person

BUILD = """
from cop_pages.models import CircleIndexPage
from signups.starting_mails import ensure_mail_templates
from tests.cop_pages.factories import CircleIndexPageFactory, CopPageFactory, MembershipFactory
from tests.signups.factories import FacilitatorProfileFactory, SignUpFactory
ensure_mail_templates()
index = CircleIndexPage.objects.first() or CircleIndexPageFactory(slug="cirkels-{name}")
cop = CopPageFactory(title="CoP {name}", slug="cop-{name}", parent=index, place="Waterwijk",
                     municipality="Gemeente {name}", status="active")
led = CopPageFactory(title="Geleid {name}", slug="geleid-{name}", parent=index, status="active")
MembershipFactory(circle=led, role="facilitator")
sign_up = SignUpFactory(name="Vera {name}", placed_in=cop, status="placed")
for name, origin in (("Roos", "wijk"), ("Kees", "network")):
    FacilitatorProfileFactory(name=f"{{name}} {name}", email=f"{{name}}-{name}@example.org",
                              origin=origin, place="Waterwijk",
                              municipalities=["Gemeente {name}"])
print(sign_up.pk)
"""
# The mail is in a queue of the server's: this gives its link a secret that we know.
KNOW_THE_LINK = """
from cop_pages.models.people import hash_token
from signups.models import FacilitatorRequest
asked = FacilitatorRequest.objects.get(profile__email="Roos-{name}@example.org")
asked.token_hash = hash_token("geheim-{name}")
asked.save()
print(asked.state)
"""


@pytest.fixture(scope="module")
def name() -> str:
    return secrets.token_hex(3)


@pytest.fixture(scope="module")
def case(live_site, name) -> str:
    pk = run(live_site, BUILD.format(name=name))
    return f"/admin/signups/signup/inspect/{pk}/"


@pytest.fixture(scope="module")
def editor(live_site, name):
    return make_person(live_site, f"mo-{name}@example.org", "Mo Derator", role=NETWORK_MODERATOR)


def of_ours(page: Page) -> list[str]:
    """What axe finds in our part of the admin; the frame around it is Wagtail's."""
    return violations(page, context=".intake")


def check(page: Page, where: str) -> None:
    assert not violations(page), where
    fits(page, where)


def test_editor_searches_somebody_answers_by_link_and_the_editor_chooses(
    visit, live_site, case, editor, name
):
    desk = visit(expected=["422"])
    editor.log_in(desk.page, live_site.url)
    expect(desk.page).not_to_have_url(f"{live_site.url}/account/login/")
    page = desk.open(case)
    page.locator("form[action$='/facilitator/'] button").click()
    expect(page.locator("h1")).to_contain_text(f"CoP {name}")
    search = page.url.removeprefix(live_site.url)
    people = page.locator(".intake-search__who")
    expect(people.first).to_contain_text(f"Roos {name}")
    expect(page.locator(".intake-reasons").first.locator("li")).not_to_have_count(0)
    assert not of_ours(page), "search"

    page.locator("form[action$='/ask/'] > button").click()
    expect(page.locator(".help-critical")).to_be_visible()
    people.first.click()
    page.locator("[name=message]").fill("Iets voor jou?")
    page.locator("form[action$='/ask/'] > button").click()
    expect(page.locator(".intake-case__side")).to_contain_text(f"Roos {name}")

    assert run(live_site, KNOW_THE_LINK.format(name=name)) == "asked"
    phone = visit(width=360)
    answer_on_a_phone(phone.open(f"/procesbegeleiding/geheim-{name}/"))

    page = desk.open(search)
    assert not of_ours(page), "answered"
    page.locator(".intake-sure:has(form[action*='/choose/']) summary").click()
    page.locator("form[action*='/choose/'] button").click()
    expect(page.locator("form[action*='/choose/']")).to_have_count(0)
    expect(page.locator("form[action$='/ask/']")).to_have_count(0)
    assert not of_ours(page), "chosen"

    page = phone.open(f"/procesbegeleiding/geheim-{name}/")
    expect(page.locator("[name=decision]")).to_have_count(0)
    check(page, "chosen, on a phone")


def answer_on_a_phone(page: Page) -> None:
    """For real: a policy that hides where a form came from lets no answer through."""
    expect(page.locator("main")).to_contain_text("Iets voor jou?")
    check(page, "question")
    assert page.evaluate(SMALL_TARGETS) == 0
    page.locator("[name=text]").fill("Graag, ik woon om de hoek.")
    for decision in ("no", "yes"):
        page.locator(f"[name=decision][value={decision}]").click()
        expect(page.get_by_role("status")).to_be_visible()
        expect(page.locator("[name=text]")).to_have_value("Graag, ik woon om de hoek.")
        check(page, f"answered {decision}")


def test_overview_and_hand_over_pass_axe(visit, live_site, editor, case):
    desk = visit()
    editor.log_in(desk.page, live_site.url)
    expect(desk.page).not_to_have_url(f"{live_site.url}/account/login/")
    page = desk.open("/admin/signups/searches/")
    assert not of_ours(page), "overview"
    page.locator("a[href$='/hand-over/']").first.click()
    expect(page.locator("[name=successor]")).to_be_visible()
    assert not of_ours(page), "hand-over"
