"""A quote as its reader meets it: a letter with a link of its own. Reading decides nothing."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from cop_pages.responses import SeeOther

from .. import quote_pdf, quotes
from ..models import Quote
from .decisions import DecisionForm


class AnswerForm(DecisionForm):
    answers = [("accept", _("accept")), ("decline", _("decline"))]
    rows = 3


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def see(request: HttpRequest, token: str) -> HttpResponse:
    """Show the letter; a POST answers it, once."""
    quote = quotes.find(token)
    if quote is None:
        return render(request, "signups/quote_gone.html", status=404)
    if request.method != "POST":
        return show(request, quote, token, AnswerForm())
    form = AnswerForm(request.POST)
    if not form.is_valid():
        return show(request, quote, token, form, 422)
    return decide(request, quote, token, form)


def decide(request: HttpRequest, quote: Quote, token: str, form: AnswerForm) -> HttpResponse:
    accepted = form.cleaned_data["decision"] == "accept"
    wanted = Quote.State.ACCEPTED if accepted else Quote.State.DECLINED
    text = form.cleaned_data["text"]
    done = quotes.answer(quote=quote, accepted=accepted, text=text, token=token)
    if done or quote.state == wanted:
        return SeeOther(request.path)
    return show(request, quotes.find(token), token, AnswerForm(), 409)


def show(request, quote: Quote, token: str, form: AnswerForm, status: int = 200) -> HttpResponse:
    context = quote_pdf.letter_context(quote) | {
        "form": form,
        "token": token,
        "can_make_pdf": quote_pdf.can_make_pdf(),
    }
    return render(request, "signups/quote.html", context, status=status)


@require_safe
@never_cache
def download(request: HttpRequest, token: str) -> HttpResponse:
    """The letter as a PDF; where none can be made, the page to print."""
    quote = quotes.find(token)
    if quote is None:
        return render(request, "signups/quote_gone.html", status=404)
    if not quote_pdf.can_make_pdf():
        return redirect("quotes:quote", token)
    return pdf_response(quote)


def pdf_response(quote: Quote) -> HttpResponse:
    name = quote_pdf.file_name(quote)
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(quote_pdf.make_pdf(quote), content_type="application/pdf", headers=headers)
