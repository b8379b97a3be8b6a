"""How often somebody hears of an arena, and the address of their private feed."""

import secrets

from django.db import transaction
from django.utils import timezone

from cop_pages.models.people import hash_token

from ..models import ArenaPage, FeedToken, FollowPreference


@transaction.atomic
def follow(*, user, arena: ArenaPage, frequency: str) -> FollowPreference:
    preference, created = FollowPreference.objects.select_for_update().get_or_create(
        user=user, arena=arena
    )
    if created or preference.frequency != frequency:
        preference.follow(frequency)
        preference.save()
    return preference


def forget(*, user, circle) -> None:
    """Who left follows no longer; who comes back begins anew."""
    FollowPreference.objects.filter(user=user, arena=circle.pk).delete()


@transaction.atomic
def make_feed(*, user) -> str:
    """A new secret; the former address stops working. The secret is told this once."""
    stop_feed(user=user)
    token = secrets.token_urlsafe(32)
    FeedToken.objects.create(user=user, token_hash=hash_token(token))
    return token


def stop_feed(*, user) -> None:
    FeedToken.objects.filter(user=user, revoked_at=None).update(revoked_at=timezone.now())
