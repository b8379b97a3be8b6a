"""Keeps machines out without asking people anything: a field nobody sees, and a clock."""

import uuid
from datetime import timedelta

from django.core import signing
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

QUICKEST = timedelta(seconds=3)
# A name that software which fills in forms for people leaves alone.
TRAP = "leave_this_empty"

AGAIN = _("That went very fast. Look at your answers once more, and send it again.")

clock = signing.TimestampSigner(salt="signups.started")


def stamp(post=None) -> str:
    """Stands in the form: when it was first shown, also after it was sent back for an error."""
    value = post.get("started", "") if post else ""
    return value if was_ours(value) else clock.sign("form")


def was_ours(value: str) -> bool:
    try:
        clock.unsign(value)
    except signing.BadSignature:
        return False
    return True


def was_too_quick(value: str) -> bool:
    """Whether the form came back faster than a person can read it, or never came from us."""
    try:
        clock.unsign(value, max_age=QUICKEST)
    except signing.SignatureExpired:
        return False
    except signing.BadSignature:
        return True
    return True


def objection(post, draft) -> str:
    """What to tell who seems a machine; a person just sends the form again, which then passes."""
    if post.get(TRAP):
        return _("A field that should stay empty was filled in. We emptied it; send it once more.")
    began_before = draft and draft.created_at < timezone.now() - QUICKEST
    if not began_before and was_too_quick(post.get("started", "")):
        return AGAIN
    return ""


def posted_key(post) -> uuid.UUID | None:
    """The form's own key, by which we know it when it comes twice; None when it is not ours."""
    try:
        return uuid.UUID(post.get("key", ""))
    except ValueError:
        return None


def slow_down_note(seconds: int) -> str:
    """What to tell who sends very much."""
    minutes = -(-seconds // 60)
    return ngettext(
        "We got a lot from you in a short time. Wait %(number)d minute, then send it again.",
        "We got a lot from you in a short time. Wait %(number)d minutes, then send it again.",
        minutes,
    ) % {"number": minutes}
