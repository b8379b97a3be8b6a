"""A quote in a real browser: who has the link can say yes, and no policy of ours is in the way."""

import secrets

from playwright.sync_api import expect

from tests.signups.live import run

from .checks import fits, violations

BUILD = """
from cop_pages.models.people import hash_token
from tests.signups.factories import QuoteFactory
print(QuoteFactory(state="sent", token_hash=hash_token("{token}")).pk)
"""


def test_reader_agrees_with_a_quote_on_a_phone(visit, live_site):
    token = secrets.token_hex(6)
    run(live_site, BUILD.format(token=token))
    page = visit(width=360).open(f"/offerte/{token}/")
    assert not violations(page)
    page.locator("[name=decision][value=accept]").click()
    expect(page.locator("[name=decision]")).to_have_count(0)
    expect(page.locator(".sq-answer h2")).to_be_visible()
    fits(page)
    assert not violations(page)
