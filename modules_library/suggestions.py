"""Ways on when the catalogue found nothing: let go of one thing, or try a word that is in use."""

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import get_close_matches
from functools import reduce
from operator import and_, or_

from django.db.models import Count, Q
from django.utils.translation import gettext as _

from .catalogue_state import State
from .facets import Choice, Vocabulary, condition, filters_for
from .models.parts import ModuleTag
from .search import has_words, search_terms
from .text import fold

MOST_SUGGESTIONS = 5
MOST_CANDIDATES = 16
MOST_TITLES = 2_000
MOST_TAGS = 500
ALIKE = 0.75


@dataclass
class Suggestion:
    """A link that leads to `count` modules."""

    label: str
    url: str
    count: int


@dataclass
class Candidate:
    label: str
    state: State
    condition: Q


def suggestions_for(catalogue, modules) -> list[Suggestion]:
    """Those that lead somewhere, the richest first; `modules` are all that the reader may see."""
    state, vocabulary = catalogue.state, catalogue.vocabulary
    candidates = [
        *other_wordings(state, modules),
        *without_one_choice(state, vocabulary, modules),
    ][:MOST_CANDIDATES]
    counts = {str(n): Count("pk", filter=each.condition) for n, each in enumerate(candidates)}
    found = modules.aggregate(**counts) if counts else {}
    suggestions = [
        Suggestion(each.label, catalogue.url_of(each.state), found[str(n)])
        for n, each in enumerate(candidates)
        if found[str(n)]
    ]
    return sorted(suggestions, key=lambda suggestion: -suggestion.count)[:MOST_SUGGESTIONS]


def without_one_choice(state: State, vocabulary: Vocabulary, modules) -> Iterator[Candidate]:
    """Each narrowing thing let go in turn, the search words first."""
    if state.q and state.has_choices:
        label = _("Without “%(words)s”") % {"words": state.q}
        yield candidate(label, state.choosing(q=""), vocabulary, modules)
    for name, choices in vocabulary.items():
        for choice in choices:
            if choice.slug in getattr(state, name):
                label = _("Without “%(words)s”") % {"words": choice.name}
                yield candidate(label, state.toggling(name, choice.slug), vocabulary, modules)


def candidate(label: str, state: State, vocabulary: Vocabulary, modules) -> Candidate:
    words = has_words(modules, state.q) if state.q else Q()
    kept = filters_for(state, vocabulary).values()
    return Candidate(label, state, reduce(and_, kept, words))


def other_wordings(state: State, modules) -> Iterator[Candidate]:
    """Tags, and words of titles, that look like what was typed."""
    terms = search_terms(state.q)
    if not terms:
        return
    for tag in similar_tags(terms, modules):
        label = _("Tag “%(tag)s”") % {"tag": tag.name}
        yield Candidate(label, State(tag=(tag.slug,)), condition("tag", [tag]))
    words = " ".join(similar_words(terms, modules))
    if words != " ".join(terms):
        label = _("Search for “%(words)s”") % {"words": words}
        yield Candidate(label, State(q=words), has_words(modules, words))


def similar_tags(terms: list[str], modules) -> list[Choice]:
    rows = ModuleTag.objects.filter(content_object__in=modules.order_by().values("pk"))
    names = rows.order_by().values_list("tag__slug", "tag__name", "tag_id").distinct()[:MOST_TAGS]
    tags = {fold(name): Choice(slug, name, pk) for slug, name, pk in names}
    alike = [name for term in terms for name in get_close_matches(term, tags, 2, ALIKE)]
    return [tags[name] for name in dict.fromkeys(alike)]


def similar_words(terms: list[str], modules) -> list[str]:
    """The terms, each replaced by the word of a title that is most like it."""
    start_alike = reduce(or_, [Q(search_title__contains=term[:2]) for term in terms])
    titles = modules.filter(start_alike).order_by().values_list("search_title", flat=True)
    words = {word for title in titles[:MOST_TITLES] for word in search_terms(title)}
    return [(get_close_matches(term, words, 1, ALIKE) or [term])[0] for term in terms]
