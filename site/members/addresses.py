"""Keeps allauth's list of addresses in step with the one address a member has."""

from allauth.account.models import EmailAddress
from django.db.models.signals import post_save

from .models import Member


def keep_in_step(instance: Member, update_fields=None, raw=False, **_kwargs) -> None:
    """A changed address has to be verified anew, and the old one no longer opens the account."""
    if raw or (update_fields is not None and "email" not in update_fields):
        return
    addresses = EmailAddress.objects.filter(user=instance)
    if not addresses.filter(email=instance.email).exists():
        addresses.delete()
        addresses.create(user=instance, email=instance.email, primary=True, verified=False)


def verify(member: Member) -> None:
    """Take the member's address as proven, for instance for demo accounts."""
    EmailAddress.objects.filter(user=member, email=member.email).update(verified=True)


def connect() -> None:
    post_save.connect(keep_in_step, sender=Member, dispatch_uid="members.addresses")
