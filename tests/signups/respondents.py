"""Somebody who fills in an editor's own form."""

import re
import uuid

from django.test import Client

from .visitors import a_while_ago

EMAIL = "roos@example.org"
ANSWERS = {
    "answer-naam": "Roos Kikkert",
    "answer-e_mailadres": EMAIL,
    "answer-consent-handle": "on",
}


def filled(answers: dict = ANSWERS, **changes) -> dict:
    """All that a browser sends; `key` is this form's own."""
    return {"key": str(uuid.uuid4()), "started": a_while_ago()} | answers | changes


def is_thanked(response) -> bool:
    return response.status_code == 303 and response["Location"].endswith("?sent")


def hidden_fields(html: str) -> dict[str, str]:
    form = html[html.index('class="su-form"') :]
    fields = re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form)
    return {name: value for name, value in fields if name != "csrfmiddlewaretoken"}


def post(page, data: dict, client: Client | None = None):
    return (client or Client()).post(page.url, data)
