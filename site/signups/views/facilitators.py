"""For facilitators: the question whether they want to, by its link, and the notes of a case they lead."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from cop_pages.responses import SeeOther

from .. import searches
from ..models import FacilitatorRequest, SignUp
from .decisions import DecisionForm

GONE = "signups/facilitators/gone.html"


class WillingForm(DecisionForm):
    answers = [("yes", _("yes")), ("no", _("no"))]


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def ask(request: HttpRequest, token: str) -> HttpResponse:
    """Mail programs open links by themselves, so looking changes nothing; a POST answers."""
    asked = searches.find(token)
    if asked is None:
        return render(request, GONE, status=404)
    if request.method != "POST":
        return show(request, asked, WillingForm(initial={"text": asked.answer}))
    form = WillingForm(request.POST)
    if not form.is_valid():
        return show(request, asked, form, 422)
    return answer(request, asked, form)


def answer(request: HttpRequest, asked: FacilitatorRequest, form: WillingForm) -> HttpResponse:
    willing = form.cleaned_data["decision"] == "yes"
    if searches.answer(request=asked, willing=willing, text=form.cleaned_data["text"]):
        return SeeOther(request.path)
    asked.refresh_from_db()
    asked.search.refresh_from_db()
    return show(request, asked, WillingForm(), 409)


def show(request, asked: FacilitatorRequest, form: WillingForm, status: int = 200) -> HttpResponse:
    context = {"asked": asked, "search": asked.search, "cop": asked.search.cop, "form": form}
    return render(request, "signups/facilitators/ask.html", context, status=status)


@require_safe
@login_required
@never_cache
def notes(request: HttpRequest, pk: int) -> HttpResponse:
    """What was said before the CoP began, as far as the intake shares it with who leads it."""
    sign_up = get_object_or_404(SignUp.objects.with_notes_for(request.user), pk=pk)
    cop = sign_up.placed_in
    context = {
        "entries": sign_up.entries.shared(),
        "cop": cop if cop and cop.can_be_seen_by(request.user) else None,
    }
    return render(request, "signups/facilitators/notes.html", context)
