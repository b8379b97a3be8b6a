"""A visitor who fills in the form, and the answers of one who wants a garden for the street."""

import re
import uuid
from datetime import timedelta

import time_machine
from django.test import Client
from django.utils import timezone

from signups.flow import guards
from signups.models import SignUpPage

EMAIL = "roos@example.org"
START = {
    "what": {"intent": "start_cop"},
    "case": {
        "case_kind": "initiative",
        "case": "Wij willen een tuin voor de hele straat.",
        "already_in": "De buren",
        "has_facilitator": "no",
        "wants_arena": "unknown",
    },
    "you": {
        "name": "Roos Kikkert",
        "email": EMAIL,
        "phone": "06-12345678",
        "postcode": "1311rl",
        "municipality": "Almere",
        "who": "resident",
    },
    "send": {"heard": "Van de buren", "consent_handle": "on"},
}
QUESTION = {
    "what": {"intent": "question"},
    "case": {"message": "Wanneer kunnen we beginnen?"},
    "you": {"name": "Roos Kikkert", "email": EMAIL},
    "send": {"consent_handle": "on"},
}

PERSON = START["you"]
WORKER = {
    "name": "Ab Bos",
    "email": "ab@example.org",
    "organisation": "Wonen voor Almere",
    "organisation_kind": "housing",
}
JOURNEYS = {
    "start_cop": START,
    "join_cop": {
        "what": {"intent": "join_cop"},
        "case": {"message": "Ik kan goed koken."},
        "you": PERSON,
        "send": {"consent_handle": "on", "consent_share": "on"},
    },
    "arena": {
        "what": {"intent": "arena"},
        "case": {"message": "Ons programma over wonen."},
        "you": WORKER,
        "send": {"consent_handle": "on"},
    },
    "facilitator": {
        "what": {"intent": "facilitator"},
        "case": {"message": "Tien jaar buurtavonden."},
        "you": PERSON,
        "send": {"consent_handle": "on"},
    },
    "quote": {
        "what": {"intent": "quote"},
        "case": {"case": "Een jaar begeleiding.", "wants_arena": "yes"},
        "you": WORKER,
        "send": {"consent_handle": "on"},
    },
    "question": QUESTION,
}


def a_while_ago() -> str:
    """The stamp of a form that was opened a minute ago, as a person would have it."""
    with time_machine.travel(timezone.now() - timedelta(minutes=1)):
        return guards.stamp()


def whole(journey: dict = START, **changes) -> dict:
    """All steps in one request, as the last one could be sent; `key` is this form's own."""
    answers = {name: value for step in journey.values() for name, value in step.items()}
    return {"step": "send", "key": str(uuid.uuid4()), "started": a_while_ago()} | answers | changes


class Visitor:
    """A browser on a sign-up page."""

    def __init__(self, page: SignUpPage, client: Client | None = None):
        self.page = page
        self.client = client or Client()

    def look(self, query: str = ""):
        return self.client.get(f"{self.page.url}{query}")

    def post(self, **data):
        return self.client.post(self.page.url, data)

    def fill(self, journey: dict = START, until: str = "send"):
        """Step by step, with what each page puts in its form; the answer to the last."""
        for step, answers in journey.items():
            hidden = self.hidden_fields(self.look(f"?step={step}").text)
            response = self.post(**hidden | {"started": a_while_ago()} | answers)
            if step == until:
                return response
            assert response.status_code == 303, response.text
            assert response["Location"].endswith(f"?step={following(step)}")
        return response

    @staticmethod
    def hidden_fields(html: str) -> dict[str, str]:
        form = html[html.index("data-signup") :]
        fields = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form)
        return {name: value for name, value in fields if name != "csrfmiddlewaretoken"}


def following(step: str) -> str:
    steps = list(START)
    return steps[steps.index(step) + 1]
