"""The undercurrent: a pulse at closing whose answers belong to nobody.

No row ties an answer to a person or a moment. Keys are random, so that the order of the rows does not
tell who answered when; that somebody answered is kept apart, as a digest that only this server can make.
"""

import uuid

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..querysets import PulseRoundQuerySet
from .base import TrackerModel

SCORE = [MinValueValidator(1), MaxValueValidator(5)]


class PulseRound(TrackerModel):
    """The pulse of one meeting."""

    meeting = models.OneToOneField(
        "meetings.Meeting",
        verbose_name=_("meeting"),
        on_delete=models.CASCADE,
        related_name="pulse_round",
    )
    opened_at = models.DateTimeField(_("opened at"), null=True, blank=True)
    closed_at = models.DateTimeField(_("closed at"), null=True, blank=True)
    texts_purged_at = models.DateTimeField(_("words removed at"), null=True, blank=True)

    objects = PulseRoundQuerySet.as_manager()

    class Meta:
        verbose_name = _("pulse")
        verbose_name_plural = _("pulses")

    def __str__(self) -> str:
        return _("Pulse %(number)s") % {"number": self.pk}

    @property
    def is_open(self) -> bool:
        return self.opened_at is not None and self.closed_at is None


class PulseVoter(TrackerModel):
    """That somebody answered, so that nobody answers twice. Removed when the round closes."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(PulseRound, on_delete=models.CASCADE, related_name="voters")
    voter_hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("participation in a pulse")
        verbose_name_plural = _("participation in pulses")
        constraints = [
            models.UniqueConstraint(fields=["round", "voter_hash"], name="pulse_voter_once"),
        ]

    def __str__(self) -> str:
        return _("Participation")


class PulseAnswer(TrackerModel):
    """One answer: two scores from 1 to 5, and words that only the facilitator can read."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    round = models.ForeignKey(PulseRound, on_delete=models.CASCADE, related_name="answers")
    between_us = models.PositiveSmallIntegerField(_("how it is between us"), validators=SCORE)
    can_speak = models.PositiveSmallIntegerField(
        _("whether everything can be said"), null=True, blank=True, validators=SCORE
    )
    unsaid = models.BinaryField(_("what is unsaid, encrypted"), default=bytes, blank=True)

    class Meta:
        verbose_name = _("answer to a pulse")
        verbose_name_plural = _("answers to pulses")

    def __str__(self) -> str:
        return _("Answer")
