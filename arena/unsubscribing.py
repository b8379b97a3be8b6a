"""One click out of the mails, as RFC 8058 has it: a signed address that needs no log-in and never ages."""

from django.core import signing
from django.urls import reverse

from cop_pages.mail import absolute

from .models import ArenaPage, FollowPreference, Frequency

SALT = "arena.unsubscribe"


def unsubscribe_link(user, arena: ArenaPage | None = None) -> str:
    """For the mails of one arena, or of all of them."""
    token = signing.dumps([user.pk, arena.pk if arena else 0], salt=SALT)
    return absolute(reverse("arena:unsubscribe", args=[token]))


def is_ours(token: str) -> bool:
    return _read(token) is not None


def stop(token: str) -> bool:
    """Silence what the link is about; a second time changes nothing. False: not our link."""
    about = _read(token)
    if about is None:
        return False
    user_id, arena_id = about
    rows = FollowPreference.objects.filter(user_id=user_id)
    rows = rows.filter(arena_id=arena_id) if arena_id else rows
    rows.update(frequency=Frequency.NEVER, due_at=None)
    return True


def _read(token: str) -> tuple[int, int] | None:
    """The keys of a person and an arena; None for a link that is not ours."""
    try:
        user_id, arena_id = signing.loads(token, salt=SALT)
    except signing.BadSignature:
        return None
    return user_id, arena_id
