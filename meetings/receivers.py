"""What follows from what happened to a meeting, or to a membership. All in the same transaction."""

from django.dispatch import receiver

from cop_pages.signals import lead_handed_over, member_joined, membership_ended

from . import answers, invitations
from .models import ActionItem
from .signals import (
    capacity_raised,
    meeting_cancelled,
    meeting_changed,
    meeting_planned,
    series_planned,
)


@receiver(meeting_planned)
def invite_everyone(meeting, **kwargs) -> None:
    invitations.invite(meeting=meeting)


@receiver(series_planned)
def invite_for_series(series, meetings, **kwargs) -> None:
    invitations.invite_series(series=series, meetings=meetings)


@receiver(meeting_changed)
def tell_change(meeting, **kwargs) -> None:
    invitations.tell_change(meeting=meeting)


@receiver(meeting_cancelled)
def tell_cancellation(meeting, **kwargs) -> None:
    invitations.tell_cancellation(meeting=meeting)


@receiver(capacity_raised)
def fill_seats(meeting, **kwargs) -> None:
    answers.fill_seats(meeting=meeting)


@receiver(member_joined)
def invite_newcomer(membership, **kwargs) -> None:
    invitations.invite_newcomer(circle_id=membership.circle_id, user=membership.user)


@receiver(membership_ended)
def pass_seats_on(membership, **kwargs) -> None:
    answers.withdraw(user=membership.user, circle_id=membership.circle_id)


@receiver(lead_handed_over)
def pass_actions_on(former, successor, **kwargs) -> None:
    """What the former facilitator would still do, the next one finds on their own list."""
    actions = ActionItem.objects.of_circle(former.circle_id).open().of_owner(former.user)
    actions.update(owner=successor.user)
