"""Reads of circles and people as verbs; `visible_to` here is the one rule of privacy."""

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Length, Substr
from django.utils import timezone
from wagtail.query import PageQuerySet

STEP = 4  # Characters of a tree path per level, fixed by Wagtail's Page.


def current() -> Q:
    """Published and not past its expiry, also when no cron job has unpublished it yet."""
    return Q(live=True) & (Q(expire_at__isnull=True) | Q(expire_at__gt=timezone.now()))


class CirclePageQuerySet(PageQuerySet):
    """Pages of the private section; each subclass says who may see it."""

    def current(self):
        return self.filter(current(), alias_of__isnull=True)

    def under(self, parents):
        """Pages whose direct parent is one of `parents`."""
        parent_path = Substr(OuterRef("path"), 1, Length(OuterRef("path")) - STEP)
        return self.filter(Exists(parents.filter(path=parent_path)))


class StoryPageQuerySet(PageQuerySet):
    def published(self):
        """Stories everybody may read."""
        return self.filter(current()).public()

    def newest_first(self):
        return self.order_by("-date", "-pk")

    def for_cards(self):
        return self.select_related("picture").prefetch_related("picture__renditions")
