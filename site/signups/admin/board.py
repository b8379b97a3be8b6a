"""The board: a column per status, a card per sign-up."""

from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db.models import Count, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from modules_library.admin.trail import trail

from ..models import CLOSED, Intent, SignUp, Status
from .case import moves
from .filters import MINE
from .permissions import HANDLE, SignUpPermissionHelper

COLUMNS = (
    Status.NEW,
    Status.CONFIRMED,
    Status.IN_CONVERSATION,
    Status.WAITING_LIST,
    Status.PLACED,
    Status.DECLINED,
)
MOST_OPEN, MOST_CLOSED = 40, 10


@dataclass(frozen=True)
class Column:
    status: Status
    cards: list[dict]
    total: int

    @property
    def more(self) -> int:
        return self.total - len(self.cards)


@require_safe
def board(request: HttpRequest) -> HttpResponse:
    if not SignUpPermissionHelper(SignUp).user_can_list(request.user):
        raise PermissionDenied
    intent, mine = request.GET.get("intent", ""), request.GET.get("owner") == MINE
    rows = SignUp.objects.visible_to(request.user).unmerged()
    rows = rows.filter(intent=intent) if intent in Intent.values else rows
    rows = rows.filter(owner=request.user) if mine else rows
    context = {
        "columns": columns(rows, request.user.has_perm(HANDLE)),
        "intents": Intent.choices,
        "intent": intent,
        "mine": mine,
        "list_url": reverse("signups_signup_modeladmin_index"),
        "breadcrumbs_items": trail((_("Board of sign-ups"), "")),
    }
    return render(request, "signups/admin/board.html", context)


def columns(rows: QuerySet, may_handle: bool) -> list[Column]:
    """A query per column and one for the numbers, however many sign-ups there are."""
    totals = dict(rows.order_by().values_list("status").annotate(Count("pk")))
    return [
        Column(status, cards(rows.filter(status=status), status, may_handle), totals.get(status, 0))
        for status in COLUMNS
    ]


def cards(rows: QuerySet, status: Status, may_handle: bool) -> list[dict]:
    """The most urgent first; of what is closed only the newest."""
    rows = rows.select_related("owner", "cop").with_marks()
    if status in CLOSED:
        rows = rows.order_by("-status_since", "-pk")[:MOST_CLOSED]
    else:
        rows = rows.by_urgency()[:MOST_OPEN]
    return [{"sign_up": each, "moves": moves(each) if may_handle else []} for each in rows]
