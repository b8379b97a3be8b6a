"""Keeps the answers on a form and mails about them, in one transaction."""

import uuid

from django.db import transaction
from django.urls import reverse

from cop_pages.mail import absolute, send_mail
from modules_library.holding import hold

from .. import links
from ..models.keeping import FormEntry
from ..models.statements import PrivacyStatementVersion


class ClosedError(Exception):
    """The form takes no more answers."""


class AddressNeededError(Exception):
    """Nobody can wait for a place without an address to hear of it."""


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
        hold(page.pk)
    known = FormEntry.objects.filter(key=key).first()
    if known:
        return known, False
    if page.is_closed:
        raise ClosedError
    waits = page.is_full
    if waits and not email:
        raise AddressNeededError
    entry, is_new = FormEntry.objects.get_or_create(
        key=key,
        defaults={
            "page_id": page.pk,
            "form_data": answers,
            "email": email,
            "statement": statement,
            "state": FormEntry.State.WAITING if waits else FormEntry.State.IN,
        },
    )
    if is_new:
        _mail(page, entry, language)
    return entry, is_new


def _mail(page, entry: FormEntry, language: str) -> None:
    if entry.state == FormEntry.State.WAITING:
        mail_person("entry_waiting", page, entry, language)
    elif entry.email and page.sends_confirmation:
        mail_person("entry_received", page, entry, language)
    if page.notify:
        answers = absolute(reverse("wagtailforms:list_submissions", args=[page.pk]))
        context = {"title": page.title, "link": answers}
        send_mail("signups/entry_arrived", page.notify, context)


def mail_person(template: str, page, entry: FormEntry, language: str) -> None:
    """Nothing of what was typed: whoever filled in this address may not be its owner."""
    context = {
        "title": page.title,
        "link": page.full_url,
        "has_places": bool(page.most_entries),
        "own_link": absolute(links.entry_path(entry, language)),
        "data_link": absolute(reverse("signups:ask_data")),
    }
    send_mail(f"signups/{template}", entry.email, context, language=language)
