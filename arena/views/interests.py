"""Interests as the arena sees them: bring one in, follow it, bundle and forward."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cop_pages.responses import SeeOther

from ..forms import BundleForm, InterestForm
from ..models import ArenaPage, Interest, State
from ..services import interests as services
from .access import arena_view, lead_view

PER_PAGE = 25


@require_safe
@arena_view
def interest_list(request: HttpRequest, arena: ArenaPage) -> HttpResponse:
    """All interests of the arena, newest first, perhaps of one state; bundled ones with their bundle."""
    rows = _of(request, arena).newest_first()
    state = request.GET.get("state", "")
    if state in State.values:
        rows = rows.with_outcome().filter(Q(state=state) | Q(outcome=state))
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {"circle": arena, "interests": page, "state": state, "states": State.choices}
    return render(request, "arena/interests.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@arena_view
def bring_in(request: HttpRequest, arena: ArenaPage) -> HttpResponse:
    """A follower brings something in from another programme line."""
    get_object_or_404(arena.active_memberships(), user=request.user)
    form = InterestForm(request.POST if request.method == "POST" else None, arena=arena)
    if request.method == "POST" and form.is_valid():
        interest = services.bring_in(arena=arena, interest=form.as_interest(), by=request.user)
        messages.success(request, _("Your interest is in. You get a mail at every step."))
        return _to(interest)
    status = 422 if form.errors else 200
    context = {"circle": arena, "form": form}
    return render(request, "arena/bring_in.html", context, status=status)


@require_safe
@arena_view
def interest(request: HttpRequest, arena: ArenaPage, interest_id: int) -> HttpResponse:
    """One interest with its steps so far; the lead finds the next ones beside it."""
    found = get_object_or_404(_of(request, arena), pk=interest_id)
    context = _context(request, arena, found)
    return render(request, "arena/interest.html", context)


def _of(request: HttpRequest, arena: ArenaPage):
    return Interest.objects.visible_to(request.user).of_arena(arena).for_reading()


def _context(request, arena: ArenaPage, found: Interest, form: BundleForm | None = None) -> dict:
    return {
        "circle": arena,
        "interest": found,
        "steps": found.steps,
        "bundled": found.bundled.select_related("programme_line"),
        "is_lead": arena.is_facilitated_by(request.user),
        "is_mine": found.sender_id == request.user.pk,
        "form": form or BundleForm(interest=found),
    }


@require_POST
@lead_view
def forward(request: HttpRequest, arena: ArenaPage, interest_id: int) -> HttpResponse:
    found = get_object_or_404(_of(request, arena), pk=interest_id)
    done = _("The CoP’s facilitator has it now.")
    return _step(request, found, done, lambda: services.forward(interest=found, by=request.user))


@require_POST
@lead_view
def bundle(request: HttpRequest, arena: ArenaPage, interest_id: int) -> HttpResponse:
    """Let one interest go along with another for the same CoP."""
    found = get_object_or_404(_of(request, arena), pk=interest_id)
    form = BundleForm(request.POST, interest=found)
    if not form.is_valid():
        context = _context(request, arena, found, form)
        return render(request, "arena/interest.html", context, status=422)
    into, done = form.cleaned_data["into"], _("These two go together from now on.")
    return _step(
        request,
        found,
        done,
        lambda: services.bundle(interest=found, into=into, by=request.user),
    )


@require_POST
@lead_view
def unbundle(request: HttpRequest, arena: ArenaPage, interest_id: int) -> HttpResponse:
    found = get_object_or_404(_of(request, arena), pk=interest_id)
    done = _("It goes on alone.")
    return _step(request, found, done, lambda: services.unbundle(interest=found, by=request.user))


def _step(request: HttpRequest, found: Interest, done: str, step) -> HttpResponse:
    """Take a step, or say that somebody else took one first."""
    try:
        step()
    except services.NotPossibleError:
        messages.error(request, _("That is no longer possible: somebody took a step already."))
    else:
        messages.success(request, done)
    return _to(found)


def _to(found: Interest) -> SeeOther:
    return SeeOther(reverse("arena:interest", args=[found.arena_id, found.pk]))
