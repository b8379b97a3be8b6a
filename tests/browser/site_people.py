"""People on the running site, made as an administrator with a shell would make them."""

from dataclasses import dataclass

from playwright.sync_api import Page

from tests.factories import PASSWORD

MAKE = """
from members.addresses import verify
from members.models import Member
from members.roles import group_for
Member.objects.filter(email="{email}").delete()
member = Member.objects.create_user("{email}", "{password}", name="{name}")
verify(member)
if "{role}":
    member.groups.add(group_for("{role}"))
"""


COOKIE = "__Host-sessionid"


def take_session(window, key: str) -> None:
    """Whoever this session belongs to looks through the window from now on."""
    # Chromium takes a secure cookie from a secure address only, and sends it to localhost.
    url = window.origin.replace("http://", "https://")
    window.page.context.add_cookies([{"name": COOKIE, "value": key, "url": url}])


@dataclass(frozen=True)
class SitePerson:
    email: str
    password: str = PASSWORD

    def log_in(self, page: Page, origin: str) -> None:
        page.goto(f"{origin}/account/login/")
        page.locator("#id_login").fill(self.email)
        page.locator("#id_password").fill(self.password)
        page.locator("#id_password").press("Enter")


def make_person(site, email: str, name: str, role: str = "") -> SitePerson:
    site.manage("shell", "-c", MAKE.format(email=email, name=name, role=role, password=PASSWORD))
    return SitePerson(email)
