"""The arena lead writes updates on the website, corrects them and takes them down."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cop_pages.responses import SeeOther

from ..forms import UpdateEditForm, UpdateForm
from ..models import ArenaPage, ArenaUpdatePage, Stage
from ..services import updates as services
from .access import lead_view


@require_http_methods(["GET", "HEAD", "POST"])
@lead_view
def new_update(request: HttpRequest, arena: ArenaPage) -> HttpResponse:
    """Publish now, at an hour, or after a moderator has read it, as the network has arranged."""
    form = UpdateForm(request.POST if request.method == "POST" else None, arena=arena)
    if request.method == "POST" and form.is_valid():
        lines = form.cleaned_data["programme_lines"]
        page = services.write_update(arena=arena, page=form.instance, lines=lines, by=request.user)
        return _saved(request, arena, page, _("Your update is there for all followers."))
    return _show(request, arena, form)


@require_http_methods(["GET", "HEAD", "POST"])
@lead_view
def edit_update(request: HttpRequest, arena: ArenaPage, page_id: int) -> HttpResponse:
    """Correct it, change what is planned, or put it back. Answers 409 when somebody else was first."""
    page = _find(arena, page_id)
    if request.method != "POST":
        return _show(request, arena, UpdateEditForm(page=page, arena=arena), page)
    form = UpdateEditForm(request.POST, page=page, arena=arena)
    if form.is_valid():
        try:
            page = services.edit_update(
                arena=arena, page=page, changes=form.changes, by=request.user
            )
        except services.ChangedMeanwhileError:
            page = _find(arena, page_id)
            form = UpdateEditForm(request.POST, page=page, arena=arena)
    if form.is_valid() or form.is_there_already:
        return _saved(request, arena, page, _("Saved. Followers see it now."))
    return _show(request, arena, form, page)


@require_http_methods(["GET", "HEAD", "POST"])
@lead_view
def take_down(request: HttpRequest, arena: ArenaPage, page_id: int) -> HttpResponse:
    """Ask first; after a POST nobody reads it, and nothing of it comes out later."""
    page = _find(arena, page_id)
    if request.method == "POST":
        services.take_down(arena=arena, page=page, by=request.user)
        messages.success(request, _("Followers do not see this update. You can put it back."))
        return _to_list(request, arena)
    context = {"circle": arena, "update": page}
    return render(request, "arena/take_down_update.html", context)


def _find(arena: ArenaPage, page_id: int) -> ArenaUpdatePage:
    return get_object_or_404(arena.updates_for_leads(), pk=page_id)


def _show(request: HttpRequest, arena: ArenaPage, form, page=None) -> HttpResponse:
    context = {"circle": arena, "form": form, "update": page}
    status = 422 if form.errors else 200
    if page and form.is_stale:
        status = 409
    return render(request, "arena/new_update.html", context, status=status)


def _saved(request: HttpRequest, arena: ArenaPage, page: ArenaUpdatePage, done: str):
    """Say how far it has come, and go where it can be seen."""
    words = {
        Stage.PLANNED: _("Your update will be published at the moment you chose."),
        Stage.WAITING: _("A moderator reads your update first. You hear of it by mail."),
    }
    messages.success(request, words.get(page.stage, done))
    return SeeOther(page.get_url(request)) if page.live else _to_list(request, arena)


def _to_list(request: HttpRequest, arena: ArenaPage) -> SeeOther:
    return SeeOther(arena.get_url(request) + "#updates")
