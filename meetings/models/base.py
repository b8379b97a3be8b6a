"""What the tracker's models share."""

from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

MOST_MINUTES = 1440
MOST_PEOPLE = 10_000


def default_timezone() -> str:
    return settings.TIME_ZONE


def validate_timezone(name: str) -> None:
    """Only names of the time zone database; anything else would fail when it is used."""
    if name not in available_timezones():
        raise ValidationError(_("This time zone does not exist."))


class TrackerModel(models.Model):
    """A row of a circle. Wagtail keeps no index of what it refers to: that index has no privacy."""

    wagtail_reference_index_ignore = True

    class Meta:
        abstract = True


class InTimeZone(models.Model):
    """Times are kept in UTC; this zone says what the clock on the wall shows, summer or winter."""

    timezone = models.CharField(
        _("time zone"), max_length=64, default=default_timezone, validators=[validate_timezone]
    )

    class Meta:
        abstract = True

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.timezone)


class WhereModel(models.Model):
    """A place, a video link, or both."""

    place = models.CharField(_("place"), max_length=200, blank=True)
    video_url = models.URLField(_("video link"), max_length=500, blank=True)

    class Meta:
        abstract = True


class BlockModel(models.Model):
    """Something that takes minutes, perhaps woven from a module of the catalogue.

    `module_version` remembers which version of the module was woven in.
    """

    title = models.CharField(_("title"), max_length=200)
    minutes = models.PositiveSmallIntegerField(
        _("minutes"), default=15, validators=[MaxValueValidator(MOST_MINUTES)]
    )
    module = models.ForeignKey(
        "modules_library.ModulePage",
        verbose_name=_("module"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    module_version = models.PositiveIntegerField(
        _("version of the module"), null=True, blank=True, editable=False
    )

    class Meta:
        abstract = True
