"""Modules in a list: all that a card shows of a page of them, in one query.

What hangs below a module comes along as JSON, so that the number of queries stays the same however
many kinds of things there are.
"""

from django.db.models import Subquery
from django.http import HttpRequest

from .aggregates import gathered, gathered_renditions, hand_over_renditions
from .api_modules import card_of
from .api_parts import PICTURE_SIZES, picture_of
from .api_shapes import TermShape
from .catalogue import Catalogue
from .facets import RELATIONS, Choice
from .models import ModulePage

CARD_SIZES = PICTURE_SIZES[:2]
LONG_TEXTS = ("explanation", "facilitator_notes", "materials", "search_text", "steps")


def cards_of(catalogue: Catalogue, request: HttpRequest, language: str, part: slice) -> list[dict]:
    """Some of the modules found."""
    # The outer query gathers what hangs below these few, not below every module that was found.
    keys = catalogue.found.values("pk")[part]
    modules = catalogue.ordered(ModulePage.objects.filter(pk__in=keys)).annotate(
        goal_keys=gathered_terms("goal", "goal_id"),
        phase_keys=gathered_terms("phase", "journeyphase_id"),
        tag_names=gathered_terms("tag", "tag__name"),
        rendition_rows=gathered_renditions(),
    )
    return [
        card_of(module, request, language, **parts_of(module, catalogue.vocabulary))
        for module in modules.select_related("picture").defer(*LONG_TEXTS)
    ]


def gathered_terms(facet: str, value: str) -> Subquery:
    """The keys of a module's goals or phases, or the names of its tags."""
    relation = RELATIONS[facet]
    return gathered(relation.rows.objects.all(), relation.module, value)


def parts_of(module: ModulePage, vocabulary: dict[str, list[Choice]]) -> dict:
    """What was gathered, in the form of a card."""
    hand_over_renditions(module)
    return {
        "goals": chosen(vocabulary["goal"], module.goal_keys),
        "phases": chosen(vocabulary["phase"], module.phase_keys),
        "tags": sorted(module.tag_names or []),
        "picture": picture_of(module, CARD_SIZES),
    }


def chosen(choices: list[Choice], keys: list[int] | None) -> list[TermShape]:
    return [
        TermShape(slug=choice.slug, name=str(choice.name))
        for choice in choices
        if choice.pk in (keys or [])
    ]
