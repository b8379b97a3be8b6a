"""Quotes from draft to answer: each step in one transaction, and safe to take twice."""

import secrets
from datetime import timedelta

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from cop_pages.mail import absolute, send_mail
from cop_pages.models.people import hash_token

from . import letters, links, outcomes, quote_mails, services
from .models import Entry, IntakeSettings, MailKey, Quote, QuoteBlock, QuoteLine, SignUp, Status
from .pipeline import ImpossibleError, mark_answered


@transaction.atomic
def draft(*, sign_up: SignUp, subject: str, by) -> Quote:
    """A letter to start from; the draft that is there already when there is one."""
    sign_up = outcomes.in_hand(sign_up)
    found = sign_up.quotes.filter(state=Quote.State.DRAFT).first()
    return found or _new_draft(sign_up, subject, by)


def _new_draft(sign_up: SignUp, subject: str, by) -> Quote:
    days = IntakeSettings.load().quote_valid_days
    quote = Quote.objects.create(
        sign_up=sign_up,
        name=sign_up.name,
        email=sign_up.email,
        organisation=sign_up.organisation,
        language=sign_up.language,
        subject=subject,
        valid_until=timezone.localdate() + timedelta(days=days),
        created_by=by,
    )
    with translation.override(sign_up.language):
        QuoteBlock.objects.bulk_create(
            QuoteBlock(quote=quote, sort_order=number, place=place, heading=heading, text=text)
            for number, (place, heading, text) in enumerate(_usual_blocks(sign_up.name))
        )
        QuoteLine.objects.create(quote=quote, description=_("Facilitating a meeting"), unit_cents=0)
    return quote


def _usual_blocks(name: str) -> list[tuple[str, str, str]]:
    """Place, heading and text of a first version; editors write the rest."""
    above, below = QuoteBlock.Place.ABOVE, QuoteBlock.Place.BELOW
    return [
        (above, "", _("Hello %(name)s,\n\nYou asked us what we can do.") % {"name": name}),
        (above, _("What we will do"), _text_to_replace()),
        (below, _("What we agree on"), _("We send an invoice after each meeting.")),
    ]


def _text_to_replace() -> str:
    return _("Here you write what you agreed on.")


@transaction.atomic
def send(*, quote: Quote, by) -> bool:
    """Give it a number and mail its link. A second click sends nothing."""
    quote = Quote.objects.select_for_update().get(pk=quote.pk)
    if quote.state != Quote.State.DRAFT:
        return False
    _refuse_what_is_not_ready(quote)
    token = secrets.token_urlsafe(32)
    quote.number = quote.number or next_number()
    quote.state, quote.sent_at = Quote.State.SENT, timezone.now()
    quote.token_hash = hash_token(token)
    quote.save()
    _mail(quote, token, by)
    log(quote, "signups.quote_sent", user=by)
    return True


def _refuse_what_is_not_ready(quote: Quote) -> None:
    with translation.override(quote.language):
        unwritten = quote.blocks.filter(text__contains=_text_to_replace())
    if unwritten.exists():
        raise ImpossibleError(_("Write first what you agreed on, under “What we will do”."))
    if not quote.lines.exists() or quote.total_cents <= 0:
        raise ImpossibleError(_("Fill in the prices first."))
    if quote.valid_until < timezone.localdate():
        raise ImpossibleError(_("This quote is valid until a day that is past. Change that first."))


def next_number() -> str:
    """The next of this year, such as 2026-0007: without gaps, for it is the books' number."""
    # One row that all wait for: no two quotes take a number at the same time.
    ContentType.objects.select_for_update().get(app_label="signups", model="quote")
    year = timezone.localdate().year
    taken = Quote.objects.filter(number__startswith=f"{year}-").values_list("number", flat=True)
    newest = max((int(number.split("-")[1]) for number in taken), default=0)
    return f"{year}-{newest + 1:04}"


def link_of(token: str, language: str) -> str:
    with translation.override(language):
        return absolute(reverse("quotes:quote", args=[token]))


def _mail(quote: Quote, token: str, by) -> None:
    """The link goes in the mail only: what is kept in the conversation does not open anything."""
    link = link_of(token, quote.language)
    values = {"name": quote.name, "organisation": quote.organisation} | sender(by)
    if quote.sign_up:
        values = letters.values_for(quote.sign_up, by) | values
    letter = letters.write(MailKey.QUOTE, values | {"link": link}, language=quote.language)
    if link not in letter.body:
        letter = letters.Letter(letter.subject or quote.subject, f"{letter.body}\n\n{link}".strip())
    letters.deliver(letter, quote.email, quote.language)
    if quote.sign_up:
        text = _("Quote %(number)s sent.") % {"number": quote.number}
        Entry.objects.create(sign_up=quote.sign_up, kind="mail", text=text, by=by)
        mark_answered(quote.sign_up)
        _talk(quote.sign_up, by)


def sender(by) -> dict[str, str]:
    return {"sender": by.get_full_name()} if by else {}


def _talk(sign_up: SignUp, by) -> None:
    if sign_up.status == Status.CONFIRMED:
        services.change_status(sign_up=sign_up, status=Status.IN_CONVERSATION, by=by)


@transaction.atomic
def reopen(*, quote: Quote, by) -> None:
    """Take it back to change it: its link stops working, its number stays."""
    quote = Quote.objects.select_for_update().get(pk=quote.pk)
    if quote.state == Quote.State.ACCEPTED:
        raise ImpossibleError(_("This quote is accepted. Make a new one."))
    quote.state, quote.token_hash, quote.sent_at = Quote.State.DRAFT, None, None
    quote.answered_at, quote.answer = None, ""
    quote.save()
    log(quote, "signups.quote_reopened", user=by)


def find(token: str) -> Quote | None:
    quotes = Quote.objects.filter(token_hash=hash_token(token)).exclude(state=Quote.State.DRAFT)
    return quotes.prefetch_related("blocks", "lines").first()


@transaction.atomic
def answer(*, quote: Quote, accepted: bool, text: str = "", token: str = "") -> bool:
    """The reader decides, once. False when it was answered before or its time is over.

    Who says yes gets a mail to keep; `token` is the secret of their link, for in there.
    """
    quote = Quote.objects.select_for_update().get(pk=quote.pk)
    if not quote.can_be_answered:
        return False
    quote.state = Quote.State.ACCEPTED if accepted else Quote.State.DECLINED
    quote.answered_at, quote.answer = timezone.now(), text
    quote.save(update_fields=["state", "answered_at", "answer"])
    log(quote, "signups.quote_answered", data={"accepted": accepted})
    if accepted:
        quote_mails.confirm(quote, link_of(token, quote.language) if token else "")
    if quote.sign_up:
        _tell_the_network(quote, quote.sign_up)
    return True


def _tell_the_network(quote: Quote, sign_up: SignUp) -> None:
    said = _("Quote %(number)s accepted.") if quote.state == "accepted" else None
    said = said or _("Quote %(number)s declined.")
    text = f"{said % {'number': quote.number}}\n\n{quote.answer}".strip()
    Entry.objects.create(sign_up=sign_up, kind="mail", text=text)
    if quote.state == Quote.State.ACCEPTED and sign_up.is_open:
        services.change_status(sign_up=sign_up, status=Status.PLACED)
    if recipient := (sign_up.owner or quote.created_by):
        context = {
            "accepted": quote.state == Quote.State.ACCEPTED,
            "number": quote.number,
            "link": absolute(links.case_path(sign_up)),
        }
        language = recipient.language
        send_mail("signups/quote_answered", recipient.email, context, language=language)


@transaction.atomic
def expire() -> int:
    """Close those whose date is past; run every night. Returns how many."""
    return Quote.objects.lapsed().update(state=Quote.State.EXPIRED)
