"""What this app holds of people, with an account or without: found by their email address."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cop_pages import privacy
from cop_pages.models import CopPage, Invitation, OutgoingMail
from cop_pages.roles import TAKING_PART

from . import exports_of_people as tell
from . import outcomes, retention
from .models import (
    DataLink,
    Draft,
    FacilitatorProfile,
    FacilitatorRequest,
    FacilitatorSearch,
    FormEntry,
    Quote,
    SignUp,
)


@dataclass(frozen=True)
class Held:
    """What one model holds of an address: the rows, how they read, and which of them may go."""

    model: type[models.Model]
    rows: Callable[[str], models.QuerySet]
    tell: Callable[[models.Model], dict]
    retention: str
    purge: Callable[[], int]
    erasable: Callable[[models.QuerySet], models.QuerySet] = lambda rows: rows

    def export(self, email: str) -> Iterable[dict]:
        return map(self.tell, self.rows(email)) if email else ()

    def erase(self, email: str) -> None:
        if email:
            self.erasable(self.rows(email)).delete()


def drafts_of(email: str):
    """A draft keeps a list of what was typed for each question."""
    return Draft.objects.filter(data__email__0__iexact=email)


def without_accepted(quotes):
    """The law wants accepted quotes kept with the books for seven years."""
    return quotes.exclude(state=Quote.State.ACCEPTED)


def searches_of(email: str):
    """Those for a request of this address."""
    return FacilitatorSearch.objects.filter(sign_up__email__iexact=email).with_subject()


HELD = (
    Held(
        SignUp,
        SignUp.objects.of_address,
        tell.sign_up,
        _("14 days when it is not confirmed; else some time after it is closed."),
        retention.purge_sign_ups,
    ),
    Held(Draft, drafts_of, tell.draft, _("14 days."), retention.purge_drafts),
    Held(
        Quote,
        Quote.objects.of_address,
        tell.quote,
        _("Accepted quotes 7 years, as the law demands; others a year."),
        retention.purge_quotes,
        without_accepted,
    ),
    Held(
        FacilitatorProfile,
        FacilitatorProfile.objects.of_address,
        tell.facilitator,
        _("Until you no longer want to be asked."),
        lambda: 0,
    ),
    Held(
        FacilitatorRequest,
        lambda email: FacilitatorRequest.objects.of_address(email).with_people(),
        tell.facilitator_request,
        _("A year after somebody was chosen; yours as long as you lead the CoP."),
        retention.purge_facilitator_requests,
    ),
    Held(
        FacilitatorSearch,
        searches_of,
        tell.facilitator_search,
        _("Two years after it ended, and not longer than the sign-up."),
        retention.purge_facilitator_searches,
    ),
    Held(
        FormEntry,
        FormEntry.objects.of_address,
        tell.form_entry,
        _("As long as the form says; usually half a year."),
        retention.purge_form_entries,
    ),
    Held(
        DataLink,
        lambda email: DataLink.objects.filter(email__iexact=email),
        tell.data_link,
        _("2 days."),
        retention.purge_data_links,
    ),
)

# The library declares these for members; who has no account yet was invited by address.
INVITATIONS = Held(
    Invitation,
    lambda email: Invitation.objects.filter(email__iexact=email).select_related("circle"),
    tell.invitation,
    _("90 days."),
    lambda: 0,
)


def declare() -> None:
    """The same rows for members, whose address we know from their account."""
    for held in HELD:
        privacy.declare(
            privacy.PersonalData(
                held.model,
                lambda user, held=held: held.export(user.email),
                lambda user, held=held: held.erase(user.email),
                held.retention,
                held.purge,
            )
        )


def export_address(email: str) -> dict[str, list[dict]]:
    """All that is held of this address by sign-ups, by the name of the model."""
    held_here = (*HELD, INVITATIONS)
    found = {
        str(held.model._meta.verbose_name_plural): list(held.export(email)) for held in held_here
    }
    return {name: rows for name, rows in found.items() if rows}


@transaction.atomic
def erase_address(email: str) -> None:
    """Remove all that may be removed, and mail to this address that has not left yet.

    A place that was kept free for this person goes to who is next.
    """
    offered = Invitation.objects.open().filter(email__iexact=email, role__in=TAKING_PART)
    freed = list(CopPage.objects.filter(pk__in=offered.values("circle")))
    for held in (*HELD, INVITATIONS):
        held.erase(email)
    OutgoingMail.objects.filter(recipient__iexact=email, created_at__lte=timezone.now()).delete()
    for cop in freed:
        outcomes.invite_next(cop=cop)
