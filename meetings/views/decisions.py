"""What a circle decided and promised, over all its meetings; and finding what was said."""

from django.contrib import messages
from django.db import transaction
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cop_pages.responses import SeeOther
from cop_pages.views.access import circle_view

from ..minutes_search import search
from ..models import ActionItem, Decision
from .access import action_view

LONGEST_QUERY = 200
MOST_DONE = 30


@require_safe
@circle_view
def of_circle(request: HttpRequest, circle) -> HttpResponse:
    """All decisions and open actions, the latest meeting first; and what was done lately."""
    user = request.user
    is_facilitator = circle.is_facilitated_by(user)
    actions = ActionItem.objects.visible_to(user).of_circle(circle)
    actions = actions.select_related("owner", "meeting")
    decisions = Decision.objects.visible_to(user).of_circle(circle).select_related("meeting")
    done = actions.filter(state=ActionItem.State.DONE).order_by("-done_at", "-pk")
    context = {
        "circle": circle,
        "decisions": decisions.order_by("-meeting__starts_at", "order", "pk"),
        "open_actions": tickable(actions.open().soonest_first(), user, is_facilitator),
        "done_actions": tickable(done[:MOST_DONE], user, is_facilitator),
        "is_facilitator": is_facilitator,
    }
    return render(request, "meetings/decisions.html", context)


def tickable(actions: QuerySet, user, is_facilitator: bool) -> list[ActionItem]:
    """With `can_tick`: whether this user may say that it is done."""
    rows = list(actions)
    for action in rows:
        action.can_tick = action.can_be_ticked_by(user, is_facilitator=is_facilitator)
    return rows


@require_POST
@action_view
def tick(request: HttpRequest, action: ActionItem) -> HttpResponse:
    """Say that an action is done, dropped, or open after all: by its owner or a facilitator."""
    is_facilitator = action.circle.is_facilitated_by(request.user)
    if not action.can_be_ticked_by(request.user, is_facilitator=is_facilitator):
        raise Http404
    state = request.POST.get("state", "")
    if state in ActionItem.State.values:
        keep_state(action, state)
        messages.success(request, SAID[state]())
    else:
        messages.error(request, _("Say whether it is done."))
    return SeeOther(way_back(request, action))


SAID = {
    ActionItem.State.DONE: lambda: _("Done. Well done."),
    ActionItem.State.OPEN: lambda: _("The action is open again."),
    ActionItem.State.DROPPED: lambda: _("The action is dropped."),
}


def keep_state(action: ActionItem, state: str) -> None:
    with transaction.atomic():
        row = ActionItem.objects.select_for_update().get(pk=action.pk)
        row.set_state(state)
        row.save(update_fields=["state", "done_at"])


def way_back(request: HttpRequest, action: ActionItem) -> str:
    """To the page it was ticked on."""
    if request.POST.get("back") == "mine":
        return reverse("cop_pages:my_circles")
    return reverse("meetings:decisions", args=[action.circle_id])


@require_safe
@circle_view
def find(request: HttpRequest, circle) -> HttpResponse:
    """Search the reports of one circle."""
    words = " ".join(request.GET.get("q", "").split())[:LONGEST_QUERY]
    found = search(circle, request.user, words)
    context = {"circle": circle, "words": words, "found": found}
    return render(request, "meetings/find.html", context)


urlpatterns = [
    path("circle/<int:circle_id>/decisions/", of_circle, name="decisions"),
    path("circle/<int:circle_id>/reports/", find, name="find"),
    path("actions/<int:action_id>/", tick, name="tick"),
]
