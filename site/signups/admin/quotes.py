"""Quotes in the admin: the letter as its reader sees it, and the buttons that send it or take it back."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages
from wagtail_modeladmin.views import EditView, InspectView

from cop_pages.responses import SeeOther
from modules_library.admin.trail import trail

from .. import quote_pdf, quotes
from ..models import Quote
from ..pipeline import ImpossibleError
from ..views.quotes import pdf_response


def quote_url(pk: int) -> str:
    return reverse("signups_quote_modeladmin_inspect", args=[pk])


class QuoteView(InspectView):
    def get_meta_title(self) -> str:
        return str(self.instance)

    def get_context_data(self, **kwargs) -> dict:
        return super().get_context_data(**kwargs) | quote_context(self.instance)


class QuoteEditView(EditView):
    """What was sent stays as it was; afterwards one reads the letter."""

    def dispatch(self, request, *args, **kwargs):
        is_sent = self.instance.state != Quote.State.DRAFT
        if is_sent and request.user.has_perm("signups.change_quote"):
            text = _("This quote was sent, so it stays as it is. Take it back first to change it.")
            if self.instance.state == Quote.State.ACCEPTED:
                text = _("This quote is accepted. Make a new one.")
            messages.warning(request, text)
            return SeeOther(quote_url(self.instance.pk))
        return super().dispatch(request, *args, **kwargs)

    def get_success_url(self) -> str:
        return quote_url(self.instance.pk)


def quote_context(quote: Quote) -> dict:
    index = (_("Quotes"), reverse("signups_quote_modeladmin_index"))
    with translation.override(quote.language):
        letter = quote_pdf.render_to_string(
            "signups/_quote_sheet.html", quote_pdf.letter_context(quote)
        )
    return {
        "quote": quote,
        "letter": letter,
        "can_make_pdf": quote_pdf.can_make_pdf(),
        "breadcrumbs_items": trail(index, (str(quote), "")),
    }


def may_write_quotes(request: HttpRequest) -> None:
    if not request.user.has_perm("signups.change_quote"):
        raise PermissionDenied


@require_POST
def send(request: HttpRequest, pk: int) -> HttpResponse:
    may_write_quotes(request)
    quote = get_object_or_404(Quote, pk=pk)
    try:
        quotes.send(quote=quote, by=request.user)
    except ImpossibleError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("The quote is on its way."))
    return SeeOther(quote_url(pk))


@require_POST
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    may_write_quotes(request)
    quote = get_object_or_404(Quote, pk=pk)
    try:
        quotes.reopen(quote=quote, by=request.user)
    except ImpossibleError as error:
        messages.error(request, str(error))
        return SeeOther(quote_url(pk))
    return SeeOther(reverse("signups_quote_modeladmin_edit", args=[pk]))


@require_safe
def pdf(request: HttpRequest, pk: int) -> HttpResponse:
    """Also of a draft, to read it on paper first."""
    may_write_quotes(request)
    quote = get_object_or_404(Quote, pk=pk)
    return pdf_response(quote) if quote_pdf.can_make_pdf() else redirect(quote_url(pk))
