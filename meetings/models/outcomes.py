"""What a meeting leaves behind: decisions, actions, and what the next step needs."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..querysets import ActionItemQuerySet, DecisionQuerySet, NextStepQuerySet
from .base import TrackerModel


class Decision(TrackerModel):
    """Something the circle agreed on."""

    meeting = models.ForeignKey(
        "meetings.Meeting",
        verbose_name=_("meeting"),
        on_delete=models.CASCADE,
        related_name="decisions",
    )
    agenda_item = models.ForeignKey(
        "meetings.AgendaItem",
        verbose_name=_("agenda item"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="decisions",
    )
    text = models.TextField(_("decision"), max_length=1000)
    order = models.PositiveSmallIntegerField(_("order"), default=0)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = _("decision")
        verbose_name_plural = _("decisions")
        ordering = ["order", "pk"]

    def __str__(self) -> str:
        return _("Decision %(number)s") % {"number": self.pk}


class ActionItem(TrackerModel):
    """What somebody said they would do. Its owner sees it at once, the others with the report."""

    class State(models.TextChoices):
        OPEN = "open", _("open")
        DONE = "done", _("done")
        DROPPED = "dropped", _("dropped")

    circle = models.ForeignKey(
        "cop_pages.Circle",
        verbose_name=_("circle"),
        on_delete=models.CASCADE,
        related_name="action_items",
    )
    meeting = models.ForeignKey(
        "meetings.Meeting",
        verbose_name=_("meeting"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="action_items",
    )
    agenda_item = models.ForeignKey(
        "meetings.AgendaItem",
        verbose_name=_("agenda item"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="action_items",
    )
    text = models.TextField(_("action"), max_length=1000)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who does it"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="action_items",
    )
    due = models.DateField(_("ready by"), null=True, blank=True)
    state = models.CharField(_("state"), max_length=8, choices=State, default=State.OPEN)
    done_at = models.DateTimeField(_("done at"), null=True, blank=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = ActionItemQuerySet.as_manager()

    class Meta:
        verbose_name = _("action")
        verbose_name_plural = _("actions")
        ordering = [models.F("due").asc(nulls_last=True), "pk"]
        indexes = [
            models.Index(fields=["circle", "state"], name="action_of_circle"),
            models.Index(fields=["owner", "state"], name="action_of_owner"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="done") | Q(done_at__isnull=True), name="action_done_at_when_done"
            ),
        ]

    def __str__(self) -> str:
        return _("Action %(number)s") % {"number": self.pk}

    @property
    def is_open(self) -> bool:
        return self.state == self.State.OPEN

    @property
    def is_late(self) -> bool:
        return self.is_open and self.due is not None and self.due < timezone.localdate()

    def can_be_ticked_by(self, user, *, is_facilitator: bool) -> bool:
        """Its owner, and who leads the circle."""
        return is_facilitator or self.owner_id == user.pk

    def set_state(self, state: str) -> None:
        """Not saved. Done a second time keeps the first moment."""
        self.state = state
        self.done_at = (self.done_at or timezone.now()) if state == self.State.DONE else None


class NextStep(TrackerModel):
    """The answer to 'what does the next step need?', with which the next agenda begins."""

    meeting = models.OneToOneField(
        "meetings.Meeting",
        verbose_name=_("meeting"),
        on_delete=models.CASCADE,
        related_name="next_step",
    )
    text = models.TextField(_("what the next step needs"), max_length=2000)
    carried_to = models.ForeignKey(
        "meetings.AgendaItem",
        verbose_name=_("first block of the next agenda"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="carried_steps",
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = NextStepQuerySet.as_manager()

    class Meta:
        verbose_name = _("next step")
        verbose_name_plural = _("next steps")

    def __str__(self) -> str:
        return _("Next step %(number)s") % {"number": self.pk}
