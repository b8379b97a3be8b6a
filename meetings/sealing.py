"""Words that only the facilitator of a circle reads: sealed before they reach the database.

The keys follow from `MEETINGS_PULSE_KEYS`, a list of long random texts with the newest first. Without
that setting they follow from `SECRET_KEY` and its fallbacks: who drops an old key drops its words.
"""

import base64
import hashlib
import hmac

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

# A Fernet token tells the second it was made; this one would tell who wrote it.
NO_MOMENT = 0
# And its length tells the length of the words, unless those are filled up to one of a few lengths.
BLOCK = 512


def secrets() -> list[str]:
    own = getattr(settings, "MEETINGS_PULSE_KEYS", ())
    return list(own) or [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]


def derived(secret: str, purpose: str) -> bytes:
    """32 bytes for one purpose, so that no key does two kinds of work."""
    kdf = HKDF(algorithm=SHA256(), length=32, salt=None, info=f"meetings.{purpose}".encode())
    return kdf.derive(secret.encode())


def box() -> MultiFernet:
    keys = (base64.urlsafe_b64encode(derived(each, "pulse.words")) for each in secrets())
    return MultiFernet([Fernet(key) for key in keys])


def seal(words: str) -> bytes:
    """Nothing stays nothing."""
    if not words:
        return b""
    text = words.encode()
    return box().encrypt_at_time(text.ljust(-(-len(text) // BLOCK) * BLOCK, b"\0"), NO_MOMENT)


def unseal(sealed: bytes) -> str:
    """The words; empty when there are none, or when their key is gone."""
    try:
        return box().decrypt(bytes(sealed)).rstrip(b"\0").decode() if sealed else ""
    except InvalidToken:
        return ""


def marks_of(person: int, occasion: int) -> list[str]:
    """That this person took part in this occasion, as digests that nobody makes without our keys.

    The first is by the newest key; the others were made before keys changed.
    """
    text = f"{occasion}:{person}".encode()
    return [
        hmac.new(derived(each, "pulse.voters"), text, hashlib.sha256).hexdigest()
        for each in secrets()
    ]
