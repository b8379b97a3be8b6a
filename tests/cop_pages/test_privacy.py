"""Personal data: declared, exported, erased and purged."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import CommandError, call_command
from django.db import models
from django.utils import timezone

from cop_pages import privacy, schedule
from cop_pages.mail import send_mail
from cop_pages.models import Invitation, Membership, OutgoingMail, Role

from .factories import CopPageFactory, MembershipFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def membership():
    return MembershipFactory(circle=CopPageFactory(title="Waterwijk"), contribution="Ik kan lassen")


def test_export_holds_the_memberships_in_own_words(membership):
    [row] = privacy.export(membership.user)["cop_pages.Membership"]
    assert (row["circle"], row["contribution"]) == ("Waterwijk", "Ik kan lassen")


def test_export_of_one_person_holds_nothing_of_another(membership):
    other = UserFactory()
    held = privacy.export(other)
    # An account is somebody's own, and nothing else here is.
    assert set(held) <= {other._meta.label}
    assert membership.user.email not in str(held)


def test_erasure_leaves_no_row_of_the_person(membership):
    user = membership.user
    Invitation.objects.create(circle=membership.circle, email=user.email.upper(), token_hash="x")
    OutgoingMail.objects.create(template="invitation", recipient=user.email, language="nl")
    privacy.erase(user)
    assert not Membership.objects.exists()
    assert not Invitation.objects.exists()
    assert not OutgoingMail.objects.exists()
    assert not type(user).objects.filter(pk=user.pk).exists()


def test_erasing_the_inviter_keeps_the_invitation_without_the_name(membership):
    invitation = Invitation.objects.create(
        circle=membership.circle,
        email="ada@example.org",
        invited_by=membership.user,
        token_hash="x",
    )
    privacy.erase(membership.user)
    invitation.refresh_from_db()
    assert invitation.invited_by is None


def test_every_model_that_names_a_person_declares_its_personal_data():
    """A foreign key to the account, or an address, is personal data."""
    from django.apps import apps
    from django.contrib.auth import get_user_model

    def is_personal(field):
        return isinstance(field, models.EmailField) or (
            field.is_relation and field.many_to_one and field.related_model is get_user_model()
        )

    ours = [
        model
        for app in ("cop_pages", "meetings", "arena")
        for model in apps.get_app_config(app).get_models()
    ]
    personal = {
        model for model in ours if any(is_personal(field) for field in model._meta.local_fields)
    }
    assert not personal - {declared.model for declared in privacy.declarations()}


def test_every_declared_model_with_a_file_declares_its_files_too():
    with_file = [
        declared
        for declared in privacy.declarations()
        if any(isinstance(field, models.FileField) for field in declared.model._meta.local_fields)
    ]
    nothing = privacy.PersonalData.files
    assert with_file
    assert [each.model for each in with_file if each.files is nothing] == []


def test_old_invitations_and_mail_are_purged(membership):
    old = timezone.now() - timedelta(days=200)
    Invitation.objects.create(
        circle=membership.circle, email="ada@example.org", token_hash="x", expires_at=old
    )
    mail_row = OutgoingMail.objects.create(
        template="invitation", recipient="a@b.nl", language="nl", attempts=8
    )
    OutgoingMail.objects.filter(pk=mail_row.pk).update(created_at=old)
    assert privacy.purge() == 2


def test_mail_left_behind_by_a_crash_leaves_with_the_next_scheduled_run():
    context = {"circle": "Waterwijk", "link": "https://example.org", "days": 30}
    send_mail("invitation", "ada@example.org", context)  # Never committed, so never enqueued.
    call_command("run_scheduled_jobs")
    assert [message.to for message in mail.outbox] == [["ada@example.org"]]


def test_a_failing_job_stops_no_other_and_is_reported(monkeypatch):
    def broken():
        raise RuntimeError

    monkeypatch.setattr(schedule, "_jobs", {"broken": broken, "fine": lambda: 3})
    assert schedule.run_all() == {"broken": None, "fine": 3}
    with pytest.raises(CommandError):
        call_command("run_scheduled_jobs")


def test_roles_are_the_four_of_the_brochure():
    assert set(Role.values) == {"resident", "professional", "facilitator", "arena_liaison"}
