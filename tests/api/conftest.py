"""Clients of the API, and a catalogue to ask about."""

import pytest
from django.test import Client
from wagtail.models import APIToken

V3 = "/api/v3/"


class APIClient(Client):
    """Sends JSON and reads it back."""

    def send(self, method: str, path: str, body=None, **headers):
        send = getattr(self, method)
        return send(V3 + path, body, content_type="application/json", **headers)


@pytest.fixture
def visitor():
    return APIClient()


@pytest.fixture
def with_token(people):
    """A program that shows the token of somebody in this role."""

    def client_for(role: str) -> APIClient:
        _, token = APIToken.create_token(user=people[role], name="tests")
        return APIClient(headers={"Authorization": f"Bearer {token}"})

    return client_for
