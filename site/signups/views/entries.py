"""What somebody filled in on a form, by its signed link: see what became of it, take it back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from cop_pages.responses import SeeOther

from .. import links
from ..entries import places


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def see(request: HttpRequest, token: str) -> HttpResponse:
    """Mail programs open links by themselves, so looking changes nothing; a POST takes it back."""
    entry = links.find_entry(token)
    if entry is None:
        return render(request, "signups/link_gone.html", {"is_entry": True}, status=404)
    if request.method == "POST":
        places.withdraw(entry=entry)
        messages.success(request, _("You have withdrawn it."))
        return SeeOther(request.path)
    context = {"entry": entry, "page": entry.page.specific}
    return render(request, "signups/entry.html", context)
