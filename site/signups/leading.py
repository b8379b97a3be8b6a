"""From chosen to leading: the role in the circle, the account it hangs on, and handing it over."""

from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from cop_pages import services as circles
from cop_pages.models import CopPage, Membership, Role

from . import search_mails
from .models import FacilitatorProfile, FacilitatorRequest
from .pipeline import ImpossibleError

State = FacilitatorRequest.State


def begin(request: FacilitatorRequest, by) -> None:
    """Give the chosen one their place, or an invitation when there is no account yet.

    A CoP that is not published yet waits: see `begin_all`.
    """
    cop = request.search.cop
    if cop is None or request.placed_at or not CopPage.objects.published().filter(pk=cop.pk):
        return
    request.placed_at = timezone.now()
    request.save(update_fields=["placed_at"])
    if link_account(request.profile):
        take_place(request, by)
        return
    circles.invite(circle=cop, email=request.profile.email, role=Role.FACILITATOR, by=by)


def take_place(request: FacilitatorRequest, by) -> None:
    """The role in the circle; who is replaced hands over at once."""
    search, user = request.search, request.profile.user
    successor = circles.appoint(circle=search.cop, user=user, role=Role.FACILITATOR, by=by)
    former = leader(search.replaces_id)
    if former and former.user_id != user.pk:
        _pass_on(search.cop, former, successor, by)


def leader(membership_id: int | None) -> Membership | None:
    """Held for this transaction; None when they stopped already."""
    rows = Membership.objects.active().filter(pk=membership_id, role=Role.FACILITATOR)
    return rows.select_for_update().first()


def link_account(profile: FacilitatorProfile) -> bool:
    """Whether this person has an account; one with their address is theirs, for they read its mail."""
    if profile.user_id:
        return True
    members = get_user_model().objects.filter(is_active=True, email__iexact=profile.email)
    member = members.filter(facilitator_profile__isnull=True).first()
    return bool(member) and become_member(profile, member)


def become_member(profile: FacilitatorProfile, member) -> bool:
    """The account knows name and address from now on."""
    profile.user, profile.name, profile.email = member, "", ""
    profile.save(update_fields=["user", "name", "email"])
    return True


@transaction.atomic
def begin_all(*, circle) -> None:
    """The circle is published: who was chosen for it comes in."""
    chosen = FacilitatorRequest.objects.chosen().filter(search__cop=circle.pk, placed_at=None)
    for request in chosen.with_people().select_for_update(of=("self",)):
        begin(request, request.search.decided_by)


@transaction.atomic
def accept(*, invitation, membership: Membership) -> None:
    """Somebody took the place they were invited to as a facilitator."""
    chosen = FacilitatorRequest.objects.chosen().filter(
        search__cop=membership.circle_id,
        profile__user=None,
        profile__email__iexact=invitation.email,
    )
    for request in chosen.with_people().select_for_update(of=("self",)):
        _take_account(request, membership.user)
        take_place(request, membership.user)


def _take_account(request: FacilitatorRequest, member) -> None:
    """Who has a profile of their own already goes on under that one."""
    own = FacilitatorProfile.objects.filter(user=member).first()
    if own is None:
        become_member(request.profile, member)
    elif not request.search.requests.filter(profile=own).exists():
        request.profile = own
        request.save(update_fields=["profile"])
    else:
        request.profile.user = own.user  # In memory only: the role goes to the person.


def stop(*, membership: Membership) -> None:
    """Who leads no more was chosen once; notes of the case close for them."""
    chosen = FacilitatorRequest.objects.chosen().filter(
        search__cop=membership.circle_id, profile__user=membership.user_id
    )
    chosen.update(state=State.STOPPED)


@transaction.atomic
def hand_over(
    *, cop: CopPage, former: Membership, profile: FacilitatorProfile, by, stays_as: str = ""
) -> bool:
    """Another leads from now on. False when that was so already; refused when somebody else came first."""
    former = leader(former.pk)
    if not link_account(profile):
        raise ImpossibleError(
            _("This person has no account yet. Search and ask them: then they are invited.")
        )
    if former is None:
        return _was_done(cop, profile)
    if former.user_id == profile.user_id:
        raise ImpossibleError(_("Choose somebody else to take over."))
    successor = circles.appoint(circle=cop, user=profile.user, role=Role.FACILITATOR, by=by)
    _pass_on(cop, former, successor, by, stays_as)
    return True


def _was_done(cop: CopPage, profile: FacilitatorProfile) -> bool:
    leads = cop.active_memberships().filter(role=Role.FACILITATOR, user=profile.user_id)
    if leads.exists():
        return False
    raise ImpossibleError(_("This facilitator has stopped already. Look who leads the CoP now."))


def _pass_on(cop: CopPage, former: Membership, successor: Membership, by, stays_as="") -> None:
    stop(membership=former)
    circles.hand_over(former=former, successor=successor, by=by, stays_as=stays_as)
    log(cop, "signups.handed_over", user=by, data={"from": former.pk, "to": successor.pk})
    search_mails.tell_hand_over(cop, former=former.user, successor=successor.user, by=by)
