"""A request from the website, what was agreed to, and what happened to it since."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Upper
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cop_pages.models import CopPage, Organisation

from ..querysets import (
    CONFIRM_WITHIN,
    ArenaRequestQuerySet,
    EntryQuerySet,
    SignUpQuerySet,
    WaitingListQuerySet,
)
from .choices import (
    CLOSED,
    OPEN,
    Answer,
    EntryKind,
    Intent,
    Purpose,
    Status,
    Who,
    status_in_words,
)
from .intake_settings import IntakeSettings
from .statements import PrivacyStatementVersion
from .wording import CALLED


def user_field(label: str, related_name: str = "+") -> models.ForeignKey:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=label,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name=related_name,
    )


class SignUp(models.Model):
    """One request. `key` is made with the form: the same form sent twice is one request."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    page = models.ForeignKey(
        "signups.SignUpPage",
        verbose_name=_("page"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="sign_ups",
    )
    intent = models.CharField(_("what"), max_length=12, choices=Intent, db_index=True)
    language = models.CharField(_("language"), max_length=12, default="nl")

    name = models.CharField(_("name"), max_length=150)
    email = models.EmailField(_("email address"), db_index=True)
    phone = models.CharField(_("phone number"), max_length=30, blank=True)
    postcode = models.CharField(_("postcode"), max_length=7, blank=True)
    municipality = models.CharField(_("municipality"), max_length=80, blank=True, db_index=True)
    who = models.CharField(_("resident or professional"), max_length=12, choices=Who, blank=True)
    organisation_kind = models.CharField(
        _("kind of organisation"), max_length=16, choices=Organisation.Kind, blank=True
    )
    organisation = models.CharField(_("organisation"), max_length=150, blank=True)

    case = models.TextField(_("the case"), max_length=4000, blank=True)
    case_kind = models.CharField(
        _("kind of case"), max_length=12, choices=CopPage.CaseKind, blank=True
    )
    already_in = models.TextField(_("who is already in"), max_length=1000, blank=True)
    has_facilitator = models.CharField(
        _("is there a facilitator"), max_length=7, choices=Answer, blank=True
    )
    facilitator = models.CharField(_("who is the facilitator"), max_length=200, blank=True)
    wants_arena = models.CharField(_("arena wanted"), max_length=7, choices=Answer, blank=True)
    message = models.TextField(_("message"), max_length=4000, blank=True)
    heard = models.CharField(_("how you heard of us"), max_length=200, blank=True)
    cop = models.ForeignKey(
        CopPage,
        verbose_name=_("CoP"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="sign_ups",
    )
    # Question and answer, as they were asked then: [{"name", "label", "answer"}].
    extra_answers = models.JSONField(_("extra answers"), default=list, blank=True)

    status = models.CharField(
        _("status"), max_length=16, choices=Status, default=Status.NEW, db_index=True
    )
    status_since = models.DateTimeField(_("status since"), default=timezone.now)
    owner = user_field(_("owner"), related_name="sign_ups_to_handle")
    due_on = models.DateField(_("due on"), null=True, blank=True)
    merged_into = models.ForeignKey(
        "self",
        verbose_name=_("merged into"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="merged",
    )
    placed_in = models.ForeignKey(
        "cop_pages.Circle",
        verbose_name=_("placed in"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    created_at = models.DateTimeField(_("sent at"), default=timezone.now, db_index=True)
    confirmed_at = models.DateTimeField(_("confirmed at"), null=True, blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)

    objects = SignUpQuerySet.as_manager()

    class Meta:
        verbose_name = _("sign-up")
        verbose_name_plural = _("sign-ups")
        ordering = ["-created_at", "-pk"]
        permissions = [("handle_signups", _("Can handle sign-ups"))]
        indexes = [
            models.Index(fields=["status", "status_since"], name="signup_status_since"),
            # By these the same person is found again.
            models.Index(Upper("email"), name="signup_address"),
            models.Index(fields=["phone"], name="signup_phone"),
            models.Index(fields=["postcode"], name="signup_postcode"),
        ]

    def __str__(self) -> str:
        """No name: this text ends up in logs and reports."""
        names = {
            Intent.QUOTE: _("Quote request %(number)s"),
            Intent.QUESTION: _("Question %(number)s"),
        }
        return names.get(self.intent, _("Sign-up %(number)s")) % {"number": self.pk}

    @property
    def status_in_words(self) -> str:
        return status_in_words(self.status, self.intent)

    @property
    def called(self) -> str:
        """What it is in the eyes of who sent it: their question, for example."""
        return str(CALLED[self.intent])

    @property
    def is_confirmed(self) -> bool:
        return self.confirmed_at is not None

    @property
    def is_open(self) -> bool:
        return self.status in OPEN and self.merged_into_id is None

    @property
    def is_closed(self) -> bool:
        return self.status in CLOSED or self.merged_into_id is not None

    @property
    def is_overdue(self) -> bool:
        """What the network set itself to do by a day is not done."""
        return bool(self.is_open and self.due_on and self.due_on < timezone.localdate())

    @property
    def can_get_facilitator(self) -> bool:
        """A CoP may come of it, so that somebody is needed to lead it."""
        is_case = self.intent in {Intent.START_COP, Intent.QUOTE} and self.merged_into_id is None
        is_over = self.status in {Status.DECLINED, Status.WITHDRAWN}
        return is_case and self.is_confirmed and not is_over

    @property
    def can_be_confirmed(self) -> bool:
        in_time = self.created_at > timezone.now() - CONFIRM_WITHIN
        return self.status == Status.NEW and not self.is_confirmed and in_time

    @property
    def waits_too_long(self) -> bool:
        """Nobody of the network answered within the days that it set itself."""
        if not self.is_open or self.answered_at or not self.confirmed_at:
            return False
        return self.confirmed_at < IntakeSettings.load().answer_since

    def consents_of_case(self):
        """Also those that came with a request which was merged into this one."""
        return Consent.objects.filter(Q(sign_up=self) | Q(sign_up__merged_into=self))

    def consents_that_hold(self):
        return self.consents_of_case().filter(given=True, withdrawn_at=None)

    def can_be_seen_by(self, user) -> bool:
        return type(self).objects.visible_to(user).filter(pk=self.pk).exists()


class Consent(models.Model):
    """What somebody agreed to or not, and to which text of the privacy statement."""

    sign_up = models.ForeignKey(SignUp, on_delete=models.CASCADE, related_name="consents")
    purpose = models.CharField(_("purpose"), max_length=8, choices=Purpose)
    given = models.BooleanField(_("given"))
    statement = models.ForeignKey(
        PrivacyStatementVersion,
        verbose_name=_("privacy statement"),
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
    )
    at = models.DateTimeField(_("at"), default=timezone.now)
    withdrawn_at = models.DateTimeField(_("withdrawn at"), null=True, blank=True)

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["sign_up", "purpose"], name="consent_once_per_purpose")
        ]

    def __str__(self) -> str:
        return str(self.get_purpose_display())

    @property
    def holds(self) -> bool:
        return self.given and self.withdrawn_at is None


class Entry(models.Model):
    """A note of the network's, or one turn in the conversation."""

    sign_up = models.ForeignKey(SignUp, on_delete=models.CASCADE, related_name="entries")
    kind = models.CharField(_("kind"), max_length=8, choices=EntryKind, default=EntryKind.NOTE)
    text = models.TextField(_("text"), max_length=10_000)
    by = user_field(_("by"))
    at = models.DateTimeField(_("at"), default=timezone.now)
    is_shared = models.BooleanField(_("shared with the facilitator"), default=False)

    objects = EntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("conversation entry")
        verbose_name_plural = _("conversation entries")
        ordering = ["-at", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"


class StatusChange(models.Model):
    """One step in the pipeline; without a person when the visitor or the clock took it."""

    sign_up = models.ForeignKey(SignUp, on_delete=models.CASCADE, related_name="history")
    former = models.CharField(_("from"), max_length=16, choices=Status, blank=True)
    status = models.CharField(_("to"), max_length=16, choices=Status)
    by = user_field(_("by"))
    at = models.DateTimeField(_("at"), default=timezone.now)

    class Meta:
        verbose_name = _("change of status")
        verbose_name_plural = _("changes of status")
        ordering = ["at", "pk"]

    def __str__(self) -> str:
        return f"{self.former} → {self.status}"

    @property
    def in_words(self) -> str:
        return status_in_words(self.status, self.sign_up.intent)


class WaitingListEntry(models.Model):
    """A turn in the line for a CoP that has no place now."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        INVITED = "invited", _("invited")
        LEFT = "left", _("no longer waiting")

    sign_up = models.ForeignKey(SignUp, on_delete=models.CASCADE, related_name="waiting_for")
    cop = models.ForeignKey(
        CopPage, verbose_name=_("CoP"), on_delete=models.CASCADE, related_name="waiting_list"
    )
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.WAITING)
    since = models.DateTimeField(_("since"), default=timezone.now)
    changed_at = models.DateTimeField(_("changed at"), auto_now=True)

    objects = WaitingListQuerySet.as_manager()

    class Meta:
        verbose_name = _("turn on a waiting list")
        verbose_name_plural = _("waiting lists")
        ordering = ["since", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["sign_up", "cop"], condition=Q(state="waiting"), name="waiting_once_per_cop"
            )
        ]

    def __str__(self) -> str:
        return _("Turn %(number)s") % {"number": self.pk}

    @property
    def place_in_line(self) -> int | None:
        """1 for who is next; nothing for who waits no more."""
        line = type(self).objects.in_line().filter(cop=self.cop_id).values_list("pk", flat=True)
        return next((place for place, pk in enumerate(line, start=1) if pk == self.pk), None)


class ArenaRequest(models.Model):
    """An organisation that wants an arena around a CoP; the network leads it there."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        AGREED = "agreed", _("agreed")
        DECLINED = "declined", _("declined")

    sign_up = models.ForeignKey(SignUp, on_delete=models.CASCADE, related_name="arena_requests")
    cop = models.ForeignKey(
        CopPage,
        verbose_name=_("CoP"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="arena_requests",
    )
    organisation = models.CharField(_("organisation"), max_length=150)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.OPEN)
    created_at = models.DateTimeField(_("made at"), default=timezone.now)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)

    objects = ArenaRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("arena request")
        verbose_name_plural = _("arena requests")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return _("Arena request %(number)s") % {"number": self.pk}
