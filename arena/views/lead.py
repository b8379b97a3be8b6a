"""What the arena lead arranges on the website: the programme lines."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cop_pages.responses import SeeOther

from ..forms import ProgrammeLineForm
from ..models import ArenaPage
from .access import lead_view


@require_http_methods(["GET", "HEAD", "POST"])
@lead_view
def programme_lines(request: HttpRequest, arena: ArenaPage) -> HttpResponse:
    """The programmes of the organisation, by which interests are sorted."""
    form = ProgrammeLineForm(request.POST if request.method == "POST" else None, arena=arena)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("The programme line is there."))
        return SeeOther(reverse("arena:programme_lines", args=[arena.pk]))
    lines = arena.organisation.programme_lines.all()
    context = {"circle": arena, "form": form, "lines": lines}
    status = 422 if form.errors else 200
    return render(request, "arena/programme_lines.html", context, status=status)


@require_POST
@lead_view
def turn_line(request: HttpRequest, arena: ArenaPage, line_id: int) -> HttpResponse:
    """End a programme line, or take it up again. What was brought in under it stays."""
    line = get_object_or_404(arena.organisation.programme_lines, pk=line_id)
    line.is_current = "end" not in request.POST
    line.save(update_fields=["is_current"])
    messages.success(request, _("Saved."))
    return SeeOther(reverse("arena:programme_lines", args=[arena.pk]))
