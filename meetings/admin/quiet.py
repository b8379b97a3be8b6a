"""Circles that have not met for six weeks: when they last did, and a way to ask after them."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ..missing import Missing
from ..quiet_circles import quiet, tracked_circles
from .meeting import breadcrumbs
from .permissions import tracker_view

PER_PAGE = 50


@require_safe
@tracker_view
def quiet_circles(request: HttpRequest) -> HttpResponse:
    circles = Paginator(quiet(tracked_circles(request.user)), PER_PAGE)
    context = {
        "page": circles.get_page(request.GET.get("p")),
        "missing": Missing.QUIET,
        "breadcrumbs_items": breadcrumbs(_("Circles that are quiet")),
    }
    return render(request, "meetings/admin/quiet.html", context)
