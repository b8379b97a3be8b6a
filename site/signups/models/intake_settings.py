"""What a network decides about its intake."""

from datetime import date, datetime, timedelta
from typing import ClassVar

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.settings.models import BaseGenericSetting, register_setting


def days_field(label, default: int, most: int, help_text) -> models.PositiveSmallIntegerField:
    return models.PositiveSmallIntegerField(
        label,
        default=default,
        validators=[MinValueValidator(1), MaxValueValidator(most)],
        help_text=help_text,
    )


@register_setting(icon="form", order=310)
class IntakeSettings(BaseGenericSetting):
    """One for the network."""

    answer_within_days = days_field(
        _("days to answer in"),
        7,
        90,
        _("After this many days without an answer, a sign-up is marked as too late."),
    )
    quote_valid_days = days_field(
        _("days a quote is valid"), 30, 365, _("You may change the date on each quote.")
    )
    letterhead = models.TextField(
        _("our details on a quote"),
        max_length=400,
        blank=True,
        help_text=_("Address, bank account and the like, each on a line of its own."),
    )

    panels: ClassVar = [
        FieldPanel("answer_within_days"),
        MultiFieldPanel(
            [FieldPanel("quote_valid_days"), FieldPanel("letterhead")], heading=_("Quotes")
        ),
    ]

    class Meta:
        verbose_name = _("intake")
        verbose_name_plural = _("intake")

    @property
    def answer_since(self) -> datetime:
        """Who waits since before this moment waits too long."""
        return timezone.now() - timedelta(days=self.answer_within_days)

    @property
    def answer_by(self) -> date:
        """When somebody who confirms now has an answer at the latest."""
        return timezone.localdate() + timedelta(days=self.answer_within_days)
