"""Writes over several rows of a circle: each in one transaction, each in the log without names."""

import uuid

from django.contrib.auth import get_user_model
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.actions.unpublish_page import UnpublishPageAction
from wagtail.log_actions import log
from wagtail.models import Page

from modules_library.holding import hold

from .mail import absolute, send_mail
from .models import Circle, CircleFile, CopPage, CopUpdatePage, Invitation, Membership, Organisation
from .models.people import DOUBLE_CLICK, INVITATION_LIFE
from .signals import (
    invitation_accepted,
    invitation_withdrawn,
    lead_handed_over,
    member_joined,
    membership_ended,
)


class InvitationGoneError(Exception):
    """Withdrawn, or taken by somebody else, while its page was open."""


class NobodyLeadsError(Exception):
    """The circle would be left without anybody who leads it."""


@transaction.atomic
def invite(
    *,
    circle: Circle,
    email: str,
    role: str,
    by,
    organisation: Organisation | None = None,
    message: str = "",
) -> Invitation:
    """Offer a place by mail. Asked again later for the same address, the link is renewed and mailed again."""
    email = email.strip().lower()
    invitation = (
        Invitation.objects.select_for_update().pending().filter(circle=circle, email=email).first()
    )
    if invitation and invitation.was_just_sent:
        return invitation
    invitation = invitation or Invitation(circle=circle, email=email)
    invitation.role, invitation.organisation = role, organisation
    invitation.message, invitation.invited_by = message, by
    token = invitation.renew_token()
    invitation.save()
    _mail_invitation(invitation, token)
    _record(circle, "cop_pages.invite", by, invitation=invitation.pk, role=role)
    return invitation


def _mail_invitation(invitation: Invitation, token: str) -> None:
    by = invitation.invited_by
    context = {
        "circle": invitation.circle.title,
        "message": invitation.message,
        "invited_by": by.get_full_name() if by else "",
        "link": absolute(reverse("cop_pages:accept", args=[token])),
        "days": INVITATION_LIFE.days,
    }
    send_mail("invitation", invitation.email, context)


@transaction.atomic
def accept(*, invitation: Invitation, user) -> Membership:
    """Take the place that was offered; a second time gives the same membership.

    Raises InvitationGoneError.
    """
    invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if not invitation.is_pending:
        return _taken_before(invitation, user)
    membership, created = Membership.objects.get_or_create(
        circle=invitation.circle,
        user=user,
        ended_at=None,
        defaults={"role": invitation.role, "organisation": invitation.organisation},
    )
    invitation.accepted_at = timezone.now()
    invitation.save(update_fields=["accepted_at"])
    if created:
        _welcome(membership, user)
    invitation_accepted.send(Invitation, invitation=invitation, membership=membership)
    return membership


@transaction.atomic
def accept_as_new(*, invitation: Invitation, name: str) -> Membership:
    """An account for who has none, and the place. Raises InvitationGoneError, also on a second click."""
    if not Invitation.objects.select_for_update().get(pk=invitation.pk).is_pending:
        raise InvitationGoneError
    user = get_user_model().objects.create_user(invitation.email, name=name)
    return accept(invitation=invitation, user=user)


def _taken_before(invitation: Invitation, user) -> Membership:
    membership = Membership.objects.filter(
        circle=invitation.circle, user=user, ended_at=None
    ).first()
    if membership is None:
        raise InvitationGoneError
    return membership


def _welcome(membership: Membership, by) -> None:
    _record(membership.circle, "cop_pages.join", by, membership=membership.pk, role=membership.role)
    member_joined.send(Membership, membership=membership)


@transaction.atomic
def appoint(*, circle: Circle, user, role: str, by) -> Membership:
    """Give a role to somebody who has agreed to it already; who is in has it in the place of their own."""
    membership, created = Membership.objects.get_or_create(
        circle=circle, user=user, ended_at=None, defaults={"role": role}
    )
    if created:
        _welcome(membership, by)
    elif membership.role != role:
        change_role(membership=membership, role=role, by=by)
    return membership


@transaction.atomic
def hand_over(*, former: Membership, successor: Membership, by, stays_as: str = "") -> None:
    """The lead passes on. `stays_as` is the role in which the former leader remains, if they do."""
    lead_handed_over.send(Membership, former=former, successor=successor)
    if stays_as:
        change_role(membership=former, role=stays_as, by=by)
    else:
        end_membership(membership=former, by=by)


@transaction.atomic
def withdraw(*, invitation: Invitation, by) -> None:
    """Take an invitation back; its link stops working."""
    invitation.withdrawn_at = timezone.now()
    invitation.save(update_fields=["withdrawn_at"])
    _record(invitation.circle, "cop_pages.withdraw", by, invitation=invitation.pk)
    invitation_withdrawn.send(Invitation, invitation=invitation)


@transaction.atomic
def change_role(*, membership: Membership, role: str, by) -> None:
    """Raises NobodyLeadsError when the only one who leads would stop."""
    _hold_leaders(membership)
    if role != membership.role and membership.is_only_lead:
        raise NobodyLeadsError
    former, membership.role = membership.role, role
    membership.save(update_fields=["role"])
    _record(
        membership.circle, "cop_pages.role", by, membership=membership.pk, former=former, role=role
    )


@transaction.atomic
def end_membership(*, membership: Membership, by) -> None:
    """End a membership now: by its facilitator, or by the member who leaves. Raises NobodyLeadsError."""
    if not membership.is_active:
        return
    _hold_leaders(membership)
    if membership.is_needed_to_lead:
        raise NobodyLeadsError
    membership.ended_at = timezone.now()
    membership.save(update_fields=["ended_at"])
    action = "cop_pages.leave" if by == membership.user else "cop_pages.end"
    _record(membership.circle, action, by, membership=membership.pk)
    membership_ended.send(Membership, membership=membership)


def _hold_leaders(membership: Membership) -> None:
    """Two who lead and step back at the same moment go one after the other."""
    Circle.objects.select_for_update(of=("self",)).get(pk=membership.circle_id)


@transaction.atomic
def edit_members_part(*, page_id: int, changes: dict, steps, pieces, by) -> None:
    """Write what was changed in the members' part, by field, the journey's steps and the texts."""
    steps.save()
    hold(page_id)
    page = CopPage.objects.get(pk=page_id)
    changes = changes | with_pictures(pieces, page, by)
    write_through(page, changes | {"journey_steps": list(page.journey_steps.all())}, by)
    _record(page, "cop_pages.edit", by)


def with_pictures(pieces, circle: Circle, by) -> dict:
    """What changes in the text, by field, after the circle got the pictures that came with it."""
    for circle_file in pieces.new_pictures:
        add_file(circle_file=circle_file, circle=circle, by=by)
    return pieces.changes


@transaction.atomic
def choose_module(*, cop: CopPage, module, is_used: bool, by) -> None:
    """Put a module on the page, or take it off; a second click changes nothing."""
    hold(cop.pk)
    page = CopPage.objects.get(pk=cop.pk)
    used = list(page.modules_used.all())
    if (module in used) == is_used:
        return
    rest = [other for other in used if other != module]
    write_through(page, {"modules_used": [*rest, module] if is_used else rest}, by)
    _record(page, "cop_pages.edit", by)


def write_through(page: Page, changes: dict, by) -> None:
    """On the live page, and into the editors' draft when there is one."""
    set_fields(page, changes)
    if page.has_unpublished_changes:
        page.save(update_fields=list(changes))
        draft = page.get_latest_revision_as_object()
        set_fields(draft, changes)
        draft.save_revision(user=by)
    else:
        publish(page, by)


def publish(page: Page, by) -> None:
    """A facilitator has no rights in the page tree; that they lead this circle was asked before."""
    page.save_revision(user=by).publish(user=by, skip_permission_checks=True)


@transaction.atomic
def write_news(*, cop: CopPage, page: CopUpdatePage, pieces, by) -> CopUpdatePage:
    """Publish news to the members; a second click within the minute gives the page that is there.

    The slug tells nothing, for addresses end up in mails and logs.
    """
    hold(cop.pk)
    recent = CopUpdatePage.objects.child_of(cop).filter(
        owner=by, first_published_at__gt=timezone.now() - DOUBLE_CLICK
    )
    already = recent.filter(title=page.title, intro=page.intro).first()
    if already:
        return already
    set_fields(page, with_pictures(pieces, cop, by))
    page.live, page.owner, page.slug = False, by, f"nieuws-{uuid.uuid4().hex[:12]}"
    cop.add_child(instance=page)
    publish(page, by)
    _record(cop, "cop_pages.news", by, page=page.pk)
    return page


@transaction.atomic
def edit_news(*, cop: CopPage, page_id: int, changes: dict, pieces, by) -> None:
    """Correct news that is there; nobody gets a mail again."""
    hold(page_id)
    page = CopUpdatePage.objects.get(pk=page_id)
    write_through(page, changes | with_pictures(pieces, cop, by), by)
    _record(cop, "cop_pages.edit_news", by, page=page.pk)


@transaction.atomic
def take_down_news(*, cop: CopPage, page: CopUpdatePage, by) -> None:
    """No member reads it any more; editors still find it in the admin."""
    UnpublishPageAction(page, user=by).execute(skip_permission_checks=True)
    _record(cop, "cop_pages.take_down_news", by, page=page.pk)


@transaction.atomic
def add_file(*, circle_file: CircleFile, circle: Circle, by) -> None:
    circle_file.circle, circle_file.uploaded_by = circle, by
    circle_file.save()
    _record(circle, "cop_pages.add_file", by, file=circle_file.pk)


@transaction.atomic
def delete_file(*, circle_file: CircleFile, by) -> None:
    _record(circle_file.circle, "cop_pages.delete_file", by, file=circle_file.pk)
    circle_file.delete()


def set_fields(page: Page, changes: dict) -> None:
    for name, value in changes.items():
        setattr(page, name, value)


def _record(circle: Circle, action: str, by, **data) -> None:
    """Log on the circle's page: numbers and roles only, never a name or an address."""
    log(circle.specific_deferred, action, user=by, data=data)
