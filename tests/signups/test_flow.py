"""The form in steps, as a visitor meets it."""

import pytest
from django.core import mail

from signups.models import Draft, Intent, SignUp, Status

from .factories import SignUpPageFactory
from .visitors import EMAIL, START, Visitor

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    return SignUpPageFactory()


@pytest.fixture
def visitor(page):
    return Visitor(page)


def test_visitor_signs_up_in_four_steps_and_gets_one_mail(
    visitor, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        response = visitor.fill(START)
    assert response.status_code == 303
    assert visitor.client.get(response["Location"]).status_code == 200
    sign_up = SignUp.objects.get()
    assert (sign_up.status, sign_up.intent, sign_up.email) == (Status.NEW, Intent.START_COP, EMAIL)
    assert (sign_up.postcode, sign_up.municipality) == ("1311 RL", "Almere")
    assert sign_up.heard == "Van de buren"
    assert sign_up.language == "nl"
    assert [message.to for message in mail.outbox] == [[EMAIL]]
    assert not Draft.objects.exists()
