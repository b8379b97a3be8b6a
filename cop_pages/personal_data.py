"""The personal data of this app: memberships, invitations, and mail that has not left yet."""

from datetime import timedelta

from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext_lazy as _

from . import leaderless, privacy
from .models import CircleFile, Invitation, Membership, OutgoingMail

INVITATION_RETENTION = timedelta(days=90)
MAIL_RETENTION = timedelta(days=14)


def declare() -> None:
    privacy.declare(
        privacy.PersonalData(
            Membership, export_memberships, erase_memberships, _("As long as the account exists.")
        )
    )
    privacy.declare(
        privacy.PersonalData(
            Invitation, export_invitations, erase_invitations, _("90 days."), purge_invitations
        )
    )
    privacy.declare(
        privacy.PersonalData(OutgoingMail, export_mail, erase_mail, _("14 days."), purge_mail)
    )
    privacy.declare(
        privacy.PersonalData(
            CircleFile,
            export_files,
            forget_uploader,
            _("The file stays, the name of the sender goes."),
            files=sent_files,
        )
    )


def export_memberships(user):
    for row in Membership.objects.filter(user=user).select_related("circle", "organisation"):
        yield {
            "circle": row.circle.title,
            "role": row.get_role_display(),
            "organisation": str(row.organisation or ""),
            "contribution": row.contribution,
            "shares_contribution": row.shares_contribution,
            "shares_picture": row.shares_picture,
            "shares_email": row.shares_email,
            "receives_news": row.receives_news,
            "joined_on": row.joined_on.isoformat(),
            "ended_at": row.ended_at.isoformat() if row.ended_at else None,
        }


def erase_memberships(user) -> None:
    """Nobody is kept from going; the network hears which circles nobody leads any more."""
    memberships = Membership.objects.filter(user=user)
    alone = [each.circle for each in memberships.leading_alone().select_related("circle")]
    memberships.delete()
    for circle in alone:
        leaderless.tell_network(circle, but=user)


def export_invitations(user):
    for row in Invitation.objects.filter(email__iexact=user.email).select_related("circle"):
        yield {
            "circle": row.circle.title,
            "created_at": row.created_at.isoformat(),
            "message": row.message,
        }


def erase_invitations(user) -> None:
    Invitation.objects.filter(email__iexact=user.email).delete()


def purge_invitations() -> int:
    return Invitation.objects.filter(expires_at__lt=timezone.now() - INVITATION_RETENTION).delete()[
        0
    ]


def export_mail(user):
    for row in OutgoingMail.objects.filter(recipient__iexact=user.email):
        yield {"template": row.template, "created_at": row.created_at.isoformat()}


def erase_mail(user) -> None:
    OutgoingMail.objects.filter(recipient__iexact=user.email).delete()


def purge_mail() -> int:
    return OutgoingMail.objects.filter(created_at__lt=timezone.now() - MAIL_RETENTION).delete()[0]


def export_files(user):
    readable = {file.pk for file in files_to_take_along(user)}
    for row in CircleFile.objects.filter(uploaded_by=user):
        yield {
            "title": row.title,
            "what_it_shows": row.alt_text,
            "created_at": row.created_at.isoformat(),
            "file": name_along(row) if row.pk in readable else "",
        }


def files_to_take_along(user):
    """What somebody sent to a circle that they have left is of that circle now."""
    return CircleFile.objects.filter(uploaded_by=user).visible_to(user)


def name_along(row: CircleFile) -> str:
    """A title may hold anything; a name in somebody's own folder may not."""
    return f"circle-files/{row.pk}-{slugify(row.title) or 'file'}.{row.extension}"


def sent_files(user):
    for row in files_to_take_along(user):
        yield name_along(row), row.file


def forget_uploader(user) -> None:
    CircleFile.objects.filter(uploaded_by=user).update(uploaded_by=None)
