"""The search for somebody who leads a CoP, and who was asked to."""

from datetime import timedelta
from typing import ClassVar

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cop_pages.models import CopPage, Membership

from ..facilitator_querysets import RequestQuerySet, SearchQuerySet
from .facilitators import FacilitatorProfile
from .sign_ups import SignUp, user_field

ASK_LIFE = timedelta(days=21)


class FacilitatorSearch(models.Model):
    """For a CoP that is there, for a request that may become one, or for who takes over from somebody."""

    class State(models.TextChoices):
        OPEN = "open", _("looking for somebody")
        FILLED = "filled", _("facilitator found")
        CALLED_OFF = "called_off", _("called off")

    cop = models.ForeignKey(
        CopPage,
        verbose_name=_("CoP"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="facilitator_searches",
    )
    sign_up = models.ForeignKey(
        SignUp,
        verbose_name=_("sign-up"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="facilitator_searches",
    )
    # The facilitator who stops: they hand over as soon as the next one is in.
    replaces = models.ForeignKey(
        Membership, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    state = models.CharField(
        _("state"), max_length=12, choices=State, default=State.OPEN, db_index=True
    )
    started_by = user_field(_("started by"))
    started_at = models.DateTimeField(_("started at"), default=timezone.now)
    decided_by = user_field(_("decided by"))
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)

    objects = SearchQuerySet.as_manager()

    class Meta:
        verbose_name = _("search for a facilitator")
        verbose_name_plural = _("searches for facilitators")
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(cop__isnull=False) | Q(sign_up__isnull=False),
                name="facilitator_search_has_subject",
            ),
            models.UniqueConstraint(
                fields=["cop"], condition=Q(state="open"), name="facilitator_search_once_per_cop"
            ),
            models.UniqueConstraint(
                fields=["sign_up"],
                condition=Q(state="open"),
                name="facilitator_search_once_per_sign_up",
            ),
        ]

    def __str__(self) -> str:
        return _("Search %(number)s") % {"number": self.pk}

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def chosen(self) -> "FacilitatorRequest | None":
        """Who leads because of it, or who is to."""
        state = FacilitatorRequest.State.CHOSEN
        return next((each for each in self.requests.all() if each.state == state), None)

    @property
    def goes_on_at(self) -> SignUp | None:
        """The sign-up that took in the one this search began at; the search goes on there."""
        return self.sign_up.merged_into if self.sign_up else None

    @property
    def subject(self) -> str:
        """What it is about, for who is asked: without a name of who asked for it."""
        return self.cop.title if self.cop else str(_("a new CoP"))

    @property
    def place(self) -> str:
        return self.cop.place if self.cop else ""

    @property
    def municipality(self) -> str:
        return self.cop.municipality if self.cop else self.sign_up.municipality

    @property
    def case_kind(self) -> str:
        return self.cop.case_kind if self.cop else self.sign_up.case_kind

    def get_case_kind_label(self) -> str:
        return str(dict(CopPage.CaseKind.choices).get(self.case_kind, ""))


def ask_expiry():
    return timezone.now() + ASK_LIFE


class FacilitatorRequest(models.Model):
    """One facilitator who was asked in a search. Only a digest of the link's secret is kept."""

    class State(models.TextChoices):
        ASKED = "asked", _("asked")
        ACCEPTED = "accepted", _("would like to")
        DECLINED = "declined", _("cannot")
        CHOSEN = "chosen", _("chosen")
        PASSED_OVER = "passed_over", _("another was chosen")
        WITHDRAWN = "withdrawn", _("no longer needed")
        STOPPED = "stopped", _("stopped")

    # Until somebody is chosen, who was asked may answer, and change their mind.
    UNDECIDED: ClassVar = (State.ASKED, State.ACCEPTED, State.DECLINED)

    search = models.ForeignKey(
        FacilitatorSearch,
        verbose_name=_("search"),
        on_delete=models.CASCADE,
        related_name="requests",
    )
    profile = models.ForeignKey(
        FacilitatorProfile,
        verbose_name=_("facilitator"),
        on_delete=models.CASCADE,
        related_name="requests",
    )
    state = models.CharField(
        _("state"), max_length=12, choices=State, default=State.ASKED, db_index=True
    )
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    expires_at = models.DateTimeField(_("can be answered until"), default=ask_expiry)
    message = models.TextField(_("message"), max_length=1000, blank=True)
    answer = models.TextField(_("answer"), max_length=1000, blank=True)
    asked_by = user_field(_("asked by"))
    asked_at = models.DateTimeField(_("asked at"), default=timezone.now)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    decided_at = models.DateTimeField(_("decided at"), null=True, blank=True)
    # When the chosen one got their role, or an invitation to it.
    placed_at = models.DateTimeField(_("placed at"), null=True, blank=True)

    objects = RequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("request to a facilitator")
        verbose_name_plural = _("requests to facilitators")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["search", "profile"], name="facilitator_asked_once_per_search"
            )
        ]

    def __str__(self) -> str:
        return _("Request %(number)s") % {"number": self.pk}

    @property
    def can_be_answered(self) -> bool:
        return (
            self.search.is_open
            and self.state in self.UNDECIDED
            and self.expires_at > timezone.now()
        )
