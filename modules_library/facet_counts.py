"""How many modules each choice keeps, counted with all *other* facets applied."""

from functools import cached_property, reduce
from operator import and_

from django.db.models import Case, Count, Q, Value, When

from .facets import RANGES, RELATIONS, Choice, column_choices
from .models.parts import ModuleTag

MOST_TAGS = 20


class Counter:
    """Counts over the modules that match the search words; `filters` has a condition per facet."""

    def __init__(self, modules, filters: dict[str, Q]):
        self.modules, self.filters = modules, filters

    def without(self, *facets: str):
        """The modules that pass every filter but those of these facets."""
        return self.modules.filter(self._all(set(self.filters).difference(facets)))

    def _all(self, facets) -> Q:
        return reduce(and_, [self.filters[name] for name in facets if name in self.filters], Q())

    def columns(self) -> dict[str, int]:
        """The total and the counts of kind, duration and group, in one pass over the modules."""
        names = ("kind", *RANGES)
        counts = {"total": Count("pk", filter=self._all(names) or None)}
        for name in names:
            others = self._all(set(names) - {name})
            for slug, fits in column_choices(name):
                counts[f"{name}_{slug}"] = Count("pk", filter=fits & others)
        return self.without(*names).aggregate(**counts)

    @cached_property
    def terms(self) -> dict[str, dict[int, int]]:
        """By key of each goal and phase, in one query for both."""
        counts = {"goal": {}, "phase": {}}
        goals, phases = (self._term_rows(facet) for facet in counts)
        for facet, key, number in goals.union(phases, all=True):
            counts[facet][key] = number
        return counts

    def _term_rows(self, facet: str):
        relation = RELATIONS[facet]
        rows = relation.rows.objects.filter(**{f"{relation.module}__in": self._keys(facet)})
        counted = rows.order_by().annotate(facet=Value(facet)).values_list("facet", relation.term)
        return counted.annotate(number=Count("pk"))

    def tags(self, chosen: list[Choice]) -> dict[Choice, int]:
        """The tags most used here after those that were chosen, which may keep nothing at all."""
        first = Case(When(tag_id__in=[choice.pk for choice in chosen], then=0), default=1)
        rows = ModuleTag.objects.filter(content_object__in=self._keys("tag")).values_list(
            "tag__slug", "tag__name", "tag_id"
        )
        used = rows.annotate(number=Count("pk")).order_by(first, "-number", "tag__name")
        counts = {Choice(*row): number for *row, number in used[: MOST_TAGS + len(chosen)]}
        return dict.fromkeys(chosen, 0) | counts

    def _keys(self, facet: str):
        return self.without(facet).order_by().values("pk")
