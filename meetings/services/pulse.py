"""The undercurrent: a round opens, members answer once, it closes, and its words go after a while.

What an answer does not tell, the database does not tell either. With every answer all rows of the
round are written anew, in a random order, under new random keys and in one transaction: neither the
order of the rows, nor the number of the transaction, says which answer belongs to which voter.
"""

from datetime import timedelta
from random import SystemRandom

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from cop_pages.models.circles import leading_roles

from ..models import Meeting, PulseAnswer, PulseRound, PulseVoter
from ..sealing import marks_of, seal

# Fewer answers than this are shown to nobody: each would be too easy to guess.
FEWEST_ANSWERS = 5
STAYS_OPEN = timedelta(days=3)
WORDS_STAY = timedelta(days=getattr(settings, "MEETINGS_PULSE_WORDS_DAYS", 60))


def can_answer(meeting: Meeting, user) -> bool:
    """Members of the circle, but for its facilitators: they are the ones who read the totals."""
    return (
        meeting.circle.active_memberships()
        .filter(user=user)
        .exclude(role__in=leading_roles())
        .exists()
    )


def has_answered(pulse: PulseRound, user) -> bool:
    return pulse.voters.filter(voter_hash__in=marks_of(user.pk, pulse.pk)).exists()


@transaction.atomic
def open_round(*, meeting: Meeting) -> PulseRound:
    """A round that was closed stays closed: who answered is forgotten, and might answer again."""
    pulse, _ = PulseRound.objects.get_or_create(meeting=meeting)
    if pulse.opened_at is None:
        pulse.opened_at = timezone.now()
        pulse.save(update_fields=["opened_at"])
    return pulse


@transaction.atomic
def give_answer(
    *, pulse: PulseRound, user, scores: dict[str, int | None], unsaid: str = ""
) -> bool:
    """Store the answer, apart from who gave it. False when the round is closed or they answered."""
    pulse = PulseRound.objects.select_for_update().get(pk=pulse.pk)
    if not pulse.is_open or has_answered(pulse, user):
        return False
    mark = marks_of(user.pk, pulse.pk)[0]
    mix(PulseAnswer, pulse, PulseAnswer(round=pulse, unsaid=seal(unsaid), **scores))
    mix(PulseVoter, pulse, PulseVoter(round=pulse, voter_hash=mark))
    return True


def mix(model, pulse: PulseRound, newest) -> None:
    """Add a row as one of many: all are removed and come back shuffled, with other keys."""
    rows = [*model.objects.filter(round=pulse), newest]
    model.objects.filter(round=pulse).delete()
    for row in rows:
        row.pk = model._meta.pk.get_default()
    SystemRandom().shuffle(rows)
    model.objects.bulk_create(rows)


@transaction.atomic
def close_round(*, pulse: PulseRound) -> bool:
    """Forget who answered; where too few did, also their words. False when it was closed before."""
    pulse = PulseRound.objects.select_for_update().get(pk=pulse.pk)
    if not pulse.is_open:
        return False
    pulse.closed_at = timezone.now()
    pulse.save(update_fields=["closed_at"])
    pulse.voters.all().delete()
    if pulse.answers.count() < FEWEST_ANSWERS:
        remove_words(pulse)
    return True


def close_forgotten() -> int:
    """A job: rounds that nobody closed. They close by themselves after three days."""
    old = PulseRound.objects.open().filter(opened_at__lt=timezone.now() - STAYS_OPEN)
    return sum(close_round(pulse=pulse) for pulse in old)


def purge_words() -> int:
    """A job: remove the words of rounds that closed long ago; the scores stay."""
    old = PulseRound.objects.with_words().filter(closed_at__lt=timezone.now() - WORDS_STAY)
    return sum(remove_words(pulse) for pulse in old)


@transaction.atomic
def remove_words(pulse: PulseRound) -> int:
    """The number of answers whose words went."""
    pulse.texts_purged_at = timezone.now()
    pulse.save(update_fields=["texts_purged_at"])
    return pulse.answers.exclude(unsaid=b"").update(unsaid=b"")
