"""The way of an interest: from the tribune to the CoP's agenda, and the answer back to who sent it."""

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from meetings.models import BacklogItem

from .. import interest_mail
from ..models import ArenaPage, Interest, InterestEvent, State
from ..models.interests import FACILITATOR_MOVES, LEAD_MOVES
from .once import keep_once

DEFAULT_MINUTES = 15


class NotPossibleError(Exception):
    """This step cannot be taken from where the interest is now; somebody else was first."""


@transaction.atomic
def bring_in(*, arena: ArenaPage, interest: Interest, by) -> Interest:
    """Keep a new interest and tell the lead. Submitted twice, there is one."""
    interest.arena = arena
    interest, is_new = keep_once(interest, sender=by)
    if not is_new:
        return interest
    InterestEvent.objects.create(interest=interest, state=interest.state, by=by)
    _record(interest, by)
    interest_mail.tell_leads(interest)
    return interest


@transaction.atomic
def forward(*, interest: Interest, by) -> Interest:
    """Pass it on to the CoP, with all that is bundled with it."""
    return _move(interest, State.FORWARDED, LEAD_MOVES, by=by)


@transaction.atomic
def bundle(*, interest: Interest, into: Interest, by) -> Interest:
    """Put it with another for the same CoP that was not forwarded yet; it gets the same answer."""
    # Both at once and in one order, or two leads who bundle crosswise would wait for each other.
    both = Interest.objects.select_for_update(of=("self",)).filter(pk__in=[interest.pk, into.pk])
    into = {each.pk: each for each in both.order_by("pk")}[into.pk]
    is_same = into.arena_id == interest.arena_id and into.cop_id == interest.cop_id
    if not is_same or into.pk == interest.pk or into.state != State.BROUGHT_IN:
        raise NotPossibleError
    moved = _move(interest, State.BUNDLED, LEAD_MOVES, by=by, bundle=into)
    # What hung under it comes along, so that a bundle is never deeper than one.
    moved.bundled.update(bundle=into)
    return moved


@transaction.atomic
def unbundle(*, interest: Interest, by) -> Interest:
    """Let it go on alone, as long as the bundle was not forwarded."""
    if interest.bundle and interest.bundle.state != State.BROUGHT_IN:
        raise NotPossibleError
    return _move(interest, State.BROUGHT_IN, LEAD_MOVES, by=by, bundle=None)


@transaction.atomic
def accept(*, interest: Interest, by, reason: str = "", minutes: int = DEFAULT_MINUTES) -> Interest:
    """Put it on the CoP's backlog, from which the next agenda is woven."""
    moved = _move(interest, State.ACCEPTED, FACILITATOR_MOVES, by=by, reason=reason)
    if moved.backlog_item is None and moved.agenda_item is None:
        put_on_the_list(moved, by=by, minutes=minutes)
    return moved


def put_on_the_list(interest: Interest, *, by, minutes: int) -> None:
    """On the backlog of its CoP, and off the agenda it stood on."""
    interest.agenda_item = None
    interest.backlog_item = BacklogItem.objects.create(
        circle=interest.cop,
        title=interest.title,
        note=interest.why,
        minutes=minutes,
        source=BacklogItem.Source.INTEREST,
        added_by=by,
    )
    interest.save(update_fields=["backlog_item", "agenda_item"])


@transaction.atomic
def put_on_the_list_again(*, interest: Interest, by) -> None:
    """Its meeting is over or did not take place: it goes on the next agenda. A second time does nothing."""
    locked = _lock(interest)
    if locked.place == "list":
        return
    if not locked.is_stranded:
        raise NotPossibleError
    former = locked.agenda_item
    minutes = former.minutes if former else DEFAULT_MINUTES
    put_on_the_list(locked, by=by, minutes=minutes)
    InterestEvent.objects.create(interest=locked, state=locked.state, by=by)
    _record(locked, by)
    interest_mail.tell_senders(locked, again=True)


@transaction.atomic
def park(*, interest: Interest, by, reason: str) -> Interest:
    return _off_the_agenda(_move(interest, State.PARKED, FACILITATOR_MOVES, by=by, reason=reason))


@transaction.atomic
def decline(*, interest: Interest, by, reason: str) -> Interest:
    return _move(interest, State.DECLINED, FACILITATOR_MOVES, by=by, reason=reason)


@transaction.atomic
def answer(*, interest: Interest, by, reason: str) -> Interest:
    """Say what came of it."""
    moved = _move(interest, State.ANSWERED, FACILITATOR_MOVES, by=by, reason=reason)
    if moved.backlog_item:
        moved.backlog_item.delete()
    return moved


def _off_the_agenda(interest: Interest) -> Interest:
    """A place on the backlog is given up; what stands on an agenda already is the planner's."""
    if interest.backlog_item:
        interest.backlog_item.delete()
        interest.backlog_item = None
    return interest


def _move(
    interest: Interest, state: State, moves: dict, *, by, reason: str = "", **changes
) -> Interest:
    """Lock, check, write, remember, and tell who sent it. The same step twice is one step."""
    locked = _lock(interest)
    if locked.state == state and locked.reason == reason:
        return locked
    if not locked.may_become(state, moves):
        raise NotPossibleError
    for name, value in {"state": state, "reason": reason, **changes}.items():
        setattr(locked, name, value)
    locked.changed_at = timezone.now()
    locked.save()
    InterestEvent.objects.create(interest=locked, state=state, reason=reason, by=by)
    _record(locked, by)
    interest_mail.tell_senders(locked)
    if state == State.FORWARDED:
        interest_mail.tell_facilitators(locked)
    return locked


def _lock(interest: Interest) -> Interest:
    return Interest.objects.select_for_update(of=("self",)).get(pk=interest.pk)


def _record(interest: Interest, by) -> None:
    """Log on the arena's page: numbers and states only."""
    data = {"interest": interest.pk, "state": interest.state}
    log(interest.arena, "arena.interest", user=by, data=data)
