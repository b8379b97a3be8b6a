"""Documents as PDF/UA-1, by WeasyPrint. An extra: where it or Pango is missing, there are no PDFs."""

import logging
from functools import cache
from importlib import import_module
from mimetypes import guess_type
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from PIL import ImageFile

# Not a place on the network: an address that relative links in a document resolve against.
STATIC = "https://static.invalid/"
STYLES = ("meetings/document.css", "meetings/pdf.css")
VARIANT = {"pdf_variant": "pdf/ua-1"}


@cache
def engine():
    """WeasyPrint, or None.

    It lets Pillow read pictures that were cut off, everywhere in the process: who uploads one would
    hear so until the first PDF was drawn, and get a grey half from then on.
    """
    as_it_was = ImageFile.LOAD_TRUNCATED_IMAGES
    # It warns of every style that it does not know, for each document anew.
    logging.getLogger("weasyprint").setLevel(logging.ERROR)
    try:
        return import_module("weasyprint")
    except (ImportError, OSError):  # OSError: the package is there, but Pango is not.
        return None
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = as_it_was


def is_available() -> bool:
    return engine() is not None


@cache
def fetcher_class() -> type:
    """Made when first asked for, because WeasyPrint need not be there."""
    urls = import_module("weasyprint.urls")

    class OwnFilesOnly(urls.URLFetcher):
        def fetch(self, url, headers=None):
            """A static file of ours. Raises ValueError for anything else: nothing leaves this machine."""
            path = static_file(url)
            kind = guess_type(path.name)[0] or "application/octet-stream"
            return urls.URLFetcherResponse(url, path.read_bytes(), {"Content-Type": kind})

    return OwnFilesOnly


def static_file(url: str) -> Path:
    name = url.removeprefix(STATIC)
    path = finders.find(name) if name != url else None
    if not path:
        raise ValueError("Not a static file of this site.")
    return Path(path)


def render(template: str, context: dict, request: HttpRequest) -> bytes:
    """The document as a tagged PDF in the language of the reader."""
    return lay_out(template, context, request).write_pdf(**VARIANT)


def lay_out(template: str, context: dict, request: HttpRequest):
    """Its pages, as WeasyPrint breaks them.

    MEETINGS_PDF_STYLES names static files that come first, such as a site's own fonts and colours.
    """
    styles = [STATIC + name for name in (*getattr(settings, "MEETINGS_PDF_STYLES", ()), *STYLES)]
    page = {**context, "document": template, "styles": styles}
    html = render_to_string("meetings/documents/pdf.html", page, request=request)
    source = engine().HTML(string=html, base_url=STATIC, url_fetcher=fetcher_class()())
    return source.render(**VARIANT)


def answer(content: bytes, filename: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{filename}.pdf"'
    return response
