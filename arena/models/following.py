"""Following an arena: how often one hears of it, what one has read, and a private feed."""

from datetime import datetime, time, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cop_pages.models.people import hash_token
from meetings.models.base import TrackerModel

from .arenas import ArenaPage, ArenaUpdatePage

DIGEST_HOUR = time(8)
MONDAY = 0


class Frequency(models.TextChoices):
    AT_ONCE = "at_once", _("at once")
    DAILY = "daily", _("every day, in one mail")
    WEEKLY = "weekly", _("every week, in one mail")
    NEVER = "never", _("never")


def next_digest(frequency: str, after: datetime) -> datetime | None:
    """The first eight in the morning after this moment: of a day, or of a Monday."""
    if frequency not in {Frequency.DAILY, Frequency.WEEKLY}:
        return None
    local = timezone.localtime(after)
    day = local.date() + timedelta(days=int(local.time() >= DIGEST_HOUR))
    if frequency == Frequency.WEEKLY:
        day += timedelta(days=(MONDAY - day.weekday()) % 7)
    return timezone.make_aware(datetime.combine(day, DIGEST_HOUR))


class FollowPreferenceQuerySet(models.QuerySet):
    def in_force(self):
        """Of people who follow the arena now, with an account that is open."""
        following = ArenaPage.objects.published().filter(
            memberships__user=models.OuterRef("user"), memberships__ended_at__isnull=True
        )
        return self.filter(
            models.Exists(following.filter(pk=models.OuterRef("arena"))), user__is_active=True
        )

    def due(self):
        return self.in_force().filter(due_at__lte=timezone.now())

    def at_once(self):
        return self.in_force().filter(frequency=Frequency.AT_ONCE)


class FollowPreference(TrackerModel):
    """How often somebody hears of one arena, and up to when they were told."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="follow_preferences"
    )
    arena = models.ForeignKey(
        ArenaPage, verbose_name=_("arena"), on_delete=models.CASCADE, related_name="preferences"
    )
    frequency = models.CharField(
        _("mail me news"), max_length=8, choices=Frequency, default=Frequency.WEEKLY
    )
    told_until = models.DateTimeField(default=timezone.now, editable=False)
    due_at = models.DateTimeField(null=True, blank=True, db_index=True, editable=False)

    objects = FollowPreferenceQuerySet.as_manager()

    class Meta:
        verbose_name = _("follow preference")
        verbose_name_plural = _("follow preferences")
        constraints = [
            models.UniqueConstraint(fields=["user", "arena"], name="follow_preference_once"),
        ]

    def __str__(self) -> str:
        return _("Follow preference %(number)s") % {"number": self.pk}

    def follow(self, frequency: str) -> None:
        """Not saved. A digest begins with what is new from now on, not with what was mailed already."""
        if self.due_at is None:
            self.told_until = timezone.now()
        self.frequency = frequency
        self.due_at = next_digest(frequency, timezone.now())

    def told(self, until: datetime) -> None:
        """Not saved."""
        self.told_until, self.due_at = until, next_digest(self.frequency, until)


class ReadMark(TrackerModel):
    """When somebody last had a page on their screen: a digest need not tell what stood there.

    The page is the tribune itself when `update` is empty.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    arena = models.ForeignKey(ArenaPage, on_delete=models.CASCADE, related_name="+")
    update = models.ForeignKey(
        ArenaUpdatePage, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    read_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("read mark")
        verbose_name_plural = _("read marks")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "arena"],
                condition=Q(update__isnull=True),
                name="tribune_read_mark_once",
            ),
            models.UniqueConstraint(
                fields=["user", "update"],
                condition=Q(update__isnull=False),
                name="update_read_mark_once",
            ),
        ]

    def __str__(self) -> str:
        return _("Read mark %(number)s") % {"number": self.pk}


class Visit(TrackerModel):
    """That somebody was on the tribune in this month; for sums per role, never shown by person."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    arena = models.ForeignKey(ArenaPage, on_delete=models.CASCADE, related_name="visits")
    month = models.DateField(help_text=_("The first day of it."))

    class Meta:
        verbose_name = _("visit")
        verbose_name_plural = _("visits")
        constraints = [
            models.UniqueConstraint(fields=["arena", "month", "user"], name="visit_once_a_month"),
        ]

    def __str__(self) -> str:
        return _("Visit %(number)s") % {"number": self.pk}


class DigestLog(TrackerModel):
    """That somebody got their digest of this day: two jobs at once send one."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    day = models.DateField()
    items = models.PositiveIntegerField(default=0)
    sent_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("digest that was sent")
        verbose_name_plural = _("digests that were sent")
        constraints = [models.UniqueConstraint(fields=["user", "day"], name="digest_once_a_day")]

    def __str__(self) -> str:
        return _("Digest %(number)s") % {"number": self.pk}


class FeedTokenQuerySet(models.QuerySet):
    def valid(self):
        return self.filter(revoked_at__isnull=True, user__is_active=True)

    def for_token(self, token: str):
        return self.valid().filter(token_hash=hash_token(token))


class FeedToken(TrackerModel):
    """The secret of a private feed of all one's arenas. Only a digest is kept."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    token_hash = models.CharField(max_length=64, unique=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    objects = FeedTokenQuerySet.as_manager()

    class Meta:
        verbose_name = _("feed address")
        verbose_name_plural = _("feed addresses")

    def __str__(self) -> str:
        return _("Feed address %(number)s") % {"number": self.pk}
