"""Keeps the answers on a form and mails about them, in one transaction."""

import uuid

from django.db import transaction
from django.urls import reverse
from wagtail.models import Page

from cop_pages.mail import absolute, send_mail

from ..models.keeping import FormEntry
from ..models.statements import PrivacyStatementVersion


class ClosedError(Exception):
    """The form takes no more answers."""


@transaction.atomic
def receive(
    *,
    page,
    key: uuid.UUID,
    answers: dict,
    email: str,
    statement: PrivacyStatementVersion | None,
    language: str,
) -> tuple[FormEntry, bool]:
    """The entry, and whether it is new; the same key again, also at the same moment, is the same one."""
    if page.most_entries:  # One at a time, so that the last place is given once.
        Page.objects.select_for_update().get(pk=page.pk)
    known = FormEntry.objects.filter(key=key).first()
    if known:
        return known, False
    if page.is_closed:
        raise ClosedError
    entry, is_new = FormEntry.objects.get_or_create(
        key=key,
        defaults={
            "page_id": page.pk,
            "form_data": answers,
            "email": email,
            "statement": statement,
        },
    )
    if is_new:
        _mail(page, email, language)
    return entry, is_new


def _mail(page, email: str, language: str) -> None:
    """Nothing of what was typed: whoever filled in this address may not be its owner."""
    about = {"title": page.title}
    if email and page.sends_confirmation:
        links = {"link": page.full_url, "data_link": absolute(reverse("signups:ask_data"))}
        send_mail("signups/entry_received", email, about | links, language=language)
    if page.notify:
        answers = absolute(reverse("wagtailforms:list_submissions", args=[page.pk]))
        send_mail("signups/entry_arrived", page.notify, about | {"link": answers})
