"""The link in a mail with which one person answers for one meeting, without logging in."""

from django.core import signing
from django.urls import reverse

from cop_pages.mail import absolute
from cop_pages.models import Membership

from .models import Meeting

# A dot, since programs that read mail end a link at a colon sooner.
signer = signing.Signer(salt="meetings.answer", sep=".")


def token_for(meeting: Meeting, user) -> str:
    """The same every time. It is of no use once the meeting is over."""
    return signer.sign_object([meeting.pk, user.pk])


def link_for(meeting: Meeting, user) -> str:
    return absolute(reverse("meetings:answer_by_link", args=[token_for(meeting, user)]))


def read(token: str):
    """The meeting and the user of a link that still works; None when it was forged or is of no use.

    It works while the meeting is open for answers and the user is in its circle.
    """
    try:
        meeting_id, user_id = signer.unsign_object(token)
    except signing.BadSignature:
        return None
    members = Membership.objects.active().filter(user=user_id, user__is_active=True)
    meetings = Meeting.objects.planned().select_related("circle").filter(pk=meeting_id)
    meeting = meetings.filter(circle__in=members.values("circle")).first()
    if meeting is None or not meeting.is_open_for_answers:
        return None
    user = members.select_related("user").get(circle=meeting.circle_id).user
    return (meeting, user) if meeting.can_be_seen_by(user) else None
