"""What the arena lead does on the website: write an update, name programme lines."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cop_pages.responses import SeeOther

from ..forms import ProgrammeLineForm, UpdateForm
from ..models import ArenaPage
from ..services.updates import write_update
from .access import lead_view


@require_http_methods(["GET", "HEAD", "POST"])
@lead_view
def new_update(request: HttpRequest, arena: ArenaPage) -> HttpResponse:
    """Publish now, at an hour, or after a moderator has read it, as the network has arranged."""
    form = UpdateForm(request.POST if request.method == "POST" else None, arena=arena)
    if request.method == "POST" and form.is_valid():
        lines = form.cleaned_data["programme_lines"]
        page = write_update(arena=arena, page=form.instance, lines=lines, by=request.user)
        messages.success(request, _said(page))
        return SeeOther(arena.get_url(request))
    context = {"circle": arena, "form": form}
    status = 422 if form.errors else 200
    return render(request, "arena/new_update.html", context, status=status)


def _said(page) -> str:
    if page.live:
        return _("Your update is there for all followers.")
    if page.approved_schedule:
        return _("Your update will be published at the moment you chose.")
    return _("A moderator reads your update first. You hear of it by mail.")


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
