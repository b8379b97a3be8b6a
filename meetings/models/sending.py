"""What leaves the tracker: secret calendar addresses, and which notice was sent to whom."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..querysets import CalendarTokenQuerySet, NoticeQuerySet
from .base import TrackerModel


class CalendarToken(TrackerModel):
    """The secret of a private calendar feed: of all one's circles, or of one. Only a digest is kept."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("member"),
        on_delete=models.CASCADE,
        related_name="calendar_tokens",
    )
    circle = models.ForeignKey(
        "cop_pages.Circle",
        verbose_name=_("circle"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
    )
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(_("made at"), auto_now_add=True)
    revoked_at = models.DateTimeField(_("revoked at"), null=True, blank=True)
    last_used_on = models.DateField(_("last used on"), null=True, blank=True)

    objects = CalendarTokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("calendar address")
        verbose_name_plural = _("calendar addresses")

    def __str__(self) -> str:
        return _("Calendar address %(number)s") % {"number": self.pk}

    @property
    def made_on(self) -> date:
        return timezone.localdate(self.created_at)


class Notice(TrackerModel):
    """That somebody got this notice, so that a job that runs twice mails once.

    `edition` is the sequence of the meeting for invitations, changes and cancellations, the number of
    the day (`date.toordinal`) for reminders, and 0 for the rest.
    """

    class Kind(models.TextChoices):
        INVITATION = "invitation", _("invitation")
        CHANGE = "change", _("change")
        CANCELLATION = "cancellation", _("cancellation")
        SEAT = "seat", _("a seat came free")
        REMINDER = "reminder", _("reminder to answer")
        TOMORROW = "tomorrow", _("reminder of tomorrow")
        REPORT = "report", _("report")
        ACTION_DUE = "action_due", _("reminder of an action")
        MISSING = "missing", _("reminder of what is missing")

    kind = models.CharField(_("kind"), max_length=12, choices=Kind)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("member"),
        on_delete=models.CASCADE,
        related_name="+",
    )
    meeting = models.ForeignKey(
        "meetings.Meeting",
        verbose_name=_("meeting"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="notices",
    )
    action = models.ForeignKey(
        "meetings.ActionItem",
        verbose_name=_("action"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="notices",
    )
    circle = models.ForeignKey(
        "cop_pages.Circle",
        verbose_name=_("circle"),
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="+",
        help_text=_("Only when it is about the circle and not about one meeting."),
    )
    edition = models.PositiveIntegerField(default=0)
    sent_at = models.DateTimeField(auto_now_add=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        verbose_name_plural = _("notices")
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "user", "meeting", "edition"],
                condition=Q(action__isnull=True),
                name="notice_of_meeting_once",
            ),
            models.UniqueConstraint(
                fields=["kind", "user", "action", "edition"],
                condition=Q(action__isnull=False),
                name="notice_of_action_once",
            ),
            models.UniqueConstraint(
                fields=["kind", "user", "circle", "edition"],
                condition=Q(circle__isnull=False),
                name="notice_of_circle_once",
            ),
        ]

    def __str__(self) -> str:
        return _("Notice %(number)s") % {"number": self.pk}
