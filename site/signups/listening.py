"""What happens elsewhere and means something here."""

from wagtail.signals import page_published

from cop_pages import schedule
from cop_pages.models import CopPage, Role
from cop_pages.roles import TAKING_PART
from cop_pages.signals import invitation_accepted, invitation_withdrawn, membership_ended

from . import leading, outcomes, pipeline, quote_mails, quotes, searches, untaken
from .entries import places
from .models import FormPage, PrivacyStatementPage
from .signals import sign_up_declined, sign_up_withdrawn


def connect() -> None:
    """Once, when the app is ready."""
    invitation_accepted.connect(on_invitation_accepted, dispatch_uid="signups.facilitator")
    invitation_withdrawn.connect(on_invitation_withdrawn, dispatch_uid="signups.untaken")
    membership_ended.connect(on_membership_ended, dispatch_uid="signups.place")
    for kind in filter(None, [CopPage, outcomes.arena_model()]):
        page_published.connect(on_published, sender=kind, dispatch_uid=f"signups.{kind.__name__}")
    page_published.connect(
        on_statement_published, sender=PrivacyStatementPage, dispatch_uid="signups.statement"
    )
    page_published.connect(on_form_published, sender=FormPage, dispatch_uid="signups.places")
    sign_up_withdrawn.connect(on_withdrawn, dispatch_uid="signups.withdrawn")
    sign_up_declined.connect(on_declined, dispatch_uid="signups.declined")
    quote_mails.register()
    schedule.register("expired quotes", quotes.expire)
    schedule.register("places not taken", untaken.take_up_lapsed)
    schedule.register("places on forms", places.fill_all)


def on_membership_ended(sender, membership, **_kwargs) -> None:
    """A place opens: the next in line is invited. A facilitator who leaves leads no more."""
    if membership.role == Role.FACILITATOR:
        leading.stop(membership=membership)
    cop = CopPage.objects.filter(pk=membership.circle_id).first()
    if cop and membership.role in TAKING_PART:
        outcomes.invite_next(cop=cop)


def on_invitation_withdrawn(sender, invitation, **_kwargs) -> None:
    untaken.take_up_again(invitation=invitation)


def on_invitation_accepted(sender, invitation, membership, **_kwargs) -> None:
    untaken.place(invitation=invitation)
    if invitation.role == Role.FACILITATOR:
        leading.accept(invitation=invitation, membership=membership)


def on_published(sender, instance, **_kwargs) -> None:
    """Who asked for this circle can come in now that it is there."""
    outcomes.welcome_requesters(circle=instance)
    if isinstance(instance, CopPage):
        outcomes.fill_places(cop=instance)
    leading.begin_all(circle=instance)


def on_statement_published(sender, instance, **_kwargs) -> None:
    """What people agree to from now on, kept word for word."""
    instance.keep_version()


def on_form_published(sender, instance, **_kwargs) -> None:
    """There may be more places than before."""
    places.fill(page=instance)


def on_withdrawn(sender, sign_up, **_kwargs) -> None:
    """Nobody waits for a place, or thinks about leading, for who wants nothing any more."""
    pipeline.leave_waiting_lists(sign_up=sign_up)
    searches.call_off_own(sign_up=sign_up, by=None)


def on_declined(sender, sign_up, by, **_kwargs) -> None:
    searches.call_off_own(sign_up=sign_up, by=by)
