"""What a circle learns along the way, made known to the apps below: field notes, and the undercurrent.

The undercurrent is declared as personal data to say that it is none: an answer belongs to nobody, so
that there is nothing to tell somebody about theirs, and nothing to find when they want it erased.
"""

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from cop_pages import privacy, schedule

from . import field_notes
from .models import PulseAnswer, PulseRound, PulseVoter
from .sealing import marks_of
from .services import pulse

WORDS_DAYS = pulse.WORDS_STAY.days


def register() -> None:
    field_notes.register()
    schedule.register("pulse", pulse.close_forgotten)
    stays = format_lazy(_("Anonymous. What was written goes after {days} days."), days=WORDS_DAYS)
    while_open = _("Until the pulse closes, after three days at most.")
    privacy.declare(privacy.PersonalData(PulseVoter, export_votes, erase_votes, while_open))
    privacy.declare(
        privacy.PersonalData(PulseAnswer, nothing_of, leave_alone, stays, pulse.purge_words)
    )


def votes_of(user):
    """The marks of this person in rounds that are open now; of closed ones there are none."""
    for row in PulseRound.objects.open():
        yield from row.voters.filter(voter_hash__in=marks_of(user.pk, row.pk))


def export_votes(user):
    for vote in votes_of(user):
        yield {"meeting": vote.round.meeting.title}


def erase_votes(user) -> None:
    PulseVoter.objects.filter(pk__in=[vote.pk for vote in votes_of(user)]).delete()


def nothing_of(user):
    return iter(())


def leave_alone(user) -> None:
    """Nobody can tell which answer was theirs."""
