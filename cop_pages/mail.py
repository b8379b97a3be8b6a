"""Mail for every app: one directory of templates per mail, one row per message, sent by a task."""

import logging
from collections.abc import Iterator
from functools import partial

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import transaction
from django.template.exceptions import TemplateDoesNotExist
from django.template.loader import render_to_string
from django.utils import translation
from django_tasks import task

from .models import OutgoingMail

logger = logging.getLogger(__name__)


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
    transaction.on_commit(partial(deliver_mail.enqueue, mail.pk))
    return mail


@task()
def deliver_mail(mail_id: int) -> None:
    """Send one waiting mail. What the mail server refuses stays in the queue with its error."""
    with transaction.atomic():
        mail = OutgoingMail.objects.select_for_update().waiting().filter(pk=mail_id).first()
        if mail is None:
            return
        try:
            build_message(mail).send()
        except OSError as error:  # What smtplib and sockets raise.
            mail.attempts, mail.error = mail.attempts + 1, type(error).__name__
            mail.save(update_fields=["attempts", "error"])
            logger.warning("mail %s failed: %s", mail_id, mail.error)
        else:
            mail.delete()


def send_waiting() -> int:
    """Try all waiting mail once more, also what a crash left behind; returns how many were tried."""
    waiting = list(OutgoingMail.objects.waiting().values_list("pk", flat=True))
    for mail_id in waiting:
        deliver_mail.enqueue(mail_id)
    return len(waiting)


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
    return message


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
