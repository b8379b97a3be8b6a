"""Finding a facilitator, in the admin: who is needed where, who fits, who was asked, who it will be."""

from collections.abc import Callable
from functools import wraps
from itertools import groupby

from django.core.exceptions import PermissionDenied
from django.db.models import Prefetch, QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages

from cop_pages.models import CopPage, Membership, Role
from cop_pages.responses import SeeOther
from modules_library.admin.trail import trail

from .. import matching, searches
from ..matching import Nearness
from ..models import FacilitatorSearch, SignUp
from ..pipeline import ImpossibleError
from ..search_mails import search_path
from .actions import of_sign_up
from .case import case_url
from .permissions import HANDLE
from .search_forms import AskForm

MOST_FOUND = 20
HEADINGS = {
    Nearness.WIJK: gettext_lazy("From the neighbourhood"),
    Nearness.MUNICIPALITY: gettext_lazy("From the municipality"),
    Nearness.ORGANISATION: gettext_lazy("From connected organisations"),
    Nearness.NETWORK: gettext_lazy("From the network"),
    Nearness.ELSEWHERE: gettext_lazy("From elsewhere"),
}


def of_intake(view: Callable) -> Callable:
    """For who handles sign-ups only."""

    @wraps(view)
    def guarded(request: HttpRequest, **kwargs) -> HttpResponse:
        if not request.user.has_perm(HANDLE):
            raise PermissionDenied
        return view(request, **kwargs)

    return guarded


def of_search(view: Callable) -> Callable:
    """Hands the view a search that this person may see, or leads to the one it was merged into."""

    @wraps(view)
    @of_intake
    def guarded(request: HttpRequest, pk: int, **kwargs) -> HttpResponse:
        rows = FacilitatorSearch.objects.visible_to(request.user).with_subject()
        search = get_object_or_404(rows, pk=pk)
        if search.goes_on_at:
            return to_joined(request, search.goes_on_at)
        return view(request, search, **kwargs)

    return guarded


def to_joined(request: HttpRequest, sign_up: SignUp) -> HttpResponse:
    """From a tab or a mail of before the merge."""
    text = _("Two sign-ups were merged, and their searches for a facilitator too. Go on here.")
    messages.warning(request, text)
    searches_there = sign_up.facilitator_searches
    search = searches_there.open().first() or searches_there.first()
    return SeeOther(search_path(search) if search else case_url(sign_up.pk))


def of_cop(view: Callable) -> Callable:
    """Hands the view a CoP that this person may see."""

    @wraps(view)
    @of_intake
    def guarded(request: HttpRequest, pk: int, **kwargs) -> HttpResponse:
        return view(request, get_object_or_404(CopPage.objects.visible_to(request.user), pk=pk))

    return guarded


def breadcrumbs(*labels: str) -> list[dict]:
    index = (_("Facilitator wanted"), reverse("signups_searches"))
    return trail(index, *((label, "") for label in labels))


@require_safe
@of_intake
def index(request: HttpRequest) -> HttpResponse:
    rows = FacilitatorSearch.objects.visible_to(request.user).with_subject()
    rows = rows.prefetch_related("requests")
    cops = list(with_facilitators(CopPage.objects.visible_to(request.user)))
    sought = set(FacilitatorSearch.objects.open().values_list("cop", flat=True))
    context = {
        "open": rows.open(),
        "found": rows.filled().order_by("-decided_at", "-pk")[:MOST_FOUND],
        "without": [each for each in cops if not each.leaders and each.pk not in sought],
        "led": [each for each in cops if each.leaders],
        "breadcrumbs_items": trail((_("Facilitator wanted"), "")),
    }
    return render(request, "signups/admin/searches/index.html", context)


def with_facilitators(cops: QuerySet) -> QuerySet:
    """CoPs that go on, each with `leaders`, and `awaited`: searches whose chosen one is to come in."""
    going_on = [CopPage.Status.FORMING, CopPage.Status.ACTIVE]
    leaders = Membership.objects.active().filter(role=Role.FACILITATOR).select_related("user")
    chosen = FacilitatorSearch.objects.filled().filter(requests__state="chosen")
    chosen = chosen.prefetch_related("requests__profile__user")
    return (
        cops.filter(status__in=going_on)
        .order_by("title", "pk")
        .prefetch_related(
            Prefetch("memberships", leaders.order_by("pk"), to_attr="leaders"),
            Prefetch("facilitator_searches", chosen, to_attr="awaited"),
        )
    )


@require_POST
@of_sign_up
def start(request: HttpRequest, sign_up: SignUp) -> HttpResponse:
    try:
        search = searches.start_for_sign_up(sign_up=sign_up, by=request.user)
    except ImpossibleError as error:
        messages.error(request, str(error))
        return SeeOther(case_url(sign_up.pk))
    return SeeOther(search_path(search))


@require_POST
@of_cop
def start_cop(request: HttpRequest, cop: CopPage) -> HttpResponse:
    """`replaces` names the membership of who stops; anything else is nobody."""
    leaders = cop.active_memberships().filter(role=Role.FACILITATOR)
    number = request.POST.get("replaces", "")
    replaces = leaders.filter(pk=number).first() if number.isdecimal() else None
    search = searches.start_for_cop(cop=cop, by=request.user, replaces=replaces)
    return SeeOther(search_path(search))


@require_safe
@of_search
def see(request: HttpRequest, search: FacilitatorSearch) -> HttpResponse:
    return show(request, search)


def show(request, search: FacilitatorSearch, form: AskForm | None = None, status: int = 200):
    asked = list(search.requests.select_related("profile__user").order_by("asked_at", "pk"))
    ranked = matching.rank(search) if search.is_open else []
    context = {
        "search": search,
        "asked": asked,
        "groups": groups(ranked, {each.profile_id: each for each in asked}),
        "form": form or AskForm(),
        "ticked": set(form.data.getlist("profiles")) if form else set(),
        "breadcrumbs_items": breadcrumbs(str(search)),
    }
    return render(request, "signups/admin/searches/search.html", context, status=status)


def groups(ranked: list[matching.Match], asked: dict) -> list[dict]:
    """The ranked list under the headings of the brochure; each row knows whether it was asked."""
    return [
        {
            "heading": HEADINGS[nearness],
            "rows": [{"match": each, "asked": asked.get(each.profile.pk)} for each in rows],
        }
        for nearness, rows in groupby(ranked, key=lambda each: each.nearness)
    ]


@require_POST
@of_search
def ask(request: HttpRequest, search: FacilitatorSearch) -> HttpResponse:
    form = AskForm(request.POST)
    if not form.is_valid():
        return show(request, search, form, 422)
    profiles = form.cleaned_data["profiles"]
    message = form.cleaned_data["message"]
    try:
        number = searches.ask(search=search, profiles=profiles, by=request.user, message=message)
    except ImpossibleError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, asked_text(number))
    return SeeOther(search_path(search))


def asked_text(number: int) -> str:
    if not number:
        return _("They have been asked already.")
    text = ngettext("We asked %(number)d person.", "We asked %(number)d people.", number)
    return text % {"number": number}


@require_POST
@of_search
def choose(request: HttpRequest, search: FacilitatorSearch, request_pk: int) -> HttpResponse:
    asked = get_object_or_404(search.requests, pk=request_pk)
    try:
        searches.choose(request=asked, by=request.user)
    except ImpossibleError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, _("Chosen. Everybody who needs to know has a mail."))
    return SeeOther(search_path(search))


@require_POST
@of_search
def call_off(request: HttpRequest, search: FacilitatorSearch) -> HttpResponse:
    searches.call_off(search=search, by=request.user)
    messages.success(request, _("Called off. Who was asked has a mail."))
    return SeeOther(reverse("signups_searches"))
