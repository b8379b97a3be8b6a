"""Who is asked, who comes, and who was there."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..querysets import AttendanceQuerySet
from .base import TrackerModel


class Attendance(TrackerModel):
    """One member at one meeting: the invitation, the answer, and afterwards whether they were there."""

    class Answer(models.TextChoices):
        NONE = "", _("no answer yet")
        YES = "yes", _("is coming")
        MAYBE = "maybe", _("may come")
        NO = "no", _("is not coming")

    meeting = models.ForeignKey(
        "meetings.Meeting",
        verbose_name=_("meeting"),
        on_delete=models.CASCADE,
        related_name="attendances",
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("member"),
        on_delete=models.CASCADE,
        related_name="attendances",
    )
    invited_at = models.DateTimeField(_("invited at"), null=True, blank=True)
    answer = models.CharField(
        _("answer"), max_length=5, choices=Answer, default=Answer.NONE, blank=True
    )
    note = models.CharField(_("remark"), max_length=300, blank=True)
    answered_at = models.DateTimeField(_("answered at"), null=True, blank=True)
    # Who says yes when all seats are taken waits; the one who waits longest moves up.
    waiting_since = models.DateTimeField(_("waiting since"), null=True, blank=True)
    present = models.BooleanField(_("was there"), null=True, blank=True)

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendance")
        constraints = [
            models.UniqueConstraint(fields=["meeting", "user"], name="attendance_once"),
        ]
        indexes = [models.Index(fields=["meeting", "answer"], name="attendance_answers")]

    def __str__(self) -> str:
        """No name: this text ends up in logs and reports."""
        return _("Attendance %(number)s") % {"number": self.pk}

    @property
    def is_coming(self) -> bool:
        """Said yes and has a seat."""
        return self.answer == self.Answer.YES and self.waiting_since is None

    @property
    def is_waiting(self) -> bool:
        return self.answer == self.Answer.YES and self.waiting_since is not None


class GuestAttendance(TrackerModel):
    """Somebody without an account who was there; the name goes when the retention is over."""

    meeting = models.ForeignKey(
        "meetings.Meeting",
        verbose_name=_("meeting"),
        on_delete=models.CASCADE,
        related_name="guests",
    )
    name = models.CharField(_("name"), max_length=120)
    brought_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("brought by"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    class Meta:
        verbose_name = _("guest")
        verbose_name_plural = _("guests")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return _("Guest %(number)s") % {"number": self.pk}
