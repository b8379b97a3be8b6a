"""Signed links: who has the mail may act on the request in it, without an account."""

from django.core import signing
from django.urls import reverse
from django.utils.translation import override

from .models.keeping import FormEntry
from .models.sign_ups import SignUp

SALT = "signups.request"
signer = signing.Signer(salt=SALT)
entry_signer = signing.Signer(salt="signups.entry")


def token_for(sign_up: SignUp) -> str:
    """Says which request, and nothing of the person. It works as long as the request is kept."""
    return signer.sign(sign_up.key.hex)


def request_path(sign_up: SignUp, language: str) -> str:
    with override(language):
        return reverse("signups:request", args=[token_for(sign_up)])


def case_path(sign_up: SignUp) -> str:
    """Where the network deals with it."""
    return reverse("signups_signup_modeladmin_inspect", args=[sign_up.pk])


def find(token: str) -> SignUp | None:
    """The request of a link; None when the link is not ours or the request is gone."""
    found = SignUp.objects.filter(key=_key(token, signer))
    return found.select_related("cop", "page", "merged_into__cop").first()


def _key(token: str, by: signing.Signer) -> str | None:
    try:
        return by.unsign(token)
    except signing.BadSignature:
        return None


def entry_path(entry: FormEntry, language: str) -> str:
    """Where who filled in a form sees what became of it, and takes it back."""
    with override(language):
        return reverse("signups:entry", args=[entry_signer.sign(entry.key.hex)])


def find_entry(token: str) -> FormEntry | None:
    """The answers of a link; None when the link is not ours or they are gone."""
    entries = FormEntry.objects.filter(key=_key(token, entry_signer))
    return entries.select_related("page").first()
