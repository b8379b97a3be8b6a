"""People who can log in, and mail that is really sent."""

import re

import pytest
from django.core import mail

from members.addresses import verify
from tests.factories import MemberFactory


@pytest.fixture
def member(db):
    return verified(MemberFactory(name="Truus", email="truus@example.org"))


@pytest.fixture
def editor(db):
    return verified(MemberFactory(name="Erik", email="erik@example.org", editor=True))


@pytest.fixture
def send(django_capture_on_commit_callbacks):
    """Runs a request to its end: mail leaves when the transaction is done."""

    def _send(request, *args, **kwargs):
        with django_capture_on_commit_callbacks(execute=True):
            return request(*args, **kwargs)

    return _send


@pytest.fixture
def code_from_mail():
    """The code in the newest mail."""
    return lambda: re.search(r"\d{3}-\d{3}-\d{3}", mail.outbox[-1].body)[0]


def verified(member):
    verify(member)
    return member
