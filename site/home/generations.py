"""Keeps in the cache what follows from the site's pages and settings, until one of them changes.

All of it hangs on one generation: whatever is saved that could matter begins a new one. A minute at
most, because pages also expire by the clock.
"""

import uuid
from collections.abc import Callable

from django.core.cache import cache
from django.db import transaction
from django.db.models import Model
from django.db.models.signals import post_delete, post_save
from wagtail.signals import post_page_move

GENERATION = "home:generation"
KEPT = 60


def recall(key: str, load: Callable):
    """What was loaded before in this generation, or else load it now."""
    generation = cache.get_or_set(GENERATION, _new_name, None)
    return cache.get_or_set(f"home:{generation}:{key}", load, KEPT)


def begin_generation(**_kwargs) -> None:
    """Now, for who asks within this transaction; and after it, for who read meanwhile."""
    _renew()
    transaction.on_commit(_renew)


def renew_when_saved(*models: type[Model]) -> None:
    """Begin a new generation when something of these kinds is saved, moved or removed."""

    def changed(sender, **_kwargs):
        if issubclass(sender, models):
            begin_generation()

    for signal in (post_save, post_delete):
        signal.connect(changed, weak=False, dispatch_uid="home.generations")
    post_page_move.connect(begin_generation, dispatch_uid="home.generations")


def _renew() -> None:
    cache.set(GENERATION, _new_name(), None)


def _new_name() -> str:
    return uuid.uuid4().hex
