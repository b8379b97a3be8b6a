"""Figures for the organisation, for who leads the arena."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from .. import insight as figures
from ..models import ArenaPage
from .access import lead_view


@require_safe
@lead_view
def insight(request: HttpRequest, arena: ArenaPage) -> HttpResponse:
    """Participation per role over time, interests by state, modules learned."""
    context = {
        "circle": arena,
        "months": figures.months(),
        "followers": figures.followers_by_role(arena),
        "participation": figures.participation(arena),
        "interests": figures.interests_by_state(arena),
        "modules": figures.modules_learned(arena),
        "fewest": figures.FEWEST_PEOPLE,
    }
    return render(request, "arena/insight.html", context)
