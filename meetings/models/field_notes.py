"""How a module really went, for whoever weaves it in after us."""

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils.translation import gettext_lazy as _

from ..querysets import FieldNoteQuerySet
from .base import MOST_MINUTES, MOST_PEOPLE, TrackerModel


class FieldNote(TrackerModel):
    """One use of a module. The catalogue shows sums of these, and never which circle it was."""

    module = models.ForeignKey(
        "modules_library.ModulePage",
        verbose_name=_("module"),
        on_delete=models.CASCADE,
        related_name="+",
    )
    meeting = models.ForeignKey(
        "meetings.Meeting",
        verbose_name=_("meeting"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="field_notes",
    )
    circle = models.ForeignKey(
        "cop_pages.Circle",
        verbose_name=_("circle"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="field_notes",
    )
    module_version = models.PositiveIntegerField(_("version of the module"), null=True, blank=True)
    planned_minutes = models.PositiveSmallIntegerField(
        _("planned minutes"),
        null=True,
        blank=True,
        validators=[MaxValueValidator(MOST_MINUTES)],
    )
    minutes = models.PositiveSmallIntegerField(
        _("real minutes"), validators=[MinValueValidator(1), MaxValueValidator(MOST_MINUTES)]
    )
    group_size = models.PositiveSmallIntegerField(
        _("group size"), null=True, blank=True, validators=[MaxValueValidator(MOST_PEOPLE)]
    )
    changed = models.TextField(_("what you changed"), max_length=1000, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects = FieldNoteQuerySet.as_manager()

    class Meta:
        verbose_name = _("field note")
        verbose_name_plural = _("field notes")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "module"], name="field_note_once"),
        ]

    def __str__(self) -> str:
        return _("Field note %(number)s") % {"number": self.pk}
