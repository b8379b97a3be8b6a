"""Mail for every app: one directory of templates per mail, one row per message, sent by a task."""

import logging
from functools import partial
from smtplib import SMTPDataError, SMTPRecipientsRefused

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

    `template` names a directory in templates/email/ with subject.txt, body.txt and perhaps body.html.
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
            mail.attempts += is_about_this_mail(error)
            mail.error = type(error).__name__
            mail.save(update_fields=["attempts", "error"])
            logger.warning("mail %s failed: %s", mail_id, mail.error)
        else:
            mail.delete()


def is_about_this_mail(error: OSError) -> bool:
    """Whether the server said no for good; one that is away, busy or wants another password did not."""
    if isinstance(error, SMTPRecipientsRefused):
        return any(code >= 500 for code, _reason in error.recipients.values())
    return isinstance(error, SMTPDataError) and error.smtp_code >= 500


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
        )
        if html := _render_html(mail.template, context):
            message.attach_alternative(html, "text/html")
    return message


def _render_html(template: str, context: dict) -> str:
    try:
        return render_to_string(f"email/{template}/body.html", context)
    except TemplateDoesNotExist:
        return ""
