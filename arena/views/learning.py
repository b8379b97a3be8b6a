"""The arena's learning track on one page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ..learning import Track
from ..models import ArenaPage, ArenaRole
from .access import arena_view


@require_safe
@arena_view
def learning(request: HttpRequest, arena: ArenaPage) -> HttpResponse:
    """Meetings held and to come, with their modules, and which of them this follower was at."""
    track = Track.of(arena, request.user)
    membership = arena.active_memberships().filter(user=request.user).first()
    context = {
        "circle": arena,
        "track": track,
        "membership": membership,
        "is_lead": membership is not None and membership.role == ArenaRole.LEAD,
    }
    return render(request, "arena/learning.html", context)
