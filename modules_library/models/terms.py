"""Terms a network orders its modules by: data, so that a network can add its own."""

from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.search import index


def in_active_language(dutch: str, english: str) -> str:
    """Dutch is always filled in; English where somebody wrote it."""
    speaks_english = (get_language() or "").startswith("en")
    return (speaks_english and english) or dutch


class Term(index.Indexed, models.Model):
    """A named term in Dutch and English; the slug is its lasting key in packs and addresses."""

    slug = models.SlugField(
        _("key"), unique=True, help_text=_("Part of web addresses; do not change.")
    )
    name_nl = models.CharField(_("name (Dutch)"), max_length=60)
    name_en = models.CharField(_("name (English)"), max_length=60, blank=True)
    description_nl = models.TextField(_("description (Dutch)"), blank=True)
    description_en = models.TextField(_("description (English)"), blank=True)
    sort_order = models.PositiveSmallIntegerField(_("order"), default=0, db_index=True)

    search_fields = [
        index.AutocompleteField("name_nl"),
        index.AutocompleteField("name_en"),
    ]

    class Meta:
        abstract = True
        ordering = ["sort_order", "pk"]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        return in_active_language(self.name_nl, self.name_en)

    @property
    def description(self) -> str:
        return in_active_language(self.description_nl, self.description_en)


class Goal(Term):
    """What a meeting is for. The nine of the brochure come with the demo content."""

    class Meta(Term.Meta):
        verbose_name = _("goal")
        verbose_name_plural = _("goals")


class JourneyPhase(Term):
    """Where on the journey of a CoP a module fits."""

    class Meta(Term.Meta):
        verbose_name = _("journey phase")
        verbose_name_plural = _("journey phases")
