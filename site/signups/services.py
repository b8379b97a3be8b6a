"""What happens to a sign-up: each in one transaction, each in its history, in the log without names."""

import uuid

from django.db import transaction
from django.utils import timezone, translation
from wagtail.log_actions import log

from cop_pages.mail import absolute, send_mail
from cop_pages.models import CopPage

from . import links
from .models.choices import Purpose, Status
from .models.intake_settings import IntakeSettings
from .models.sign_ups import Consent, SignUp, StatusChange
from .models.statements import PrivacyStatementVersion
from .querysets import CONFIRM_WITHIN
from .signals import sign_up_confirmed, sign_up_withdrawn


def statement_of(page) -> PrivacyStatementVersion | None:
    """The text that holds now for who signs up on this page."""
    statement = page.current_statement
    return statement and (statement.current_version or statement.keep_version())


def statement_shown(page, version_id: str) -> PrivacyStatementVersion | None:
    """The text that stood beside the boxes; the newest when the form does not say which."""
    current = statement_of(page)
    if not current or version_id == str(current.pk) or not version_id.isdecimal():
        return current
    shown = PrivacyStatementVersion.objects.filter(page=current.page_id, pk=version_id[:18])
    return shown.first() or current


@transaction.atomic
def receive(
    *,
    key: uuid.UUID,
    page,
    answers: dict,
    extra_answers: list[dict],
    consents: dict[str, bool],
    statement: PrivacyStatementVersion | None,
    language: str,
) -> tuple[SignUp, bool]:
    """Keep a request and mail its link; tells whether it is new.

    The same key again, also at the same moment, is the same request.
    """
    filled = answers | {"cop": _cop(answers.get("cop")), "extra_answers": extra_answers}
    sign_up, is_new = SignUp.objects.get_or_create(
        key=key, defaults=filled | {"page": page, "language": language}
    )
    if is_new:
        Consent.objects.bulk_create(
            Consent(sign_up=sign_up, purpose=purpose, given=given, statement=statement)
            for purpose, given in consents.items()
        )
        StatusChange.objects.create(sign_up=sign_up, status=sign_up.status)
        _mail_link(sign_up)
    return sign_up, is_new


def _cop(pk: int | None) -> CopPage | None:
    return CopPage.objects.with_public_profile().filter(pk=pk).first() if pk else None


def _mail_link(sign_up: SignUp) -> None:
    """Nothing of what was typed: whoever filled in this address may not be its owner."""
    with translation.override(sign_up.language):
        called = sign_up.called
    context = {
        "called": called,
        "link": absolute(links.request_path(sign_up, sign_up.language)),
        "days": CONFIRM_WITHIN.days,
        "answer_days": IntakeSettings.load().answer_within_days,
    }
    send_mail("signups/confirm", sign_up.email, context, language=sign_up.language)


@transaction.atomic
def confirm(*, sign_up: SignUp) -> bool:
    """The address is theirs: the intake begins. A second time changes nothing; tells if it was new."""
    sign_up = SignUp.objects.select_for_update().get(pk=sign_up.pk)
    if not sign_up.can_be_confirmed:
        return False
    sign_up.confirmed_at = timezone.now()
    sign_up.due_on = IntakeSettings.load().answer_by
    sign_up.save(update_fields=["confirmed_at", "due_on"])
    change_status(sign_up=sign_up, status=Status.CONFIRMED)
    sign_up_confirmed.send(SignUp, sign_up=sign_up)
    return True


@transaction.atomic
def withdraw(*, sign_up: SignUp) -> None:
    """By the person themselves, at any moment; what they agreed to ends with it."""
    sign_up = SignUp.objects.select_for_update().get(pk=sign_up.pk)
    if sign_up.status == Status.WITHDRAWN:
        return
    change_status(sign_up=sign_up, status=Status.WITHDRAWN)
    for purpose in Purpose:
        revoke(sign_up=sign_up, purpose=purpose)
    _tell_owner(sign_up)
    sign_up_withdrawn.send(SignUp, sign_up=sign_up)


def _tell_owner(sign_up: SignUp) -> None:
    """Who deals with it can stop; the rest stands behind the link, which asks to log in."""
    owner = sign_up.owner
    if owner is None or not sign_up.can_be_seen_by(owner):
        return
    with translation.override(owner.language):
        called = str(sign_up)
    context = {
        "name": sign_up.name,
        "request": called,
        "link": absolute(links.case_path(sign_up)),
    }
    send_mail("signups/withdrawn", owner.email, context, language=owner.language)


@transaction.atomic
def revoke(*, sign_up: SignUp, purpose: str) -> int:
    """Take one consent back; the others stay. Returns how many rows that were."""
    held = sign_up.consents_that_hold().filter(purpose=purpose)
    return held.update(withdrawn_at=timezone.now())


@transaction.atomic
def change_status(*, sign_up: SignUp, status: str, by=None) -> None:
    """One step in the pipeline, kept in the history; the same status again is no step."""
    former = sign_up.status
    if former == status:
        return
    sign_up.status, sign_up.status_since = status, timezone.now()
    sign_up.save(update_fields=["status", "status_since"])
    StatusChange.objects.create(sign_up=sign_up, former=former, status=status, by=by)
    log(sign_up, "signups.status", user=by, data={"former": former, "status": status})
