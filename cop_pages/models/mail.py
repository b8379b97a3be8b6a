"""Mail that waits to be sent: written in the transaction that caused it, gone once it left."""

from datetime import timedelta

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

# How old a mail is at each attempt, in minutes: a server that is down all night costs nobody their mail.
WAITS = (0, 5, 15, 60, 240, 720, 1440, 2880)
MAX_ATTEMPTS = len(WAITS)


class OutgoingMailQuerySet(models.QuerySet):
    def waiting(self):
        return self.filter(attempts__lt=MAX_ATTEMPTS)

    def due(self):
        """What waited long enough since it was written, given how often it was tried."""
        now, due = timezone.now(), Q()
        for attempts, minutes in enumerate(WAITS):
            due |= Q(attempts=attempts, created_at__lte=now - timedelta(minutes=minutes))
        return self.filter(due)

    def failed(self):
        return self.filter(attempts__gte=MAX_ATTEMPTS)


class OutgoingMail(models.Model):
    """One message to one person; the row is deleted when the mail server has taken it."""

    template = models.CharField(_("template"), max_length=80)
    recipient = models.EmailField(_("recipient"))
    language = models.CharField(_("language"), max_length=12)
    context = models.JSONField(_("context"), default=dict)
    created_at = models.DateTimeField(_("written at"), auto_now_add=True)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    error = models.CharField(_("last error"), max_length=120, blank=True)

    objects = OutgoingMailQuerySet.as_manager()

    class Meta:
        verbose_name = _("outgoing mail")
        verbose_name_plural = _("outgoing mail")
        ordering = ["created_at"]

    def __str__(self) -> str:
        return f"{self.template} {self.pk}"

    @property
    def is_waiting(self) -> bool:
        """Will be tried again by itself."""
        return self.attempts < MAX_ATTEMPTS
