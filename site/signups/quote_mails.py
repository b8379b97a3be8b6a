"""What somebody who accepts a quote keeps: a mail with what was agreed, and the letter itself."""

from django.utils import timezone, translation
from django.utils.formats import date_format

from cop_pages.mail import FilePart, send_mail, with_file

from . import quote_pdf
from .models import Quote
from .templatetags.signups_tags import in_euros, times

ACCEPTED = "signups/quote_accepted"


def confirm(quote: Quote, link: str) -> None:
    with translation.override(quote.language):
        context = agreed(quote) | {"link": link, "has_pdf": quote_pdf.can_make_pdf()}
    send_mail(ACCEPTED, quote.email, context, language=quote.language)


def agreed(quote: Quote) -> dict:
    """As it stands in the mail, so that it says the same also when no PDF can be made."""
    return {
        "quote": quote.pk,
        "name": quote.name,
        "number": quote.number,
        "subject": quote.subject,
        "day": date_format(timezone.localtime(quote.answered_at), "j F Y"),
        "lines": [
            [times(line.quantity), line.description, in_euros(line.net_cents)]
            for line in quote.lines.all()
        ],
        "total": in_euros(quote.total_cents),
        "answer": quote.answer,
    }


def letter_of(context: dict) -> FilePart | None:
    quotes = Quote.objects.filter(pk=context["quote"]).prefetch_related("blocks", "lines")
    quote = quotes.first()
    if quote is None or not quote_pdf.can_make_pdf():
        return None
    return FilePart(quote_pdf.file_name(quote), quote_pdf.make_pdf(quote), "application/pdf")


def register() -> None:
    with_file(ACCEPTED, letter_of)
