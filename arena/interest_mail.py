"""Who hears what of an interest: the sender of every step, the lead and the facilitators of their turn."""

from django.urls import reverse

from cop_pages.mail import absolute, language_of, send_mail

from .models import Interest, State

NO_NEWS = {State.BROUGHT_IN}


def tell_senders(interest: Interest, *, again: bool = False) -> None:
    """Everybody who brought it in, alone or in this bundle, and is still with us in the arena."""
    for each in [interest, *interest.bundled.select_related("sender")]:
        if each.sender and each.sender.is_active and each.arena.can_be_seen_by(each.sender):
            _mail_sender(each, interest, again)


def _mail_sender(own: Interest, moved: Interest, again: bool) -> None:
    context = {
        "title": own.title,
        "arena": own.arena.title,
        "cop": own.cop.title,
        "state": moved.state,
        "again": again,
        "reason": "" if again else moved.reason,
        "bundle": moved.bundle.title if moved.bundle else "",
        "link": absolute(reverse("arena:interest", args=[own.arena_id, own.pk])),
    }
    send_mail("arena/interest", own.sender.email, context, language=language_of(own.sender))


def tell_leads(interest: Interest) -> None:
    path = reverse("arena:interest", args=[interest.arena_id, interest.pk])
    _tell_who_leads(interest.arena, interest, "arena/interest_new", path, but=interest.sender_id)


def tell_facilitators(interest: Interest) -> None:
    path = reverse("arena:cop_interests", args=[interest.cop_id])
    _tell_who_leads(interest.cop, interest, "arena/interest_forwarded", path)


def ask_facilitators(interest: Interest) -> None:
    """After the meeting: what came of it?"""
    path = reverse("arena:answer_interest", args=[interest.cop_id, interest.pk, "answer"])
    _tell_who_leads(interest.cop, interest, "arena/interest_discussed", path)


def _tell_who_leads(circle, interest: Interest, template: str, path: str, *, but=None) -> None:
    context = {
        "title": interest.title,
        "arena": interest.arena.title,
        "cop": interest.cop.title,
        "link": absolute(path),
    }
    leading = circle.active_memberships().facilitating().filter(user__is_active=True)
    for membership in leading.exclude(user=but).select_related("user"):
        user = membership.user
        send_mail(template, user.email, context, language=language_of(user))
