"""What an API may say of pages and documents to everybody: only what a visitor may read."""

from collections.abc import Iterable
from functools import reduce
from operator import or_

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction, Page
from wagtail.query import PageQuerySet

from .visibility import is_out, restrictions_against

VISITOR = AnonymousUser()


def open_pages(hidden: Iterable[str] | None = None) -> PageQuerySet:
    """The pages a visitor may read; an alias only when its original may be read too.

    `hidden` are the paths of `hidden_sections`, when they are known already.
    """
    sections = below(hidden_sections() if hidden is None else hidden)
    pages = Page.objects.exclude(is_out()).exclude(is_shut()).exclude(sections)
    aliases = Page.objects.exclude(alias_of=None)
    return pages.exclude(pk__in=aliases.exclude(alias_of__in=pages.values("pk")).values("pk"))


def hidden_sections() -> list[str]:
    """The paths of pages that a visitor may not read and that have others below them."""
    hidden = Page.objects.filter(is_out() | is_shut(), numchild__gt=0)
    return list(hidden.values_list("path", flat=True))


def is_shut() -> Q:
    return Q(pk__in=restrictions_against(VISITOR).values("page"))


def below(paths: Iterable[str]) -> Q:
    """On or under one of these paths in a tree."""
    tops = []
    for path in sorted(paths):
        if not tops or not path.startswith(tops[-1]):
            tops.append(path)
    return reduce(or_, [Q(path__startswith=top) for top in tops], Q(pk__in=[]))


def shut_collections() -> QuerySet:
    """The collections of files that are not for everybody."""
    restrictions = CollectionViewRestriction.objects.values_list("collection__path", flat=True)
    return Collection.objects.filter(below(restrictions))


def open_documents(keys: Iterable[int]) -> dict[int, object]:
    """Of these documents the ones that everybody may read, by key."""
    keys = [key for key in keys if key]
    if not keys:
        return {}
    documents = get_document_model().objects.exclude(collection__in=shut_collections())
    return documents.in_bulk(keys)
