"""A place that was offered and not taken: the request goes on, and the next in line gets a chance."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from cop_pages.models import CopPage, Invitation

from . import outcomes, services
from .models import Entry, SignUp, Status, WaitingListEntry


def of_invitation(invitation: Invitation):
    """The requests that led to this invitation."""
    return SignUp.objects.unmerged().filter(
        placed_in=invitation.circle_id, email__iexact=invitation.email
    )


@transaction.atomic
def take_up_again(*, invitation: Invitation) -> int:
    """Back into the conversation, with a note that says why. Returns how many requests that were."""
    if outcomes.is_member(invitation.circle, invitation.email):
        return 0
    placed = of_invitation(invitation).filter(status=Status.PLACED).select_for_update()
    for sign_up in placed:
        services.change_status(sign_up=sign_up, status=Status.IN_CONVERSATION)
        note = _("The invitation to %(circle)s was not taken.")
        Entry.objects.create(sign_up=sign_up, text=note % {"circle": invitation.circle.title})
        _pass_the_turn_on(sign_up, invitation.circle_id)
    return len(placed)


def _pass_the_turn_on(sign_up: SignUp, circle_pk: int) -> None:
    """Only who had waited for the place leaves one behind."""
    states = WaitingListEntry.State
    turns = sign_up.waiting_for.filter(cop=circle_pk, state=states.INVITED)
    if turns.update(state=states.LEFT, changed_at=timezone.now()):
        outcomes.invite_next(cop=CopPage.objects.get(pk=circle_pk))


def take_up_lapsed() -> int:
    """Of invitations whose time is over; run now and then."""
    lapsed = Invitation.objects.pending().filter(expires_at__lt=timezone.now())
    placed = SignUp.objects.unmerged().filter(status=Status.PLACED).exclude(placed_in=None)
    lapsed = lapsed.filter(circle__in=placed.values("placed_in")).select_related("circle")
    return sum(take_up_again(invitation=each) for each in lapsed)


@transaction.atomic
def place(*, invitation: Invitation) -> None:
    """They came in after all: with an invitation that was sent once more."""
    waiting = of_invitation(invitation).filter(status=Status.IN_CONVERSATION)
    for sign_up in waiting.select_for_update():
        services.change_status(sign_up=sign_up, status=Status.PLACED)
