"""Where a request leads: each outcome in one transaction, and safe to ask for twice."""

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from cop_pages import services as circles
from cop_pages.models import Circle, CircleIndexPage, CopPage, Invitation, Organisation, Role

from . import letters, services
from .models import (
    OPEN,
    ArenaRequest,
    FacilitatorProfile,
    FacilitatorRegion,
    MailKey,
    SignUp,
    Status,
    WaitingListEntry,
    Who,
)
from .pipeline import ImpossibleError, leave_waiting_lists, locked

IN_HAND = (*OPEN, Status.WAITING_LIST)


def in_hand(sign_up: SignUp) -> SignUp:
    """Held for this transaction; refused when it is not confirmed, closed or a double."""
    sign_up = locked(sign_up)
    if sign_up.status not in IN_HAND or sign_up.merged_into_id:
        raise ImpossibleError(_("This sign-up is closed, or not confirmed yet."))
    return sign_up


def role_of(sign_up: SignUp, circle: Circle | None = None) -> str:
    """What they are in a CoP; in a kind of circle with roles of its own, the first of those."""
    role = Role.PROFESSIONAL if sign_up.who == Who.PROFESSIONAL else Role.RESIDENT
    roles = getattr(circle, "roles", Role)
    return role if role in roles.values else roles.values[0]


def is_member(circle: Circle, email: str) -> bool:
    return circle.active_memberships().filter(user__email__iexact=email).exists()


@transaction.atomic
def invite(*, sign_up: SignUp, cop: Circle, by=None, role: str = "", message: str = "") -> None:
    """Offer a place in a CoP: the request is placed."""
    now = locked(sign_up)
    if now.status == Status.PLACED and now.placed_in_id == cop.pk:
        return
    sign_up = in_hand(sign_up)
    if is_member(cop, sign_up.email):
        raise ImpossibleError(_("This person is in the CoP already."))
    _invite(sign_up, cop, by, role, message)


def _invite(sign_up: SignUp, circle: Circle, by, role: str = "", message: str = "") -> None:
    circles.invite(
        circle=circle,
        email=sign_up.email,
        role=role or role_of(sign_up, circle),
        by=by,
        message=message,
    )
    waiting = sign_up.waiting_for.waiting().filter(cop_id=circle.pk)
    waiting.update(state=WaitingListEntry.State.INVITED, changed_at=timezone.now())
    leave_waiting_lists(sign_up=sign_up)
    _place(sign_up, circle, by)


def _place(sign_up: SignUp, circle: Circle | None, by) -> None:
    sign_up.placed_in = circle
    sign_up.answered_at = sign_up.answered_at or timezone.now()
    sign_up.save(update_fields=["placed_in", "answered_at"])
    services.change_status(sign_up=sign_up, status=Status.PLACED, by=by)


@transaction.atomic
def wait(*, sign_up: SignUp, cop: CopPage, by) -> None:
    """Put somebody in the line for a CoP, and tell them."""
    sign_up = in_hand(sign_up)
    if is_member(cop, sign_up.email):
        raise ImpossibleError(_("This person is in the CoP already."))
    _entry, is_new = WaitingListEntry.objects.get_or_create(
        sign_up=sign_up, cop=cop, state=WaitingListEntry.State.WAITING
    )
    if is_new:
        services.change_status(sign_up=sign_up, status=Status.WAITING_LIST, by=by)
        _mail(MailKey.WAITING, sign_up, by, cop=cop.title)


def _mail(key: MailKey, sign_up: SignUp, by, **values: str) -> None:
    letter = letters.write(
        key, letters.values_for(sign_up, by, **values), language=sign_up.language
    )
    if letter.body:
        letters.send(sign_up=sign_up, letter=letter, by=by)


@transaction.atomic
def invite_next(*, cop: CopPage, by=None) -> SignUp | None:
    """A place opened: it goes to who waits longest and is not in yet."""
    if not (cop.live and cop.is_open_for_members) or cop.free_places == 0:
        return None
    for entry in WaitingListEntry.objects.in_line().filter(cop=cop).select_for_update():
        sign_up = locked(entry.sign_up)
        if sign_up.status in IN_HAND and not is_member(cop, sign_up.email):
            with translation.override(sign_up.language):
                message = _("A place has opened. You are the first on the waiting list.")
            _invite(sign_up, cop, by, message=message)
            return sign_up
        leave_waiting_lists(sign_up=sign_up)
    return None


@transaction.atomic
def fill_places(*, cop: CopPage) -> None:
    """An editor may have given it more room: as many as there are places are invited."""
    for _place in range(cop.free_places or 0):
        if invite_next(cop=cop) is None:
            return


def is_agreed(sign_up: SignUp) -> bool:
    """Their quote was accepted, and what they asked for is still to be made."""
    is_placed = sign_up.status == Status.PLACED and sign_up.placed_in_id is None
    return is_placed and sign_up.quotes.accepted().exists()


@transaction.atomic
def start_cop(*, sign_up: SignUp, by, title: str, place: str, municipality: str, summary: str):
    """A draft page with the case and the place; who asked for it comes in when it is published."""
    sign_up = locked(sign_up)
    if not is_agreed(sign_up):
        sign_up = in_hand(sign_up)
    if sign_up.placed_in_id:
        return sign_up.placed_in.specific
    page = CopPage(
        title=title,
        place=place,
        municipality=municipality,
        case_summary=summary,
        case=sign_up.case,
        live=False,
        owner=by,
    )
    if sign_up.case_kind:
        page.case_kind = sign_up.case_kind
    add_draft(page, by)
    _await(sign_up, page, by)
    sign_up.facilitator_searches.filter(cop=None).update(cop=page)
    _mail(MailKey.COP_STARTED, sign_up, by, cop=title)
    return page


def add_draft(page: Circle, by) -> None:
    """Below the private section, so that nobody meets it who may not."""
    section = CircleIndexPage.objects.current().order_by("path").first()
    if section is None:
        raise ImpossibleError(_("Publish a private section for circles first."))
    section.add_child(instance=page)
    page.save_revision(user=by)


def _await(sign_up: SignUp, circle: Circle, by) -> None:
    """Its circle is being made; until then the conversation goes on."""
    sign_up.placed_in = circle
    sign_up.save(update_fields=["placed_in"])
    services.change_status(sign_up=sign_up, status=Status.IN_CONVERSATION, by=by)


@transaction.atomic
def welcome_requesters(*, circle: Circle) -> None:
    """Invite those whose request led to this page, once it is there for them to see."""
    invited = Invitation.objects.filter(circle_id=circle.pk).values_list("email", flat=True)
    waiting = SignUp.objects.unmerged().filter(
        placed_in_id=circle.pk, status__in=[*OPEN, Status.PLACED]
    )
    for sign_up in waiting.select_for_update():
        if sign_up.email.lower() not in set(invited) and not is_member(circle, sign_up.email):
            _invite(sign_up, circle, None)


@transaction.atomic
def request_arena(*, sign_up: SignUp, organisation: str, cop: CopPage | None, by) -> ArenaRequest:
    """Put the wish for an arena before the network, and tell who asked."""
    sign_up = in_hand(sign_up)
    request, is_new = ArenaRequest.objects.get_or_create(
        sign_up=sign_up,
        state=ArenaRequest.State.OPEN,
        defaults={"organisation": organisation, "cop": cop},
    )
    if is_new:
        services.change_status(sign_up=sign_up, status=Status.IN_CONVERSATION, by=by)
        _mail(MailKey.ARENA, sign_up, by)
    return request


@transaction.atomic
def decide_arena(
    *, request: ArenaRequest, agreed: bool, by, cop: CopPage | None = None
) -> Circle | None:
    """Yes makes a draft of the arena, where arenas are installed, and places the request."""
    request = ArenaRequest.objects.select_for_update().get(pk=request.pk)
    if request.state != ArenaRequest.State.OPEN:
        return None
    sign_up = in_hand(request.sign_up)
    request.cop = request.cop or cop
    if agreed and request.cop is None and arena_model():
        raise ImpossibleError(_("Choose the CoP that the arena comes around."))
    states = ArenaRequest.State
    request.state, request.decided_at = states.AGREED if agreed else states.DECLINED, timezone.now()
    request.save(update_fields=["state", "decided_at", "cop"])
    page = draft_arena(request, by) if agreed else None
    if agreed:
        _place(sign_up, page, by)
    return page


def arena_model() -> type[Circle] | None:
    """The page type of arenas, when that app is there and has one."""
    try:
        return apps.get_model("arena", "ArenaPage")
    except LookupError:
        return None


def draft_arena(request: ArenaRequest, by) -> Circle | None:
    """An arena follows a CoP: without one there is nothing to draw up yet."""
    model = arena_model()
    if model is None or request.cop is None:
        return None
    sign_up = request.sign_up
    organisation, _created = Organisation.objects.get_or_create(
        name=request.organisation,
        defaults={
            "kind": sign_up.organisation_kind or Organisation.Kind.OTHER,
            "municipality": sign_up.municipality,
        },
    )
    page = model(
        title=_("Arena of %(organisation)s") % {"organisation": organisation.name},
        organisation=organisation,
        live=False,
        owner=by,
    )
    page.cops = [request.cop]
    add_draft(page, by)
    return page


@transaction.atomic
def make_facilitator(*, sign_up: SignUp, origin: str, by) -> FacilitatorProfile:
    """Somebody who can be asked from now on; once per person."""
    if locked(sign_up).status == Status.PLACED:
        return sign_up.facilitator_profiles.first()
    sign_up = in_hand(sign_up)
    profile = FacilitatorProfile.objects.of_address(sign_up.email).first()
    profile = profile or _new_profile(sign_up, origin)
    _place(sign_up, None, by)
    return profile


def _new_profile(sign_up: SignUp, origin: str) -> FacilitatorProfile:
    member = get_user_model().objects.filter(email__iexact=sign_up.email).first()
    profile = FacilitatorProfile.objects.create(
        user=member,
        name="" if member else sign_up.name,
        email="" if member else sign_up.email,
        phone=sign_up.phone,
        organisation=sign_up.organisation,
        origin=origin,
        about=sign_up.message[:2000],
        sign_up=sign_up,
    )
    if sign_up.municipality:
        FacilitatorRegion.objects.create(profile=profile, municipality=sign_up.municipality)
    return profile
