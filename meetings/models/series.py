"""A rhythm such as 'every third Tuesday, 19.30', with a real meeting for each date."""

from datetime import date, datetime, timedelta

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from ..querysets import MeetingSeriesQuerySet
from ..recurrence import dates_between, instant, rule_of
from .base import MOST_MINUTES, MOST_PEOPLE, InTimeZone, TrackerModel, WhereModel


def validate_rule(text: str) -> None:
    try:
        rule_of(text, date(2026, 1, 1))
    except ValueError as error:
        raise ValidationError(_("This is not a rule for a series of dates.")) from error


def validate_dates(dates) -> None:
    """A list of dates such as '2026-12-15'."""
    try:
        [date.fromisoformat(each) for each in dates]
    except (TypeError, ValueError) as error:
        raise ValidationError(_("Write each date as 2026-12-15.")) from error


class MeetingSeries(InTimeZone, WhereModel, TrackerModel):
    """What the meetings of a series have in common; each meeting may differ from it."""

    circle = models.ForeignKey(
        "cop_pages.Circle",
        verbose_name=_("circle"),
        on_delete=models.CASCADE,
        related_name="meeting_series",
    )
    title = models.CharField(_("title"), max_length=200)
    rule = models.CharField(
        _("rule"),
        max_length=200,
        validators=[validate_rule],
        help_text=_("As RFC 5545 writes it: FREQ=MONTHLY;BYDAY=3TU"),
    )
    first_date = models.DateField(_("starting from"))
    until = models.DateField(_("up to and including"), null=True, blank=True)
    start_time = models.TimeField(_("start"))
    minutes = models.PositiveSmallIntegerField(
        _("minutes"),
        default=120,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_MINUTES)],
    )
    skips_holidays = models.BooleanField(_("skip public holidays"), default=True)
    skipped_dates = models.JSONField(
        _("skipped dates"), default=list, blank=True, validators=[validate_dates]
    )
    lead = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("who leads it"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    capacity = models.PositiveSmallIntegerField(
        _("how many people fit"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_PEOPLE)],
    )
    template = models.ForeignKey(
        "meetings.AgendaTemplate",
        verbose_name=_("agenda template"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = MeetingSeriesQuerySet.as_manager()

    class Meta:
        verbose_name = _("series of meetings")
        verbose_name_plural = pgettext_lazy("several", "series of meetings")
        ordering = ["first_date", "pk"]

    def __str__(self) -> str:
        return self.title

    @property
    def skipped(self) -> set[date]:
        return {date.fromisoformat(each) for each in self.skipped_dates}

    def skip(self, day: date) -> None:
        """Leave this date out from now on. Not saved."""
        self.skipped_dates = sorted({*self.skipped_dates, day.isoformat()})

    def dates(self, first: date, last: date) -> list[date]:
        """The dates by the rule, both ends included, without those that are skipped."""
        first, last = max(first, self.first_date), min(last, self.until or last)
        rule = rule_of(self.rule, self.first_date)
        dates = dates_between(rule, first, last, skip_holidays=self.skips_holidays)
        return [each for each in dates if each not in self.skipped]

    def times_on(self, day: date) -> tuple[datetime, datetime]:
        """Start and end in UTC: half past seven stays half past seven, summer and winter."""
        start = instant(day, self.start_time, self.zone)
        return start, start + timedelta(minutes=self.minutes)

    def can_be_edited_by(self, user) -> bool:
        return MeetingSeries.objects.editable_by(user).filter(pk=self.pk).exists()
