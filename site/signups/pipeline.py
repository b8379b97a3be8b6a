"""How the network leads a request on: its status, its owner, and what was said."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from . import services
from .models import Entry, EntryKind, SignUp, Status, WaitingListEntry
from .signals import sign_up_declined

DOUBLE_CLICK = timedelta(minutes=1)
# By hand. Only the person confirms; only an outcome puts somebody on a waiting list.
MOVES = {
    Status.NEW: [Status.DECLINED],
    Status.CONFIRMED: [Status.IN_CONVERSATION, Status.PLACED, Status.DECLINED],
    Status.IN_CONVERSATION: [Status.PLACED, Status.DECLINED, Status.CONFIRMED],
    Status.WAITING_LIST: [Status.IN_CONVERSATION, Status.PLACED, Status.DECLINED],
    Status.PLACED: [Status.IN_CONVERSATION],
    Status.DECLINED: [Status.IN_CONVERSATION],
    Status.WITHDRAWN: [],
}


class ImpossibleError(Exception):
    """What was asked cannot be done now; the message tells an editor why."""


class MergedError(ImpossibleError):
    """Another sign-up took this one in; all goes on there."""

    def __init__(self, kept_pk: int):
        super().__init__(
            _("This was merged into sign-up %(number)s. Nothing was changed; do it there.")
            % {"number": kept_pk}
        )
        self.kept_pk = kept_pk


def locked(sign_up: SignUp) -> SignUp:
    """The row as it is now, held until the transaction ends; refused when another took it in."""
    sign_up = SignUp.objects.select_for_update().get(pk=sign_up.pk)
    refuse_merged(sign_up)
    return sign_up


def refuse_merged(sign_up: SignUp) -> None:
    if sign_up.merged_into_id:
        raise MergedError(sign_up.merged_into_id)


def moves_of(sign_up: SignUp) -> list[Status]:
    """Where an editor may put it next."""
    if sign_up.merged_into_id or (sign_up.status == Status.DECLINED and not sign_up.is_confirmed):
        return []
    return MOVES[Status(sign_up.status)]


@transaction.atomic
def move(*, sign_up: SignUp, status: str, by, seen: str = "") -> None:
    """Put it in another column. `seen` is the status on the screen: nobody moves what moved already."""
    sign_up = locked(sign_up)
    if sign_up.status == status:
        return
    if seen and sign_up.status != seen:
        raise ImpossibleError(_("Somebody else moved this sign-up just now. Look again."))
    if status not in moves_of(sign_up):
        raise ImpossibleError(_("This sign-up cannot be moved there."))
    if sign_up.status == Status.WAITING_LIST:
        leave_waiting_lists(sign_up=sign_up)
    services.change_status(sign_up=sign_up, status=status, by=by)
    if status == Status.DECLINED:
        sign_up_declined.send(SignUp, sign_up=sign_up, by=by)
    if status in {Status.IN_CONVERSATION, Status.PLACED}:
        mark_answered(sign_up)


def leave_waiting_lists(*, sign_up: SignUp) -> None:
    sign_up.waiting_for.waiting().update(
        state=WaitingListEntry.State.LEFT, changed_at=timezone.now()
    )


def mark_answered(sign_up: SignUp) -> None:
    """The first time that somebody of the network reached out."""
    if sign_up.answered_at is None:
        sign_up.answered_at = timezone.now()
        sign_up.save(update_fields=["answered_at"])


@transaction.atomic
def assign(*, sign_up: SignUp, owner, due_on: date | None, by) -> None:
    sign_up = locked(sign_up)
    sign_up.owner, sign_up.due_on = owner, due_on
    sign_up.save(update_fields=["owner", "due_on"])
    log(sign_up, "signups.assign", user=by, data={"owner": owner.pk if owner else None})


@transaction.atomic
def share(*, entry: Entry, shared: bool, by) -> None:
    """Let who leads the CoP read this part of the conversation too, or no longer."""
    if Entry.objects.filter(pk=entry.pk).exclude(is_shared=shared).update(is_shared=shared):
        log(entry.sign_up, "signups.entry_shared", user=by, data={"entry": entry.pk, "to": shared})


@transaction.atomic
def write_down(*, sign_up: SignUp, kind: str, text: str, by) -> None:
    """A note, or what was said; the same twice in a minute is a second click."""
    sign_up = locked(sign_up)
    since = timezone.now() - DOUBLE_CLICK
    if sign_up.entries.filter(kind=kind, text=text, by=by, at__gt=since).exists():
        return
    Entry.objects.create(sign_up=sign_up, kind=kind, text=text, by=by)
    if kind != EntryKind.NOTE:
        mark_answered(sign_up)
