"""What is kept for a while: half-filled forms, links to one's own data, and for how long all of it."""

import secrets
import uuid
from datetime import timedelta

from django.core.serializers.json import DjangoJSONEncoder
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.forms.models import AbstractFormSubmission

from cop_pages.models.people import hash_token

from ..querysets import FormEntryQuerySet
from .choices import Intent
from .statements import PrivacyStatementVersion

DRAFT_LIFE = timedelta(days=14)
LINK_LIFE = timedelta(days=2)
# In lists of answers; no name of an editor's question has a hyphen.
STATE_COLUMN = "entry-state"
# Days after a request is closed. A request that leads to nothing needs no long memory.
USUAL_DAYS = {
    Intent.START_COP: 730,
    Intent.JOIN_COP: 365,
    Intent.ARENA: 730,
    Intent.FACILITATOR: 365,
    Intent.QUOTE: 365,
    Intent.QUESTION: 90,
}


class Draft(models.Model):
    """What somebody filled in so far; only a cookie in their own browser leads back to it."""

    token_hash = models.CharField(max_length=64, editable=False)
    page = models.ForeignKey("signups.SignUpPage", on_delete=models.CASCADE, related_name="+")
    # Becomes the key of the sign-up, so that the same draft never makes two.
    key = models.UUIDField(default=uuid.uuid4, editable=False)
    data = models.JSONField(_("answers"), default=dict, encoder=DjangoJSONEncoder)
    created_at = models.DateTimeField(_("made at"), auto_now_add=True)
    updated_at = models.DateTimeField(_("changed at"), default=timezone.now, db_index=True)

    class Meta:
        verbose_name = _("half-filled sign-up")
        verbose_name_plural = _("half-filled sign-ups")
        constraints = [
            models.UniqueConstraint(fields=["token_hash", "page"], name="draft_once_per_page")
        ]

    def __str__(self) -> str:
        return _("Draft %(number)s") % {"number": self.pk}


def link_expiry():
    return timezone.now() + LINK_LIFE


class DataLink(models.Model):
    """A mailed link to all that is kept of an address. Only a digest of its secret is kept."""

    email = models.EmailField(_("email address"), db_index=True)
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    expires_at = models.DateTimeField(default=link_expiry)

    class Meta:
        verbose_name = _("link to one's own data")
        verbose_name_plural = _("links to one's own data")

    def __str__(self) -> str:
        return _("Link %(number)s") % {"number": self.pk}

    @classmethod
    def make(cls, email: str) -> tuple["DataLink", str]:
        """The row, and the secret that goes into the mail."""
        token = secrets.token_urlsafe(32)
        return cls.objects.create(email=email, token_hash=hash_token(token)), token

    @classmethod
    def for_token(cls, token: str) -> "DataLink | None":
        links = cls.objects.filter(token_hash=hash_token(token), expires_at__gt=timezone.now())
        return links.first()


class RetentionPolicy(models.Model):
    """How many days a closed request of one kind stays."""

    intent = models.CharField(_("what"), max_length=12, choices=Intent, unique=True)
    days = models.PositiveSmallIntegerField(
        _("days after it is closed"), validators=[MinValueValidator(1), MaxValueValidator(3650)]
    )

    class Meta:
        verbose_name = _("retention period")
        verbose_name_plural = _("retention periods")
        ordering = ["intent"]

    def __str__(self) -> str:
        return str(self.get_intent_display())

    @classmethod
    def days_by_intent(cls) -> dict[str, int]:
        """For every intent, whether or not an editor ever changed it."""
        return {str(intent): days for intent, days in USUAL_DAYS.items()} | dict(
            cls.objects.values_list("intent", "days")
        )


class FormEntry(AbstractFormSubmission):
    """Answers on an editor's form. `email` is the first address in them, to find a person by."""

    class State(models.TextChoices):
        IN = "in", _("arrived")
        WAITING = "waiting", _("on the waiting list")
        WITHDRAWN = "withdrawn", _("withdrawn")

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    email = models.EmailField(_("email address"), blank=True, db_index=True)
    statement = models.ForeignKey(
        PrivacyStatementVersion, null=True, on_delete=models.PROTECT, related_name="+"
    )
    state = models.CharField(_("state"), max_length=9, choices=State, default=State.IN)

    objects = FormEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("answers on a form")
        verbose_name_plural = _("answers on forms")
        ordering = ["-submit_time", "-pk"]

    def __str__(self) -> str:
        return _("Answers %(number)s") % {"number": self.pk}

    @property
    def is_withdrawn(self) -> bool:
        return self.state == self.State.WITHDRAWN

    @property
    def place_in_line(self) -> int | None:
        """1 for who is next; nothing for who does not wait."""
        line = type(self).objects.filter(page=self.page_id).in_line().values_list("pk", flat=True)
        return next((place for place, pk in enumerate(line, start=1) if pk == self.pk), None)

    def get_data(self) -> dict:
        """A tick reads as yes or no, on the screen and in a spreadsheet."""
        words = {True: gettext("yes"), False: gettext("no")}
        answers = {
            name: words[value] if isinstance(value, bool) else value
            for name, value in super().get_data().items()
        }
        return answers | {STATE_COLUMN: self.get_state_display()}
