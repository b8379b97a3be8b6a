"""Interests: what the arena brings into the neighbourhood, and what the CoP answers."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cop_pages.models import CopPage
from meetings.models import Meeting
from meetings.models.base import TrackerModel

from .arenas import ArenaPage, ProgrammeLine


class State(models.TextChoices):
    BROUGHT_IN = "brought_in", _("brought in")
    BUNDLED = "bundled", _("bundled")
    FORWARDED = "forwarded", _("forwarded to the CoP")
    ACCEPTED = "accepted", _("taken up")
    PARKED = "parked", _("parked")
    DECLINED = "declined", _("declined")
    ANSWERED = "answered", _("answered")


# Who moves an interest where: the arena lead until it is forwarded, the CoP's facilitator from then on.
LEAD_MOVES = {
    State.BROUGHT_IN: {State.BUNDLED, State.FORWARDED},
    State.BUNDLED: {State.BROUGHT_IN},
}
FACILITATOR_MOVES = {
    State.FORWARDED: {State.ACCEPTED, State.PARKED, State.DECLINED},
    State.ACCEPTED: {State.ANSWERED, State.PARKED},
    State.PARKED: {State.ACCEPTED, State.DECLINED},
}
WITH_REASON = {State.PARKED, State.DECLINED, State.ANSWERED}
# What the CoP has not seen.
INSIDE_THE_ARENA = [State.BROUGHT_IN, State.BUNDLED]


class InterestQuerySet(models.QuerySet):
    def visible_to(self, user):
        """All of an arena one is in; of a CoP one is in, what was forwarded to it."""
        inside = Q(arena__in=ArenaPage.objects.visible_to(user))
        of_cop = Q(cop__in=CopPage.objects.visible_to(user)) & ~Q(state__in=INSIDE_THE_ARENA)
        return self.filter(inside | of_cop)

    def of_arena(self, arena):
        return self.filter(arena=arena)

    def for_cop(self, cop):
        """What an arena that still follows the CoP has forwarded to it."""
        arenas = ArenaPage.objects.around(cop)
        return self.filter(cop=cop, arena__in=arenas).exclude(state__in=INSIDE_THE_ARENA)

    def waiting_for_answer(self):
        """Forwarded; or accepted, and no meeting is to come any more in which it is talked about.

        That one is over, or cancelled, or its block was taken off the agenda for good.
        """
        over = [Meeting.Status.HELD, Meeting.Status.PUBLISHED, Meeting.Status.CANCELLED]
        nowhere = Q(backlog_item=None, agenda_item=None)
        ended = Q(agenda_item__meeting__ends_at__lte=timezone.now())
        stranded = Q(agenda_item__meeting__status__in=over) | ended | nowhere
        return self.filter(Q(state=State.FORWARDED) | Q(state=State.ACCEPTED) & stranded)

    def with_outcome(self):
        """Its `outcome`: the state in which its answer stands, with the bundle when it goes along."""
        bundled = When(state=State.BUNDLED, bundle__isnull=False, then=F("bundle__state"))
        return self.annotate(outcome=Case(bundled, default=F("state")))

    def for_reading(self):
        places = ("agenda_item__meeting", "bundle__agenda_item__meeting")
        return self.select_related("programme_line", "cop", *places)

    def with_bundled(self):
        return self.prefetch_related(
            models.Prefetch("bundled", Interest.objects.select_related("programme_line"))
        )

    def newest_first(self):
        return self.order_by("-created_at", "-pk")


class Interest(TrackerModel):
    """Something from another programme line that matters to the neighbourhood."""

    State: ClassVar = State

    class Urgency(models.TextChoices):
        NOW = "now", _("needed now")
        SEASON = "season", _("within three months")
        LATER = "later", _("it can wait")

    arena = models.ForeignKey(
        ArenaPage,
        verbose_name=_("arena"),
        on_delete=models.CASCADE,
        related_name="brought_interests",
    )
    cop = models.ForeignKey(
        CopPage,
        verbose_name=_("for the CoP"),
        on_delete=models.CASCADE,
        related_name="arena_interests",
    )
    sender = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    submission = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    title = models.CharField(_("what it is about"), max_length=120)
    programme_line = models.ForeignKey(
        ProgrammeLine,
        verbose_name=_("programme line"),
        on_delete=models.PROTECT,
        related_name="interests",
    )
    why = models.TextField(_("why it matters to the neighbourhood"), max_length=1500)
    urgency = models.CharField(_("urgency"), max_length=8, choices=Urgency, default=Urgency.SEASON)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.BROUGHT_IN)
    reason = models.TextField(_("answer in plain words"), max_length=1500, blank=True)
    bundle = models.ForeignKey(
        "self",
        verbose_name=_("bundled with"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="bundled",
    )
    backlog_item = models.OneToOneField(
        "meetings.BacklogItem", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    agenda_item = models.ForeignKey(
        "meetings.AgendaItem", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(_("brought in at"), default=timezone.now, editable=False)
    changed_at = models.DateTimeField(_("changed at"), default=timezone.now, editable=False)

    objects = InterestQuerySet.as_manager()

    class Meta:
        verbose_name = _("interest")
        verbose_name_plural = _("interests")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(fields=["arena", "state"], name="interest_of_arena"),
            models.Index(fields=["cop", "state"], name="interest_for_cop"),
        ]

    def __str__(self) -> str:
        return _("Interest %(number)s") % {"number": self.pk}

    @property
    def answer(self) -> "Interest":
        """Where its answer stands: with the one it is bundled with, or with itself."""
        return self.bundle if self.is_bundled and self.bundle else self

    @property
    def is_bundled(self) -> bool:
        return self.state == State.BUNDLED

    @property
    def has_answer(self) -> bool:
        """Whether the CoP said what becomes of it, for now or for good."""
        return self.answer.state in WITH_REASON

    @property
    def steps(self):
        """What happened to it, oldest first; and to the one that it goes along with, from then on."""
        rows = Q(interest=self)
        if self.is_bundled and self.bundle:
            rows |= Q(interest=self.bundle) & ~Q(state__in=INSIDE_THE_ARENA)
        return InterestEvent.objects.filter(rows)

    @property
    def meeting(self):
        """The meeting on whose agenda it stands or stood, unless members cannot see that one yet."""
        meeting = self.agenda_item.meeting if self.agenda_item else None
        return None if meeting is None or meeting.is_draft or meeting.is_cancelled else meeting

    @property
    def place(self) -> str:
        """Where it is after the CoP took it up: on the list, on an agenda, behind us, or nowhere."""
        if self.state != State.ACCEPTED:
            return ""
        if self.backlog_item_id:
            return "list"
        on = self.agenda_item.meeting if self.agenda_item else None
        if on is None or on.is_cancelled:
            return "nowhere"
        if on.is_draft:
            return "nowhere" if on.has_ended else "list"
        return "behind" if on.was_held or on.has_ended else "agenda"

    @property
    def is_stranded(self) -> bool:
        """No meeting is to come any more in which it is talked about."""
        return self.place in {"behind", "nowhere"}

    def may_become(self, state: str, moves: dict) -> bool:
        return state in moves.get(State(self.state), set())


class InterestEvent(TrackerModel):
    """One step of an interest; who took it is kept for a year, what was said stays."""

    interest = models.ForeignKey(Interest, on_delete=models.CASCADE, related_name="events")
    state = models.CharField(_("state"), max_length=10, choices=State)
    reason = models.TextField(_("answer in plain words"), max_length=1500, blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    happened_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("step of an interest")
        verbose_name_plural = _("steps of interests")
        ordering = ["happened_at", "pk"]

    def __str__(self) -> str:
        return _("Step %(number)s") % {"number": self.pk}
