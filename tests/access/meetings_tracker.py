"""Rows of the tracker in the admin: for moderators and administrators, until others get its permission."""

from django.urls import reverse

from tests.network import Network

from .cells import MODERATORS, Row, answer

REMIND = "/admin/meetings/remind/"
# Who has no part in the tracker but may enter the admin cannot tell whether the meeting exists.
FOLLOWERS = answer(302, moderator=200, admin=200, editor=404)


def inspect(network: Network) -> str:
    return reverse("meetings_meeting_modeladmin_inspect", args=[network.circle.meeting.pk])


TRACKER = [
    Row("/admin/meetings/meeting/", MODERATORS),
    Row("/admin/meetings/meeting/inspect/%(instance_pk)s/", FOLLOWERS, inspect),
    Row("/admin/meetings/quiet/", MODERATORS),
    Row(REMIND, MODERATORS, lambda n: f"{REMIND}?meeting={n.circle.meeting.pk}", "one meeting"),
    Row(REMIND, answer(302, moderator=303, admin=303), about="nothing chosen", method="post"),
]
