"""Inviting, joining, changing and leaving: rows, mail and log in one go."""

from smtplib import (
    SMTPAuthenticationError,
    SMTPDataError,
    SMTPRecipientsRefused,
    SMTPServerDisconnected,
)

import pytest
from django.contrib.auth import get_user_model
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult
from wagtail.models import PageLogEntry
from wagtail.tasks import update_reference_index_task

from cop_pages import services
from cop_pages.mail import send_waiting
from cop_pages.models import Invitation, Membership, OutgoingMail, Role

from .factories import CopPageFactory, MembershipFactory, OrganisationFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def cop():
    return CopPageFactory(title="Waterwijk groen")


@pytest.fixture
def facilitator(cop):
    return MembershipFactory(circle=cop, role=Role.FACILITATOR, user__name="Fatima Bakker").user


@pytest.fixture
def invite(cop, facilitator, django_capture_on_commit_callbacks):
    def _invite(email="ada@example.org", **kwargs):
        with django_capture_on_commit_callbacks(execute=True):
            return services.invite(
                circle=cop, email=email, role=Role.RESIDENT, by=facilitator, **kwargs
            )

    return _invite


def link_in(message):
    return next(word for word in message.body.split() if "/invitations/" in word)


def test_an_invitation_is_one_row_and_one_mail(invite):
    invite()
    assert Invitation.objects.count() == 1
    assert [message.to for message in mail.outbox] == [["ada@example.org"]]
    assert not OutgoingMail.objects.exists()


def test_inviting_twice_in_a_row_sends_one_mail(invite):
    invite()
    invite("ADA@example.org")
    assert (Invitation.objects.count(), len(mail.outbox)) == (1, 1)


def test_mail_waits_for_a_server_that_is_away_however_long_that_takes(invite, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_PORT = 1
    invite()
    for _ in range(10):
        send_waiting()
    waiting = OutgoingMail.objects.get()
    assert (waiting.attempts, waiting.error) == (0, "ConnectionRefusedError")


def test_mail_goes_before_the_work_that_nobody_waits_for(invite, cop, settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    update_reference_index_task.enqueue("cop_pages", "CopPage", str(cop.pk))
    invite()
    first = DBTaskResult.objects.ready().first()
    assert first.task_path == "cop_pages.mail.deliver_mail"
    assert first.task_result.args == [OutgoingMail.objects.get().pk]


REFUSALS = [
    (SMTPRecipientsRefused({"ada@example.org": (550, b"unknown")}), 1),
    (SMTPRecipientsRefused({"ada@example.org": (451, b"later")}), 0),
    (SMTPDataError(554, b"no"), 1),
    (SMTPDataError(452, b"full"), 0),
    (SMTPAuthenticationError(535, b"who are you"), 0),
    (SMTPServerDisconnected(), 0),
]


@pytest.mark.parametrize(("refusal", "attempts"), REFUSALS, ids=repr)
def test_only_a_refusal_for_good_counts_against_a_mail(refusal, attempts, invite, monkeypatch):
    def refuse(_message):
        raise refusal

    monkeypatch.setattr(EmailMultiAlternatives, "send", refuse)
    invite()
    waiting = OutgoingMail.objects.get()
    assert (waiting.attempts, waiting.error) == (attempts, type(refusal).__name__)


def test_accepting_creates_the_account_and_opens_the_page(invite, cop):
    invite(organisation=OrganisationFactory())
    client = Client()
    response = client.post(link_in(mail.outbox[0]), {"name": "Ada"}, follow=True)
    assert response.redirect_chain[0][1] == 303
    membership = Membership.objects.get(user__email="ada@example.org")
    assert (membership.role, membership.user.name) == (Role.RESIDENT, "Ada")
    assert response.status_code == 200
    assert "Waterwijk groen" in response.text


def test_a_used_link_is_gone(invite):
    invite()
    link = link_in(mail.outbox[0])
    Client().post(link, {"name": "Ada"})
    assert Client().get(link).status_code == 404


def test_a_withdrawn_link_is_gone(invite, facilitator):
    services.withdraw(invitation=invite(), by=facilitator)
    assert Client().get(link_in(mail.outbox[0])).status_code == 404


def test_an_existing_account_must_log_in_first(invite):
    UserFactory(email="ada@example.org")
    invite()
    response = Client().get(link_in(mail.outbox[0]))
    assert response.status_code == 302
    assert "/login/" in response.url


def test_accepting_twice_gives_one_membership(invite):
    invitation, user = invite(), UserFactory()
    first = services.accept(invitation=invitation, user=user)
    assert services.accept(invitation=invitation, user=user) == first


def test_place_that_somebody_else_just_took_is_gone(invite):
    invitation = invite()
    services.accept(invitation=invitation, user=UserFactory())
    with pytest.raises(services.InvitationGoneError):
        services.accept(invitation=invitation, user=UserFactory())
    assert invitation.circle.memberships.filter(role=invitation.role).count() == 1


def test_invitation_withdrawn_while_its_page_was_open_gives_no_place(invite, facilitator):
    invitation = invite()
    services.withdraw(invitation=Invitation.objects.get(pk=invitation.pk), by=facilitator)
    for take in (
        lambda: services.accept(invitation=invitation, user=UserFactory()),
        lambda: services.accept_as_new(invitation=invitation, name="Ada"),
    ):
        with pytest.raises(services.InvitationGoneError):
            take()
    assert not get_user_model().objects.filter(email="ada@example.org").exists()


def test_second_click_on_the_link_shows_who_is_in_their_circle(invite, cop):
    invite()
    client, link = Client(), link_in(mail.outbox[0])
    client.post(link, {"name": "Ada"})
    response = client.post(link, {"name": "Ada"})
    assert (response.status_code, response["Location"]) == (303, cop.url)


def test_an_empty_name_is_answered_next_to_the_field(invite):
    invite()
    response = Client().post(link_in(mail.outbox[0]), {"name": ""})
    assert response.status_code == 422
    assert not Membership.objects.filter(user__email="ada@example.org").exists()


def test_who_leaves_loses_access_on_the_next_request(cop, client):
    member = MembershipFactory(circle=cop)
    client.force_login(member.user)
    assert client.get(cop.url).status_code == 200
    client.post(reverse("cop_pages:leave", args=[cop.pk]))
    assert client.get(cop.url).status_code == 404


def test_the_log_of_a_circle_holds_no_names_and_no_addresses(invite, cop, facilitator):
    membership = services.accept(invitation=invite(), user=UserFactory(name="Ada Lovelace"))
    services.change_role(membership=membership, role=Role.FACILITATOR, by=facilitator)
    services.end_membership(membership=membership, by=facilitator)
    entries = PageLogEntry.objects.filter(action__startswith="cop_pages.")
    assert set(entries.values_list("action", flat=True)) == {
        "cop_pages.invite",
        "cop_pages.join",
        "cop_pages.role",
        "cop_pages.end",
    }
    text = " ".join(f"{entry.label} {entry.data}" for entry in entries)
    assert "Ada" not in text
    assert "@" not in text
