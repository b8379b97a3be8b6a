"""Filters of the module list. Django's own for relations need its admin site, which Wagtail replaces."""

from django.contrib.admin.filters import SimpleListFilter
from django.utils.translation import gettext_lazy as _
from wagtail.models import Locale

from ..models import Goal, JourneyPhase


class TermFilter(SimpleListFilter):
    """Modules that carry one goal or phase, named by its slug."""

    term_model: type
    relation: str

    def lookups(self, request, model_admin) -> list[tuple[str, str]]:
        return [(term.slug, term.name) for term in self.term_model.objects.all()]

    def queryset(self, request, queryset):
        if not self.value():
            return queryset
        return queryset.filter(**{f"{self.relation}__slug": self.value()})


class GoalFilter(TermFilter):
    title = _("goal")
    parameter_name = "goal"
    term_model = Goal
    relation = "goals"


class JourneyPhaseFilter(TermFilter):
    title = _("journey phase")
    parameter_name = "phase"
    term_model = JourneyPhase
    relation = "phases"


class LanguageFilter(SimpleListFilter):
    """Shown by Django only where there is more than one language to choose from."""

    title = _("language")
    parameter_name = "language"

    def lookups(self, request, model_admin) -> list[tuple[str, str]]:
        locales = list(Locale.objects.all())
        return [(each.language_code, str(each)) for each in locales] if len(locales) > 1 else []

    def queryset(self, request, queryset):
        return queryset.filter(locale__language_code=self.value()) if self.value() else queryset
