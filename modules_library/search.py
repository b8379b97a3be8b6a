"""Finding modules by words, alike on every database; PostgreSQL also knows Dutch word forms."""

import json
from functools import reduce
from operator import add, and_

from django.contrib.contenttypes.models import ContentType
from django.db import connections
from django.db.models import BigIntegerField, Case, IntegerField, Q, Value, When
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast, Coalesce, Left, NullIf, StrIndex
from wagtail.search.backends import get_search_backend
from wagtail.search.models import IndexEntry

from .text import fold

MOST_TERMS = 8
LOOSE_MARKS = " ,.;:!?()[]\"'"
LENGTH_OF_START = 800
FAR = 1_000_000


def search_terms(words: str) -> list[str]:
    """The folded words, without the punctuation around them; a mark on its own is a word."""
    bare = [word.strip(LOOSE_MARKS) or word for word in fold(words).split()]
    return list(dict.fromkeys(bare))[:MOST_TERMS]


def has_words(modules, words: str) -> Q:
    """Every word occurs in the module, also inside a longer word."""
    return reduce(and_, [has_term(modules, term) for term in search_terms(words)], Q())


def has_term(modules, term: str) -> Q:
    """`contains` escapes wildcards, so that '100%' means just that."""
    if connections[modules.db].vendor != "postgresql":
        return Q(search_text__contains=term)
    inside = modules.model.objects.order_by().filter(search_text__contains=term).values("pk")
    # A union, because neither index is used for the two conditions joined by OR.
    return Q(pk__in=inside.union(stemmed_keys(modules.model, term), all=True))


def stemmed_keys(model, term: str):
    """Keys of the pages that Wagtail's search index has this word for, in any of its forms.

    Wagtail's own query joins title and body into one vector, for which it has no index.
    """
    from django.contrib.postgres.search import SearchQuery  # noqa: PLC0415 - needs psycopg

    word = SearchQuery(term, config=getattr(get_search_backend(), "config", None))
    entries = IndexEntry.objects.filter(content_type=ContentType.objects.get_for_model(model))
    found = entries.filter(Q(title=word) | Q(body=word))
    return found.annotate(key=Cast("object_id", BigIntegerField())).values("key")


def with_words(modules, words: str):
    """The modules with these words, looked up once: the texts are long and are asked many times."""
    keys = modules.filter(has_words(modules, words)).order_by().values_list("pk", flat=True)
    return with_keys(modules.model.objects.all(), list(keys))


def with_keys(modules, keys: list[int]):
    """The modules with these keys, however many: sent as one value, for SQLite limits their number."""
    vendor = connections[modules.db].vendor
    if vendor == "sqlite":
        return modules.filter(pk__in=RawSQL("SELECT value FROM json_each(%s)", [json.dumps(keys)]))
    if vendor == "postgresql":
        return modules.filter(pk__in=RawSQL("SELECT unnest(%s::bigint[])", [keys]))
    return modules.filter(pk__in=keys)


def by_relevance(modules, words: str):
    """Hits in the title first; then the earlier in the text, which starts with what matters most."""
    phrase, terms = fold(words), search_terms(words)
    in_title = reduce(and_, [Q(search_title__contains=term) for term in terms])
    title_rank = Case(
        When(search_title=phrase, then=0),
        When(search_title__startswith=phrase, then=1),
        When(in_title, then=2),
        default=3,
        output_field=IntegerField(),
    )
    return modules.order_by(title_rank, reduce(add, map(distance, terms)), "search_title", "pk")


def distance(term: str):
    """How far into the start of the text (title, tags, summary) a word occurs, or far away."""
    start = Left("search_text", LENGTH_OF_START)
    return Coalesce(NullIf(StrIndex(start, Value(term)), 0), FAR)
