"""A sign-up page on a server that runs, and what a browser sends along with a form."""

import json
import secrets
import urllib.error
import urllib.request
from dataclasses import dataclass
from functools import cached_property

from tests.server import Answer, Server, Unfollowed

from .hostile import Sent

BUILD = """
import json
from signups.models import SignUpPage
from tests.signups.factories import PrivacyStatementPageFactory, SignUpPageFactory
from tests.signups.visitors import a_while_ago
statement = PrivacyStatementPageFactory(slug="privacy-{name}")
page = SignUpPageFactory(slug="aanmelden-{name}", title="Meedoen", statement=statement)
print(json.dumps([page.pk, page.url, a_while_ago()]))
"""
COUNT = """
import json
from collections import Counter
from cop_pages.models import OutgoingMail
from signups.models import SignUp
rows = SignUp.objects.filter(page={pk})
keys = [key.hex for key in rows.values_list("key", flat=True)]
addresses = list(rows.values_list("email", flat=True))
mails = Counter(OutgoingMail.objects.values_list("recipient", flat=True))
print(json.dumps({{"keys": keys, "mails": [mails[each] for each in addresses]}}))
"""


@dataclass(frozen=True)
class LivePage:
    """`path` is the part of the address after the host, `stamp` that of a form opened a while ago."""

    site: Server
    pk: int
    path: str
    stamp: str

    @cached_property
    def url(self) -> str:
        return self.site.address(self.path)

    def post(self, sent: Sent) -> Answer:
        """One request as a browser sends it, from somewhere else each time: limits count per visitor."""
        request = urllib.request.Request(self.url + sent.query, sent.body, self.headers(sent))
        try:
            with urllib.request.build_opener(Unfollowed).open(request, timeout=60) as response:
                return Answer(response.status, response.headers, response.read())
        except urllib.error.HTTPError as error:
            with error:
                return Answer(error.status, error.headers, error.read())

    def headers(self, sent: Sent) -> dict[str, str]:
        token = secrets.token_hex(16)
        cookies = sent.cookies | {"__Host-csrftoken": token}
        return {
            "Content-Type": sent.content_type,
            "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
            "Origin": self.site.url,
            "X-CSRFToken": token,
            "X-Forwarded-For": ".".join(str(secrets.randbelow(250) + 1) for _ in range(4)),
        }

    def is_thanked(self, answer: Answer) -> bool:
        return answer.status == 303 and "?step=thanks" in answer.headers["Location"]

    def rows(self) -> dict[str, list]:
        """The keys of all sign-ups here, and how many mails wait for each of their addresses."""
        return json.loads(run(self.site, COUNT.format(pk=self.pk)))


def run(site: Server, code: str) -> str:
    return site.manage("shell", "-c", code).strip().splitlines()[-1]


def make_page(site: Server) -> LivePage:
    return LivePage(site, *json.loads(run(site, BUILD.format(name=secrets.token_hex(3)))))
