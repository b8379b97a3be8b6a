"""A search for a facilitator from start to choice: each step in one transaction, and safe to take twice."""

import secrets
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from cop_pages.models import CopPage, Membership
from cop_pages.models.people import hash_token

from . import leading, search_mails
from .models import FacilitatorProfile, FacilitatorRequest, FacilitatorSearch, SignUp
from .models.searches import ask_expiry
from .pipeline import ImpossibleError, locked

DOUBLE_CLICK = timedelta(minutes=1)
State = FacilitatorRequest.State


@transaction.atomic
def start_for_sign_up(*, sign_up: SignUp, by) -> FacilitatorSearch:
    """The search that goes on for this request, or a new one."""
    sign_up = locked(sign_up)
    if not sign_up.can_get_facilitator:
        raise ImpossibleError(_("No facilitator can be searched for this sign-up."))
    cop = CopPage.objects.filter(pk=sign_up.placed_in_id).first()
    if cop:
        return start_for_cop(cop=cop, by=by, sign_up=sign_up)
    return _open_one({"sign_up": sign_up}, {}, by)


@transaction.atomic
def start_for_cop(
    *, cop: CopPage, by, sign_up: SignUp | None = None, replaces: Membership | None = None
) -> FacilitatorSearch:
    """`replaces` is the facilitator who stops, when there is one."""
    search = held(_open_one({"cop": cop}, {"replaces": replaces}, by))
    search.replaces = search.replaces or replaces
    is_free = sign_up and not sign_up.facilitator_searches.open().exclude(pk=search.pk).exists()
    if is_free and search.sign_up_id is None:
        search.sign_up = sign_up
    search.save(update_fields=["replaces", "sign_up"])
    return search


def _open_one(subject: dict, more: dict, by) -> FacilitatorSearch:
    search, is_new = FacilitatorSearch.objects.get_or_create(
        **subject, state=FacilitatorSearch.State.OPEN, defaults={**more, "started_by": by}
    )
    if is_new:
        log(search, "signups.search_started", user=by)
    return search


def held(search: FacilitatorSearch) -> FacilitatorSearch:
    """The row as it is now: whoever asks, answers or chooses waits for who was first."""
    rows = FacilitatorSearch.objects.select_for_update(of=("self",))
    return rows.select_related("cop", "sign_up", "replaces").get(pk=search.pk)


def _held_open(search: FacilitatorSearch) -> FacilitatorSearch:
    search = held(search)
    if not search.is_open:
        raise ImpossibleError(_("This search is over. Look at what was chosen."))
    return search


@transaction.atomic
def ask(*, search: FacilitatorSearch, profiles, by, message: str = "") -> int:
    """Mail each of them a link of their own; returns how many. Asked again later, the link is renewed."""
    search = _held_open(search)
    return sum(_ask_one(search, profile, by, message) for profile in profiles)


def _ask_one(search: FacilitatorSearch, profile: FacilitatorProfile, by, message: str) -> bool:
    request = search.requests.filter(profile=profile).first()
    request = request or FacilitatorRequest(search=search, profile=profile)
    just_now = timezone.now() - DOUBLE_CLICK
    if request.pk and (request.state == State.ACCEPTED or request.asked_at > just_now):
        return False
    token = secrets.token_urlsafe(32)
    request.token_hash, request.expires_at = hash_token(token), ask_expiry()
    request.state, request.message = State.ASKED, message
    request.asked_by, request.asked_at = by, timezone.now()
    request.answer, request.answered_at = "", None
    request.save()
    search_mails.ask(request, token, by)
    log(search, "signups.facilitator_asked", user=by, data={"request": request.pk})
    return True


def find(token: str) -> FacilitatorRequest | None:
    requests = FacilitatorRequest.objects.filter(token_hash=hash_token(token))
    return requests.with_people().first()


@transaction.atomic
def answer(*, request: FacilitatorRequest, willing: bool, text: str = "") -> bool:
    """Yes or no, until somebody is chosen. False when it is too late for that."""
    held(request.search)
    request = FacilitatorRequest.objects.with_people().get(pk=request.pk)
    if not request.can_be_answered:
        return False
    state = State.ACCEPTED if willing else State.DECLINED
    is_news = request.state != state
    if is_news or request.answer != text:
        request.state, request.answer, request.answered_at = state, text, timezone.now()
        request.save(update_fields=["state", "answer", "answered_at"])
    if is_news:
        log(request.search, "signups.facilitator_answered", data={"request": request.pk})
        search_mails.tell_the_network(request)
    return True


@transaction.atomic
def choose(*, request: FacilitatorRequest, by) -> None:
    """One of those who want to leads from now on, and everybody hears. A second choice is refused."""
    search = held(request.search)
    request = FacilitatorRequest.objects.select_related("profile__user").get(pk=request.pk)
    request.search = search
    if request.state == State.CHOSEN:
        return
    if not search.is_open:
        raise ImpossibleError(_("Somebody was chosen already, or the search was called off."))
    if request.state != State.ACCEPTED:
        raise ImpossibleError(_("This person has not said yes. Wait for the answer."))
    leading.link_account(request.profile)
    others = _settle(search, FacilitatorSearch.State.FILLED, State.PASSED_OVER, by, but=request)
    request.state, request.decided_at = State.CHOSEN, timezone.now()
    request.save(update_fields=["state", "decided_at"])
    log(search, "signups.facilitator_chosen", user=by, data={"request": request.pk})
    search_mails.tell_all(request, others, by)
    leading.begin(request, by)


def _settle(search, outcome: str, state: str, by, *, but=None) -> list[FacilitatorRequest]:
    """Close the search; returns all others who were asked. Who said no keeps that as their answer."""
    search.state, search.decided_by, search.decided_at = outcome, by, timezone.now()
    search.save(update_fields=["state", "decided_by", "decided_at"])
    others = search.requests.undecided().exclude(pk=but and but.pk).select_related("profile__user")
    others = list(others)
    for each in others:
        each.search = search
    waiting = search.requests.filter(pk__in=[each.pk for each in others])
    waiting.exclude(state=State.DECLINED).update(state=state, decided_at=timezone.now())
    return others


@transaction.atomic
def call_off(*, search: FacilitatorSearch, by) -> None:
    """Nobody is needed after all: those who could still be chosen hear so."""
    search = held(search)
    if not search.is_open:
        return
    asked = _settle(search, FacilitatorSearch.State.CALLED_OFF, State.WITHDRAWN, by)
    log(search, "signups.search_called_off", user=by)
    search_mails.tell_called_off([each for each in asked if each.state != State.DECLINED], by)


def call_off_own(*, sign_up: SignUp, by) -> None:
    """Of a request that is over. What is for a CoP goes on: that needs its facilitator all the same."""
    for search in sign_up.facilitator_searches.of_request_only():
        call_off(search=search, by=by)
