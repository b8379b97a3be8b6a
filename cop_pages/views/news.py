"""Facilitators bring news to the members of their CoP, correct it and take it down."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from .. import services
from ..forms import NewsForm
from ..models import CopPage, CopUpdatePage
from ..pieces import PieceFormSet
from ..responses import SeeOther
from .access import facilitator_view, get_to_write
from .page import are_well, sent, status_of


@require_http_methods(["GET", "HEAD", "POST"])
@facilitator_view
def write(request: HttpRequest, circle) -> HttpResponse:
    """News for the members of a CoP; who wants it by mail gets it so."""
    if not isinstance(circle, CopPage):
        raise Http404
    data, files = sent(request)
    form, pieces = NewsForm(data), PieceFormSet(data, files, body=[])
    if request.method == "POST" and are_well(form, pieces):
        services.write_news(cop=circle, page=form.instance, pieces=pieces, by=request.user)
        messages.success(request, _("Your news is there for all members."))
        return SeeOther(circle.get_url(request) + "#news")
    return _show(request, circle, form, pieces)


@require_http_methods(["GET", "HEAD", "POST"])
@facilitator_view
@transaction.atomic
def edit(request: HttpRequest, circle, update_id: int) -> HttpResponse:
    """Correct news; members see it at once. Answers 409 when somebody else saved meanwhile."""
    page = get_to_write(request, _current(circle), update_id)
    data, files = sent(request)
    form, pieces = NewsForm(data, instance=page), PieceFormSet(data, files, body=page.body)
    if request.method == "POST" and are_well(form, pieces):
        services.edit_news(
            cop=circle, page_id=page.pk, changes=form.changes, pieces=pieces, by=request.user
        )
        messages.success(request, _("Saved. Members see it now."))
        return SeeOther(page.get_url(request))
    return _show(request, circle, form, pieces)


@require_http_methods(["GET", "HEAD", "POST"])
@facilitator_view
@transaction.atomic
def take_down(request: HttpRequest, circle, update_id: int) -> HttpResponse:
    """Ask first; after a POST no member reads it any more."""
    page = get_to_write(request, _current(circle), update_id)
    if request.method == "POST":
        services.take_down_news(cop=circle, page=page, by=request.user)
        messages.success(request, _("Members do not see this news any more."))
        return SeeOther(circle.get_url(request))
    return render(request, "cop_pages/take_down_news.html", {"circle": circle, "news": page})


def _current(circle):
    return CopUpdatePage.objects.current().child_of(circle)


def _show(request: HttpRequest, circle, form: NewsForm, pieces) -> HttpResponse:
    news = form.instance if form.instance.pk else None
    context = {"circle": circle, "form": form, "pieces": pieces, "news": news}
    status = status_of(form, pieces)
    return render(request, "cop_pages/write_news.html", context, status=status)
