"""The personal data of this app: the account itself."""

from django.utils.translation import gettext_lazy as _

from cop_pages import privacy
from cop_pages.signals import invitation_accepted

from .addresses import verify
from .models import Member

PICTURE = "picture.webp"  # As it is called in what a member takes along.


def declare() -> None:
    privacy.declare(
        privacy.PersonalData(
            Member,
            export_account,
            erase_account,
            _("Until you delete your account."),
            files=own_picture,
            name=_("Your account"),
        )
    )
    invitation_accepted.connect(trust_address, dispatch_uid="members.personal_data")


def export_account(user):
    yield {
        "email": user.email,
        "name": user.name,
        "language": user.language,
        "picture": PICTURE if user.picture else "",
        "date_joined": user.date_joined.isoformat(),
        "last_login": user.last_login.isoformat() if user.last_login else None,
        "groups": [group.name for group in user.groups.all()],
    }


def own_picture(user):
    if user.picture:
        yield PICTURE, user.picture


def erase_account(user) -> None:
    """The picture is a file and does not go with the row."""
    if user.picture:
        user.picture.delete(save=False)


def trust_address(invitation, membership, **_kwargs) -> None:
    """Who opened the link in the mail has proven the address."""
    if membership.user.email == invitation.email:
        verify(membership.user)
