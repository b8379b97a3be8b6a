"""Browsers that logged in before keep a limit of their own, so that nobody can lock them out.

Somebody who keeps guessing at another person's password, or keeps asking codes for their address,
uses up the limit that strangers share. The owner's own browser carries a signed cookie and is counted
apart (OWASP calls this a device cookie). The cookie opens nothing: it only chooses the limit.
"""

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

COOKIE = "known_device"
SALT = "members.known_devices"
AGE = 365 * 24 * 60 * 60


def remember(response: HttpResponse, email: str) -> None:
    """Mark this browser as one where this member logged in."""
    response.set_cookie(
        COOKIE,
        signing.dumps(_fingerprint(email), salt=SALT),
        max_age=AGE,
        path=settings.SESSION_COOKIE_PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def limit_key(request: HttpRequest, email: str) -> str:
    """Whose tries to count together: those of this known browser, or those of all strangers."""
    cookie = request.COOKIES.get(COOKIE, "")
    try:
        known = signing.loads(cookie, salt=SALT, max_age=AGE) == _fingerprint(email)
    except signing.BadSignature:
        known = False
    return f"{email.lower()}:{cookie}" if known else email.lower()


def _fingerprint(email: str) -> str:
    """Not the address itself: others may use the same computer."""
    return salted_hmac(SALT, email.lower()).hexdigest()
