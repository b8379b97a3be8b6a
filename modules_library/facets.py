"""The facets of the catalogue: what can be chosen, and which modules a choice keeps.

Within a facet choices widen (OR), between facets they narrow (AND).
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import reduce
from operator import or_

from django.db.models import Exists, OuterRef, Q, Value
from django.utils.translation import gettext_lazy as _
from taggit.models import Tag

from .catalogue_state import FACET_NAMES, State
from .models.module_page import ModulePage
from .models.parts import ModuleTag
from .models.terms import Goal, JourneyPhase, in_active_language

LABELS = {
    "kind": _("Kind"),
    "goal": _("Goal"),
    "duration": _("Duration"),
    "group": _("Group size"),
    "phase": _("Phase"),
    "tag": _("Tag"),
}


@dataclass(frozen=True)
class Range:
    """A bucket of minutes or people; a module fits when its own range has anything in common."""

    slug: str
    name: str
    low: int
    high: int | None = None

    def overlap(self, measure: str) -> Q:
        reaches = Q(**{f"{measure}_max__gte": self.low})
        return reaches & Q(**{f"{measure}_min__lte": self.high}) if self.high else reaches


RANGES = {
    "duration": (
        Range("up-to-30", _("Up to 30 minutes"), 0, 30),
        Range("30-60", _("30 to 60 minutes"), 30, 60),
        Range("60-120", _("1 to 2 hours"), 60, 120),
        Range("over-120", _("More than 2 hours"), 121),
    ),
    "group": (
        Range("2-6", _("2 to 6 people"), 2, 6),
        Range("7-15", _("7 to 15 people"), 7, 15),
        Range("16-30", _("16 to 30 people"), 16, 30),
        Range("over-30", _("More than 30 people"), 31),
    ),
}


@dataclass(frozen=True)
class Relation:
    """How modules hang together with goals, phases or tags: the rows between, and their two ends."""

    rows: type
    module: str
    term: str


RELATIONS = {
    "goal": Relation(ModulePage.goals.through, "modulepage_id", "goal_id"),
    "phase": Relation(ModulePage.phases.through, "modulepage_id", "journeyphase_id"),
    "tag": Relation(ModuleTag, "content_object_id", "tag_id"),
}


@dataclass(frozen=True)
class Choice:
    """One value of a facet: its key in the address, its name, and its row when it is data."""

    slug: str
    name: str
    pk: int | None = None


@dataclass
class Option:
    value: str
    label: str
    count: int
    selected: bool
    url: str


@dataclass
class Facet:
    """One facet as the page shows it."""

    name: str
    label: str
    options: list[Option] = field(default_factory=list)

    @property
    def selected(self) -> list[Option]:
        return [option for option in self.options if option.selected]


class Vocabulary(dict):
    """Every choice by facet. Goals, phases and the tags asked for come in one query."""

    @classmethod
    def load(cls, tags: Iterable[str]) -> "Vocabulary":
        words = cls({name: [] for name in FACET_NAMES})
        words["kind"] = [Choice(value, label) for value, label in ModulePage.Kind.choices]
        for name, ranges in RANGES.items():
            words[name] = [Choice(bucket.slug, bucket.name) for bucket in ranges]
        for name, pk, slug, dutch, english, _order in term_rows(tags):
            words[name].append(Choice(slug, in_active_language(dutch, english), pk))
        return words

    def known(self, state: State) -> State:
        """The state without values that do not exist (any more), in the order of the facets."""
        return state.choosing(
            **{
                name: tuple(
                    choice.slug for choice in choices if choice.slug in getattr(state, name)
                )
                for name, choices in self.items()
            }
        ).at(state.page)

    def chosen(self, state: State, facet: str) -> list[Choice]:
        return [choice for choice in self[facet] if choice.slug in getattr(state, facet)]


def term_rows(tags):
    """All goals and phases, and the tags with these slugs."""
    terms = [
        model.objects.annotate(facet=Value(facet)).values_list(
            "facet", "pk", "slug", "name_nl", "name_en", "sort_order"
        )
        for facet, model in [("goal", Goal), ("phase", JourneyPhase)]
    ]
    chosen = Tag.objects.filter(slug__in=tags).annotate(
        facet=Value("tag"), english=Value(""), order=Value(0)
    )
    rows = chosen.values_list("facet", "pk", "slug", "name", "english", "order")
    ordered = [queryset.order_by() for queryset in (*terms, rows)]
    return ordered[0].union(*ordered[1:], all=True).order_by("sort_order", "slug")


def filters_for(state: State, vocabulary: Vocabulary) -> dict[str, Q]:
    """One condition for each facet in use."""
    chosen = {name: vocabulary.chosen(state, name) for name in FACET_NAMES}
    return {name: condition(name, choices) for name, choices in chosen.items() if choices}


def condition(facet: str, choices: list[Choice]) -> Q:
    """What a module must meet for any of these choices; never doubles a module."""
    if facet == "kind":
        return Q(kind__in=[choice.slug for choice in choices])
    if facet in RANGES:
        slugs = {choice.slug for choice in choices}
        return reduce(or_, [part.overlap(facet) for part in RANGES[facet] if part.slug in slugs])
    relation = RELATIONS[facet]
    chosen = {
        relation.module: OuterRef("pk"),
        f"{relation.term}__in": [choice.pk for choice in choices],
    }
    return Q(Exists(relation.rows.objects.filter(**chosen)))


def column_choices(facet: str) -> list[tuple[str, Q]]:
    """The choices of a facet that lies in columns of the module itself."""
    if facet == "kind":
        return [(value, Q(kind=value)) for value in ModulePage.Kind.values]
    return [(part.slug, part.overlap(facet)) for part in RANGES[facet]]
