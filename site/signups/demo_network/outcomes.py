"""How a request of the demo came out, by the name that sign_ups.toml gives it."""

from .. import outcomes, quotes
from ..models import FacilitatorProfile, Quote, QuoteBlock, QuoteLine, SignUp


def invite(sign_up: SignUp, fields: dict, by) -> None:
    outcomes.invite(sign_up=sign_up, cop=sign_up.cop, by=by)


def wait(sign_up: SignUp, fields: dict, by) -> None:
    outcomes.wait(sign_up=sign_up, cop=sign_up.cop, by=by)


def start_cop(sign_up: SignUp, fields: dict, by) -> None:
    outcomes.start_cop(
        sign_up=sign_up,
        by=by,
        title=fields["cop_title"],
        place=fields["cop_place"],
        municipality=fields["municipality"],
        summary=fields["cop_summary"],
    )


def arena(sign_up: SignUp, fields: dict, by):
    return outcomes.request_arena(
        sign_up=sign_up, organisation=fields["organisation"], cop=sign_up.cop, by=by
    )


def arena_agreed(sign_up: SignUp, fields: dict, by) -> None:
    outcomes.decide_arena(request=arena(sign_up, fields, by), agreed=True, by=by)


def facilitator(sign_up: SignUp, fields: dict, by) -> None:
    """The profile is there already; the case shows where it came from."""
    profile = outcomes.make_facilitator(sign_up=sign_up, origin=fields["origin"], by=by)
    FacilitatorProfile.objects.filter(pk=profile.pk).update(sign_up=sign_up)


def quote_draft(sign_up: SignUp, fields: dict, by) -> Quote:
    """With a text and prices of its own in the place of the usual ones."""
    quote = quotes.draft(sign_up=sign_up, subject=fields["quote_subject"], by=by)
    what = quote.blocks.filter(place=QuoteBlock.Place.ABOVE).order_by("sort_order").last()
    QuoteBlock.objects.filter(pk=what.pk).update(text=fields["quote_text"])
    QuoteLine.objects.filter(quote=quote).delete()
    for number, line in enumerate(fields["quote_line"]):
        QuoteLine.objects.create(
            quote=quote,
            sort_order=number,
            description=line["description"],
            quantity=line["quantity"],
            unit_cents=line["euros"] * 100,
        )
    return Quote.objects.get(pk=quote.pk)


def quote_sent(sign_up: SignUp, fields: dict, by) -> Quote:
    quote = quote_draft(sign_up, fields, by)
    quotes.send(quote=quote, by=by)
    return quote


def quote_accepted(sign_up: SignUp, fields: dict, by) -> None:
    quote = quote_sent(sign_up, fields, by)
    quotes.answer(quote=quote, accepted=True, text=fields["quote_answer"])


OUTCOMES = {
    each.__name__: each
    for each in (
        invite, wait, start_cop, arena, arena_agreed, facilitator, quote_draft, quote_sent,
        quote_accepted,
    )
}  # fmt: skip
