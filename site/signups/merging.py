"""Two requests of one person become one case; what was in either is kept."""

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from .models import Entry, FacilitatorRequest, FacilitatorSearch, SignUp, WaitingListEntry
from .pipeline import ImpossibleError

FILLED_IN = (
    "phone", "postcode", "municipality", "who", "organisation_kind", "organisation", "case_kind",
    "has_facilitator", "facilitator", "wants_arena", "heard",
)  # fmt: skip
OWN_WORDS = ("case", "already_in", "message")
MOVED = ("entries", "quotes", "arena_requests", "facilitator_profiles")


@transaction.atomic
def merge(*, kept: SignUp, double: SignUp, by) -> SignUp:
    """The double hands over its conversation, waiting places, quotes and words, and is closed.

    Its own row stays behind as it was sent, until its time to be removed has come.
    """
    rows = SignUp.objects.select_for_update().order_by("pk").in_bulk([kept.pk, double.pk])
    kept, double = rows[kept.pk], rows[double.pk]
    if double.merged_into_id == kept.pk:
        return kept
    _refuse_what_cannot(kept, double)
    _fill_gaps(kept, double)
    _keep_words(kept, double, by)
    _join_searches(kept, double)
    for relation in MOVED:
        getattr(double, relation).update(sign_up=kept)
    _join_lines(kept, double)
    SignUp.objects.filter(merged_into=double).update(merged_into=kept)
    double.merged_into, double.status_since = kept, timezone.now()
    double.save(update_fields=["merged_into", "status_since"])
    log(kept, "signups.merge", user=by, data={"double": double.pk})
    return kept


def _refuse_what_cannot(kept: SignUp, double: SignUp) -> None:
    if kept.pk == double.pk or kept.is_closed or double.is_closed:
        raise ImpossibleError(_("Only sign-ups that are not closed can be merged."))
    if double.is_confirmed and not kept.is_confirmed:
        raise ImpossibleError(
            _("Merge into the sign-up that is confirmed, not the other way round.")
        )


def _fill_gaps(kept: SignUp, double: SignUp) -> None:
    """An answer that is there stays; the sooner date wins."""
    for name in (*FILLED_IN, "cop", "owner", "answered_at", "placed_in"):
        setattr(kept, name, getattr(kept, name) or getattr(double, name))
    kept.due_on = min(filter(None, [kept.due_on, double.due_on]), default=None)
    kept.save()


def _keep_words(kept: SignUp, double: SignUp, by) -> None:
    """What was told twice in other words is worth reading: it goes into the conversation."""
    told = [
        f"{double._meta.get_field(name).verbose_name}: {getattr(double, name)}"
        for name in OWN_WORDS
        if getattr(double, name) and getattr(double, name) != getattr(kept, name)
    ]
    told += [f"{each['label']}: {each['answer']}" for each in double.extra_answers]
    if told:
        heading = _("From sign-up %(number)s") % {"number": double.pk}
        Entry.objects.create(sign_up=kept, text="\n\n".join([heading, *told])[:10_000], by=by)


def _join_searches(kept: SignUp, double: SignUp) -> None:
    """One search goes on. The other stays with the double, closed, and leads from there to this one."""
    goes_on = kept.facilitator_searches.open().first()
    other = double.facilitator_searches.open().first()
    left = double.facilitator_searches.all()
    if goes_on and other:
        left = left.exclude(pk=other.pk)
        _join(goes_on, other)
    left.update(sign_up=kept)


def _join(goes_on: FacilitatorSearch, other: FacilitatorSearch) -> None:
    if goes_on.cop_id and other.cop_id:
        other.sign_up = None  # Of another CoP, which needs a facilitator of its own.
        other.save(update_fields=["sign_up"])
        return
    cop, replaces = goes_on.cop or other.cop, goes_on.replaces or other.replaces
    other.state, other.decided_at = FacilitatorSearch.State.CALLED_OFF, timezone.now()
    other.cop = None
    other.save(update_fields=["state", "decided_at", "cop"])
    goes_on.cop, goes_on.replaces = cop, replaces
    goes_on.save(update_fields=["cop", "replaces"])
    for request in other.requests.all():
        _join_request(goes_on, request)


def _join_request(goes_on: FacilitatorSearch, request: FacilitatorRequest) -> None:
    """Nobody is asked twice: the last answer counts, and where there is none the last question."""
    twin = goes_on.requests.filter(profile=request.profile_id).first()
    if twin and _last_word(twin) >= _last_word(request):
        request.delete()
        return
    if twin:
        twin.delete()
    request.search = goes_on
    request.save(update_fields=["search"])


def _last_word(request: FacilitatorRequest) -> tuple:
    is_answer = request.state != FacilitatorRequest.State.ASKED
    return is_answer, request.answered_at or request.asked_at


def _join_lines(kept: SignUp, double: SignUp) -> None:
    """Nobody stands in one line twice; the longest wait counts."""
    for turn in double.waiting_for.waiting():
        other = kept.waiting_for.waiting().filter(cop=turn.cop_id).first()
        if other is None:
            turn.sign_up = kept
            turn.save()
            continue
        other.since = min(other.since, turn.since)
        other.save()
        turn.state = WaitingListEntry.State.LEFT
        turn.save()
