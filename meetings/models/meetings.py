"""A meeting of a circle, from draft to published report."""

import uuid
from datetime import datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..querysets import MeetingQuerySet
from .base import MOST_PEOPLE, InTimeZone, TrackerModel, WhereModel


class Meeting(InTimeZone, WhereModel, TrackerModel):
    """One gathering. Its `uid` and `sequence` are those of the event in people's own calendars."""

    class Status(models.TextChoices):
        DRAFT = "draft", _("draft")
        PLANNED = "planned", _("planned")
        CANCELLED = "cancelled", _("cancelled")
        HELD = "held", _("held")
        PUBLISHED = "published", _("report published")

    circle = models.ForeignKey(
        "cop_pages.Circle",
        verbose_name=_("circle"),
        on_delete=models.CASCADE,
        related_name="meetings",
    )
    series = models.ForeignKey(
        "meetings.MeetingSeries",
        verbose_name=_("series"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="meetings",
    )
    recurrence_id = models.DateField(
        _("date by the rule of the series"),
        null=True,
        blank=True,
        editable=False,
        help_text=_("Stays the same when the meeting moves to another day."),
    )
    title = models.CharField(_("title"), max_length=200)
    starts_at = models.DateTimeField(_("starts at"))
    ends_at = models.DateTimeField(_("ends at"))
    goals = models.ManyToManyField(
        "modules_library.Goal", verbose_name=_("goals"), blank=True, related_name="+"
    )
    lead = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who leads it"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    status = models.CharField(_("status"), max_length=10, choices=Status, default=Status.DRAFT)
    cancel_reason = models.CharField(_("why it is cancelled"), max_length=300, blank=True)
    capacity = models.PositiveSmallIntegerField(
        _("how many people fit"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_PEOPLE)],
    )
    invitation_text = models.TextField(_("invitation"), max_length=2000, blank=True)
    summary = models.TextField(_("summary"), max_length=10_000, blank=True)
    group_size = models.PositiveSmallIntegerField(
        _("how many people there were"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(MOST_PEOPLE)],
    )
    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    sequence = models.PositiveIntegerField(default=0, editable=False)
    # Raised by every change of the agenda: who saves with an older number sees what changed first.
    agenda_version = models.PositiveIntegerField(default=0, editable=False)
    journey_step = models.OneToOneField(
        "cop_pages.JourneyStep",
        verbose_name=_("journey step"),
        null=True,
        blank=True,
        editable=False,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    invited_at = models.DateTimeField(_("invited at"), null=True, blank=True, editable=False)
    held_at = models.DateTimeField(_("closed at"), null=True, blank=True, editable=False)
    report_published_at = models.DateTimeField(
        _("report published at"), null=True, blank=True, editable=False
    )
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = _("meeting")
        verbose_name_plural = _("meetings")
        ordering = ["starts_at", "pk"]
        permissions = [
            ("track_meetings", _("Can follow meetings across circles in the admin")),
            ("export_meetings", _("Can export the list of meetings")),
        ]
        indexes = [
            models.Index(fields=["circle", "starts_at"], name="meeting_of_circle"),
            models.Index(fields=["status", "starts_at"], name="meeting_by_status"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="meeting_ends_after_start"
            ),
            models.UniqueConstraint(
                fields=["series", "recurrence_id"], name="meeting_once_per_date_of_series"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("meetings:meeting", args=[self.pk])

    @property
    def local_start(self) -> datetime:
        """What the clock on the wall shows where the meeting is."""
        return self.starts_at.astimezone(self.zone)

    @property
    def local_end(self) -> datetime:
        return self.ends_at.astimezone(self.zone)

    def local_time(self, minutes: int) -> datetime:
        """The clock on the wall so many minutes after the start."""
        return (self.starts_at + timedelta(minutes=minutes)).astimezone(self.zone)

    @property
    def minutes(self) -> int:
        """How long the meeting lasts."""
        return round((self.ends_at - self.starts_at) / timedelta(minutes=1))

    @property
    def is_draft(self) -> bool:
        return self.status == self.Status.DRAFT

    @property
    def is_planned(self) -> bool:
        return self.status == self.Status.PLANNED

    @property
    def is_cancelled(self) -> bool:
        return self.status == self.Status.CANCELLED

    @property
    def was_held(self) -> bool:
        return self.status in {self.Status.HELD, self.Status.PUBLISHED}

    @property
    def has_report(self) -> bool:
        return self.status == self.Status.PUBLISHED

    @property
    def has_begun(self) -> bool:
        return self.starts_at <= timezone.now()

    @property
    def has_ended(self) -> bool:
        return self.ends_at <= timezone.now()

    @property
    def is_open_for_answers(self) -> bool:
        """Whether people can still say that they come, or do not."""
        return self.is_planned and not self.has_ended

    @property
    def can_be_closed(self) -> bool:
        """It has begun, and nobody has closed or cancelled it."""
        return self.has_begun and self.status in {self.Status.DRAFT, self.Status.PLANNED}

    def can_be_seen_by(self, user) -> bool:
        return Meeting.objects.visible_to(user).filter(pk=self.pk).exists()

    def can_be_edited_by(self, user) -> bool:
        """The facilitators of its circle; editors look on through the admin."""
        return Meeting.objects.editable_by(user).filter(pk=self.pk).exists()

    def private_notes_can_be_read_by(self, user) -> bool:
        """The notes for facilitators, and minutes that are not published yet."""
        return user.has_perm("cop_pages.view_all_circles") or self.can_be_edited_by(user)

    def report_can_be_read_by(self, user) -> bool:
        """Members read the report once it is published."""
        return self.has_report or self.private_notes_can_be_read_by(user)

    def clean(self):
        super().clean()
        if self.starts_at and self.ends_at and self.ends_at <= self.starts_at:
            raise ValidationError({"ends_at": _("The end comes before the start.")})
