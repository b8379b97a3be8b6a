"""Mail for every app: one directory of templates per mail, one row per message, sent by a task."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from smtplib import SMTPDataError, SMTPRecipientsRefused

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.db.models import F
from django.template.exceptions import TemplateDoesNotExist
from django.template.loader import render_to_string
from django.utils import translation
from django_tasks import task

from .models import OutgoingMail

logger = logging.getLogger(__name__)

# Somebody waits for a mail, nobody for the search index: a queue that knows priorities sends mail first.
URGENT = 50


@dataclass(frozen=True)
class CalendarPart:
    """An iCalendar object that travels with a mail; `method` is that of RFC 5546, such as REQUEST."""

    text: str
    method: str
    filename: str = "invite.ics"


_calendars: dict[str, Callable[[dict], CalendarPart]] = {}


def with_calendar(template: str, build: Callable[[dict], CalendarPart]) -> None:
    """Have every mail of this template carry what `build(context)` makes, when the mail leaves.

    So the waiting row keeps the context only, and this app need not know what a calendar holds.
    """
    _calendars[template] = build


def send_mail(template: str, recipient: str, context: dict, *, language: str = "") -> OutgoingMail:
    """Queue one mail in the running transaction.

    `template` names a directory in templates/email/ with subject.txt, body.txt and perhaps body.html
    and headers.txt, which has a header on each line: `List-Unsubscribe: <{{ link }}>`.
    `context` must survive JSON. `language` is the reader's; the site's first language by default.
    """
    mail = OutgoingMail.objects.create(
        template=template,
        recipient=recipient,
        context=context,
        language=language or settings.LANGUAGE_CODE,
    )
    transaction.on_commit(partial(deliver_soon, mail.pk))
    return mail


def deliver_soon(mail_id: int) -> None:
    knows_priorities = deliver_mail.get_backend().supports_priority
    urgent = deliver_mail.using(priority=URGENT) if knows_priorities else deliver_mail
    urgent.enqueue(mail_id)


@task()
def deliver_mail(mail_id: int) -> None:
    """Send one waiting mail. What fails stays in the queue with its error, for the next run to try."""
    try:
        _deliver(mail_id)
    except OSError as error:  # What smtplib and sockets raise.
        _keep_failure(mail_id, error, counts=is_about_this_mail(error))
    except Exception as error:
        _keep_failure(mail_id, error)
        raise


@transaction.atomic
def _deliver(mail_id: int) -> None:
    """The lock keeps a second worker from sending the same mail."""
    mail = OutgoingMail.objects.select_for_update().waiting().filter(pk=mail_id).first()
    if mail:
        build_message(mail).send()
        mail.delete()


def _keep_failure(mail_id: int, error: Exception, *, counts: bool = True) -> None:
    """Only the kind of error: its text may hold an address."""
    kind = type(error).__name__
    attempts = F("attempts") + int(counts)  # PostgreSQL adds no truth to a number.
    OutgoingMail.objects.filter(pk=mail_id).update(attempts=attempts, error=kind)
    logger.warning("mail %s failed: %s", mail_id, kind)


def is_about_this_mail(error: OSError) -> bool:
    """Whether the server said no for good; one that is away, busy or wants another password did not."""
    if isinstance(error, SMTPRecipientsRefused):
        return any(code >= 500 for code, _reason in error.recipients.values())
    return isinstance(error, SMTPDataError) and error.smtp_code >= 500


def send_waiting() -> int:
    """Try once more what is due, also what a crash left behind; returns how many were tried."""
    waiting = list(OutgoingMail.objects.due().values_list("pk", flat=True))
    for mail_id in waiting:
        deliver_soon(mail_id)
    return len(waiting)


def try_again(mail: OutgoingMail) -> None:
    """Give a mail that failed a fresh start, at once."""
    OutgoingMail.objects.filter(pk=mail.pk).update(attempts=0)
    transaction.on_commit(partial(deliver_soon, mail.pk))


def absolute(path: str) -> str:
    """A full address for in a mail."""
    return f"{settings.WAGTAILADMIN_BASE_URL}{path}"


def build_message(mail: OutgoingMail) -> EmailMultiAlternatives:
    """The message as it leaves, in the reader's language."""
    context = mail.context | {
        "base_url": settings.WAGTAILADMIN_BASE_URL,
        "site_name": settings.WAGTAIL_SITE_NAME,
    }
    with translation.override(mail.language):
        subject = render_to_string(f"email/{mail.template}/subject.txt", context)
        message = EmailMultiAlternatives(
            subject=" ".join(subject.split()),
            body=render_to_string(f"email/{mail.template}/body.txt", context),
            to=[mail.recipient],
            headers=dict(_headers(_render_if_there(f"email/{mail.template}/headers.txt", context))),
        )
        if html := _render_if_there(f"email/{mail.template}/body.html", context):
            message.attach_alternative(html, "text/html")
        if build := _calendars.get(mail.template):
            _enclose(message, build(mail.context))
    return message


def _enclose(message: EmailMultiAlternatives, part: CalendarPart) -> None:
    """As an alternative, which mail programs show as an invitation, and as a file for the others."""
    message.attach_alternative(part.text, f"text/calendar; method={part.method}")
    message.attach(part.filename, part.text.encode(), "application/ics")


def _render_if_there(template: str, context: dict) -> str:
    try:
        return render_to_string(template, context)
    except TemplateDoesNotExist:
        return ""


def _headers(text: str) -> Iterator[tuple[str, str]]:
    """From lines such as `Name: value`."""
    for line in filter(None, text.splitlines()):
        name, _, value = line.partition(":")
        yield name.strip(), value.strip()
