"""Facilitators say which modules their CoP used, next to those that its meetings brought."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from .. import services
from ..models import CopPage
from ..module_choice import ModuleChoice
from ..responses import SeeOther
from .access import facilitator_view


@require_http_methods(["GET", "HEAD", "POST"])
@facilitator_view
def choose(request: HttpRequest, circle) -> HttpResponse:
    """Search the catalogue by `?q=`; a POST puts the module `add` on the list, or takes `remove` off."""
    if not isinstance(circle, CopPage):
        raise Http404
    choice = ModuleChoice(circle, request)
    if request.method == "POST":
        _change(request, circle, choice)
        return SeeOther(f"{request.path}?{choice.query_string}".rstrip("?"))
    context = {"circle": circle, "choice": choice}
    return render(request, "cop_pages/choose_modules.html", context)


def _change(request: HttpRequest, circle, choice: ModuleChoice) -> None:
    is_added = "add" in request.POST
    key = request.POST.get("add") or request.POST.get("remove") or ""
    if not key.isdecimal() or len(key) > 9:
        raise Http404
    module = get_object_or_404(choice.visible, pk=key)
    services.choose_module(cop=circle, module=module, is_used=is_added, by=request.user)
    said = _("“%(module)s” is on the page now.") if is_added else _("“%(module)s” is off the page.")
    messages.success(request, said % {"module": module.title})
