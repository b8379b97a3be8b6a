"""Mail of the intake to a person: an editor's template, filled in, perhaps changed, and kept in the log."""

from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from cop_pages.mail import absolute, send_mail

from . import links
from .models import Entry, EntryKind, MailTemplate, SignUp
from .pipeline import locked, mark_answered
from .placeholders import fill

DOUBLE_CLICK = timedelta(minutes=1)


@dataclass(frozen=True)
class Letter:
    subject: str
    body: str

    @property
    def text(self) -> str:
        """As it is kept in the conversation."""
        return f"{self.subject}\n\n{self.body}"


def template_for(key: str, language: str) -> MailTemplate | None:
    """In the reader's language, or else in the site's own."""
    found = {each.language: each for each in MailTemplate.objects.filter(key=key)}
    return found.get(language) or found.get(settings.LANGUAGE_CODE)


def values_for(sign_up: SignUp, by=None, **values: str) -> dict[str, str]:
    """What stands in the place of each placeholder; `values` overrules."""
    return {
        "name": sign_up.name,
        "cop": sign_up.cop.title if sign_up.cop_id else "",
        "municipality": sign_up.municipality,
        "organisation": sign_up.organisation,
        "link": absolute(links.request_path(sign_up, sign_up.language)),
        "sender": by.get_full_name() if by else settings.WAGTAIL_SITE_NAME,
        "network": settings.WAGTAIL_SITE_NAME,
    } | values


def write(key: str, values: dict[str, str], *, language: str, keep_empty: bool = False) -> Letter:
    """The editors' text with the values in it; an empty letter when there is no such text."""
    template = template_for(key, language) or MailTemplate()
    return Letter(
        fill(template.subject, values, keep_empty=keep_empty),
        fill(template.body, values, keep_empty=keep_empty),
    )


@transaction.atomic
def send(*, sign_up: SignUp, letter: Letter, by=None) -> bool:
    """Mail it and keep it in the conversation. False when the same was sent a moment ago."""
    sign_up = locked(sign_up)
    just_now = timezone.now() - DOUBLE_CLICK
    mails = sign_up.entries.filter(kind=EntryKind.MAIL, at__gt=just_now)
    if mails.filter(text=letter.text).exists():
        return False
    Entry.objects.create(sign_up=sign_up, kind=EntryKind.MAIL, text=letter.text, by=by)
    deliver(letter, sign_up.email, sign_up.language)
    if by:
        mark_answered(sign_up)
    log(sign_up, "signups.mail", user=by)
    return True


def deliver(letter: Letter, recipient: str, language: str) -> None:
    context = {"subject": letter.subject, "body": letter.body}
    send_mail("signups/letter", recipient, context, language=language)
