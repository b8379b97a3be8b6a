"""Which programme lines touch which CoP, and what came of it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ..models import ArenaPage
from ..overview import Overview, draw
from .access import arena_view


@require_safe
@arena_view
def overview(request: HttpRequest, arena: ArenaPage) -> HttpResponse:
    """A table, and the same as a drawing."""
    table = Overview(arena)
    context = {"circle": arena, "overview": table, "drawings": draw(table)}
    return render(request, "arena/overview.html", context)
