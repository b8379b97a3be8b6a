"""The sign-up form of a running server gets whatever there is to get over the wire.

SIGNUP_REQUESTS=10000 sends that many; by default it is a sample.
"""

import logging
import os

import pytest
from hypothesis import HealthCheck, given, settings

from tests.signups.hostile import requests_of_all_kinds
from tests.signups.live import LivePage, make_page

logger = logging.getLogger(__name__)
REQUESTS = int(os.environ.get("SIGNUP_REQUESTS", "200"))
KNOWN = {204, 303, 400, 422}


@pytest.fixture(scope="module")
def live_page(live_site) -> LivePage:
    return make_page(live_site)


def test_no_request_is_an_error_of_the_server_and_rows_are_requests_that_were_thanked(live_page):
    statuses, thanked = {}, set()

    @given(sent=requests_of_all_kinds())
    @settings(
        max_examples=REQUESTS,
        database=None,
        deadline=None,
        suppress_health_check=[HealthCheck.data_too_large, HealthCheck.too_slow],
    )
    def send(sent):
        sent = sent.fresh(live_page.stamp)
        for _ in range(sent.times):
            answer = live_page.post(sent)
            statuses[answer.status] = statuses.get(answer.status, 0) + 1
            assert answer.status in KNOWN
            if live_page.is_thanked(answer):
                thanked.add(sent.body)

    send()
    logger.info("%s requests: %s; %s thanked", sum(statuses.values()), statuses, len(thanked))
    assert len(live_page.rows()["keys"]) == len(thanked) > REQUESTS // 50
