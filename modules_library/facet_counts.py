"""How many modules each choice keeps, counted with all *other* facets applied."""

from functools import cached_property, reduce
from operator import and_

from django.db.models import Case, Count, F, Q, Value, When, Window
from django.db.models.functions import RowNumber

from .facets import RANGES, RELATIONS, Choice, column_choices

MOST_TAGS = 20


class Counter:
    """Counts over the modules that match the search words; `filters` has a condition per facet."""

    def __init__(self, modules, filters: dict[str, Q], tags: list[Choice]):
        """`tags` are those that were chosen, which may keep nothing at all."""
        self.modules, self.filters, self.chosen_tags = modules, filters, tags

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

    @property
    def terms(self) -> dict[str, dict[int, int]]:
        """By key of each goal and phase."""
        return {
            facet: {key: number for key, number, *_words in self._rows[facet]}
            for facet in ("goal", "phase")
        }

    @property
    def tags(self) -> dict[Choice, int]:
        """The tags most used here after those that were chosen."""
        counts = {Choice(slug, name, key): number for key, number, slug, name in self._rows["tag"]}
        return dict.fromkeys(self.chosen_tags, 0) | counts

    @cached_property
    def _rows(self) -> dict[str, list[tuple]]:
        """Key, number, slug and name by facet: goals, phases and tags in one query."""
        goals, phases = (self._counted(facet, Value(""), Value("")) for facet in ("goal", "phase"))
        rows = {"goal": [], "phase": [], "tag": []}
        for facet, *row in goals.union(phases, self._most_used_tags(), all=True):
            rows[facet].append(tuple(row))
        return rows

    def _most_used_tags(self):
        """Ranked by the database, for a part of a union can be neither sorted nor cut."""
        chosen = [choice.pk for choice in self.chosen_tags]
        first = Case(When(tag_id__in=chosen, then=0), default=1)
        rank = Window(RowNumber(), order_by=[first, F("number").desc(), F("tag__name")])
        counted = self._counted("tag", F("tag__slug"), F("tag__name"))
        return counted.alias(rank=rank).filter(rank__lte=MOST_TAGS + len(chosen))

    def _counted(self, facet: str, slug, name):
        relation = RELATIONS[facet]
        rows = relation.rows.objects.filter(**{f"{relation.module}__in": self._keys(facet)})
        named = rows.order_by().annotate(facet=Value(facet), slug=slug, name=name)
        grouped = named.values("facet", relation.term, "slug", "name")
        counted = grouped.annotate(number=Count("pk"))
        return counted.values_list("facet", relation.term, "number", "slug", "name")

    def _keys(self, facet: str):
        return self.without(facet).order_by().values("pk")
