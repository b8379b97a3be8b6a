"""Signed links: who has the mail may act on the request in it, without an account."""

from django.core import signing
from django.urls import reverse
from django.utils.translation import override

from .models.sign_ups import SignUp

SALT = "signups.request"
signer = signing.Signer(salt=SALT)


def token_for(sign_up: SignUp) -> str:
    """Says which request, and nothing of the person. It works as long as the request is kept."""
    return signer.sign(sign_up.key.hex)


def request_path(sign_up: SignUp, language: str) -> str:
    with override(language):
        return reverse("signups:request", args=[token_for(sign_up)])


def find(token: str) -> SignUp | None:
    """The request of a link; None when the link is not ours or the request is gone."""
    try:
        key = signer.unsign(token)
    except signing.BadSignature:
        return None
    return SignUp.objects.filter(key=key).select_related("cop", "page", "merged_into__cop").first()
