"""The quote as a PDF letter. WeasyPrint needs Pango, which not every server has: then we print the page."""

import re
from importlib import import_module

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils import translation

from .models import IntakeSettings, Quote

STYLES = "signups/quote-letter.css"


def can_make_pdf() -> bool:
    try:
        import_module("weasyprint")
    except (ImportError, OSError):  # OSError: the package is there, Pango is not.
        return False
    return True


def letter_context(quote: Quote) -> dict:
    """What the letter shows, on paper and on screen."""
    blocks = list(quote.blocks.all())
    return {
        "quote": quote,
        "lines": list(quote.lines.all()),
        "above": [block for block in blocks if block.place == block.Place.ABOVE],
        "below": [block for block in blocks if block.place == block.Place.BELOW],
        "letterhead": IntakeSettings.load().letterhead,
        "network_name": settings.WAGTAIL_SITE_NAME,
    }


def make_pdf(quote: Quote) -> bytes:
    """An accessible PDF (pdf/ua-1). It fetches nothing: what a text names stays a text."""
    weasyprint = import_module("weasyprint")
    with translation.override(quote.language):
        html = render_to_string("signups/quote_letter.html", letter_context(quote))
    document = weasyprint.HTML(string=html, url_fetcher=refuse)
    styles = weasyprint.CSS(filename=finders.find(STYLES), url_fetcher=refuse)
    return document.write_pdf(stylesheets=[styles], pdf_variant="pdf/ua-1")


def refuse(url: str, *_args, **_kwargs):
    raise ValueError("A quote loads nothing from elsewhere.")


def file_name(quote: Quote) -> str:
    """Says nothing of the reader, for a download lies about."""
    return re.sub(r"[^\w-]", "", f"offerte-{quote.number or 'concept'}") + ".pdf"
