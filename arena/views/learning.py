"""The arena's learning track on one page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ..learning import Track
from ..models import ArenaPage
from .access import arena_view


@require_safe
@arena_view
def learning(request: HttpRequest, arena: ArenaPage) -> HttpResponse:
    """Meetings held and to come, with their modules, and which of them this follower was at."""
    track = Track.of(arena, request.user)
    is_lead = arena.is_facilitated_by(request.user)
    context = {"circle": arena, "track": track, "is_lead": is_lead}
    return render(request, "arena/learning.html", context)
