"""A CoP gets another facilitator: who stops, who takes over, and what goes along."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods
from wagtail.admin import messages

from cop_pages.models import CopPage, Role
from cop_pages.responses import SeeOther

from .. import leading
from ..pipeline import ImpossibleError
from .search_forms import HandOverForm
from .searches import breadcrumbs, of_cop


@require_http_methods(["GET", "HEAD", "POST"])
@of_cop
def see(request: HttpRequest, cop: CopPage) -> HttpResponse:
    """Either somebody whom the editor knows takes over now, or a search for somebody begins."""
    form = HandOverForm(cop, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        return hand_over(request, cop, form)
    return show(request, cop, form, 422 if form.errors else 200)


def hand_over(request: HttpRequest, cop: CopPage, form: HandOverForm) -> HttpResponse:
    data = form.cleaned_data
    try:
        leading.hand_over(
            cop=cop,
            former=data["former"],
            profile=data["successor"],
            by=request.user,
            stays_as=data["stays_as"],
        )
    except ImpossibleError as error:
        form.add_error(None, str(error))
        return show(request, cop, form, 409)
    messages.success(request, _("Handed over. Both have a mail."))
    return SeeOther(reverse("signups_searches"))


def show(request: HttpRequest, cop: CopPage, form: HandOverForm, status: int) -> HttpResponse:
    leaders = cop.active_memberships().filter(role=Role.FACILITATOR).select_related("user")
    context = {
        "cop": cop,
        "form": form,
        "leaders": leaders.order_by("pk"),
        "breadcrumbs_items": breadcrumbs(_("Hand over")),
    }
    return render(request, "signups/admin/searches/hand_over.html", context, status=status)
