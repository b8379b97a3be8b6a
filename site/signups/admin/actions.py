"""What the buttons of the case page and the board do. Each ends with a redirect, or the case with errors."""

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.utils import get_valid_next_url_from_request

from cop_pages.models import Circle
from cop_pages.responses import SeeOther

from .. import merging, outcomes, pipeline
from ..models import ArenaRequest, MailKey, SignUp, Status
from ..models.choices import status_in_words
from ..pipeline import ImpossibleError, MergedError, refuse_merged
from .case import case_context, case_url, to_kept
from .forms import AssignForm, EntryForm
from .outcome_forms import FORMS, ArenaDecisionForm
from .permissions import HANDLE

CASE = "signups/admin/case.html"


def of_sign_up(view: Callable) -> Callable:
    """Hands the view a sign-up that this person may see and handle.

    From a tab that stood open while it was merged one comes to the sign-up that took it in.
    """

    @wraps(view)
    def guarded(request: HttpRequest, pk: int, **kwargs) -> HttpResponse:
        if not request.user.has_perm(HANDLE):
            raise PermissionDenied
        sign_up = get_object_or_404(SignUp.objects.visible_to(request.user), pk=pk)
        try:
            refuse_merged(sign_up)
            return view(request, sign_up, **kwargs)
        except MergedError as error:
            return to_kept(request, error)

    return guarded


def back(request: HttpRequest, sign_up: SignUp) -> HttpResponse:
    """To the board when the button was there, else to the case."""
    return SeeOther(get_valid_next_url_from_request(request) or case_url(sign_up.pk))


def with_errors(request: HttpRequest, sign_up: SignUp, **bound) -> HttpResponse:
    return render(request, CASE, case_context(request, sign_up, **bound), status=422)


@require_POST
@of_sign_up
def move(request: HttpRequest, sign_up: SignUp) -> HttpResponse:
    status = request.POST.get("status", "")
    seen = request.POST.get("seen", "")
    searched = sign_up.facilitator_searches.of_request_only().exists()
    try:
        pipeline.move(sign_up=sign_up, status=status, by=request.user, seen=seen)
    except ImpossibleError as error:
        messages.error(request, str(error))
    else:
        _tell_moved(request, sign_up, status, searched)
    return back(request, sign_up)


def _tell_moved(request: HttpRequest, sign_up: SignUp, status: str, searched: bool) -> None:
    text = _("Moved to '%(status)s'.") % {"status": status_in_words(status, sign_up.intent)}
    messages.success(request, text, buttons=_mail_button(sign_up, status))
    if searched and status == Status.DECLINED:
        text = _("The search for a facilitator is called off too. Who was asked has a mail.")
        messages.info(request, text)


def _mail_button(sign_up: SignUp, status: str) -> list:
    """Nobody is declined in silence."""
    if status != Status.DECLINED or not sign_up.is_confirmed:
        return []
    url = reverse("signups_mail", args=[sign_up.pk])
    return [messages.button(f"{url}?key={MailKey.DECLINED}", _("Tell them by mail"))]


@require_POST
@of_sign_up
def assign(request: HttpRequest, sign_up: SignUp) -> HttpResponse:
    form = AssignForm(sign_up, request.POST)
    if not form.is_valid():
        return with_errors(request, sign_up, assign=form)
    pipeline.assign(sign_up=sign_up, by=request.user, **form.cleaned_data)
    messages.success(request, _("Saved."))
    return back(request, sign_up)


@require_POST
@of_sign_up
def write_down(request: HttpRequest, sign_up: SignUp) -> HttpResponse:
    form = EntryForm(request.POST)
    if not form.is_valid():
        return with_errors(request, sign_up, entry=form)
    pipeline.write_down(sign_up=sign_up, by=request.user, **form.cleaned_data)
    return SeeOther(f"{case_url(sign_up.pk)}#conversation")


@require_POST
@of_sign_up
def share(request: HttpRequest, sign_up: SignUp, entry_pk: int) -> HttpResponse:
    """`shared=1` shows an entry to the facilitator of the CoP, anything else takes it back."""
    entry = get_object_or_404(sign_up.entries, pk=entry_pk)
    pipeline.share(entry=entry, shared=request.POST.get("shared") == "1", by=request.user)
    return SeeOther(f"{case_url(sign_up.pk)}#entry-{entry.pk}")


@require_POST
@of_sign_up
def outcome(request: HttpRequest, sign_up: SignUp, name: str) -> HttpResponse:
    """Run one of the outcomes; what cannot be done now is said at its own form."""
    if name not in FORMS:
        raise Http404
    form = FORMS[name](sign_up, request.user, request.POST)
    if not form.is_valid():
        return with_errors(request, sign_up, **{name: form})
    try:
        url = form.run()
    except ImpossibleError as error:
        form.add_error(None, str(error))
        messages.error(request, str(error))
        return with_errors(request, sign_up, **{name: form})
    messages.success(request, form.done)
    return SeeOther(url or case_url(sign_up.pk))


@require_POST
@of_sign_up
def decide_arena(request: HttpRequest, sign_up: SignUp, request_pk: int) -> HttpResponse:
    arena_request = get_object_or_404(sign_up.arena_requests, pk=request_pk)
    agreed = request.POST.get("answer") == "yes"
    form = ArenaDecisionForm(request.user, request.POST)
    cop = form.cleaned_data["cop"] if form.is_valid() else None
    try:
        page = outcomes.decide_arena(request=arena_request, agreed=agreed, by=request.user, cop=cop)
    except ImpossibleError as error:
        messages.error(request, str(error))
    else:
        _tell_decision(request, arena_request, page)
    return back(request, sign_up)


def _tell_decision(request: HttpRequest, arena_request: ArenaRequest, page: Circle | None) -> None:
    """Also on a second click: what was decided is what is told."""
    arena_request.refresh_from_db()
    if arena_request.state == ArenaRequest.State.AGREED:
        text = _("Agreed. Whoever asked for it is invited as soon as you publish the arena.")
        url = page and reverse("wagtailadmin_pages:edit", args=[page.pk])
        buttons = [messages.button(url, _("Write the page"))] if url else []
    else:
        text = _("Declined. The conversation goes on.")
        url = reverse("signups_mail", args=[arena_request.sign_up_id])
        buttons = [messages.button(f"{url}?key={MailKey.ARENA}", _("Tell them by mail"))]
    messages.success(request, text, buttons=buttons)


@require_POST
@of_sign_up
def merge(request: HttpRequest, sign_up: SignUp, double_pk: int) -> HttpResponse:
    doubles = SignUp.objects.visible_to(request.user).exclude(pk=sign_up.pk)
    double = get_object_or_404(doubles, pk=double_pk)
    try:
        merging.merge(kept=sign_up, double=double, by=request.user)
    except ImpossibleError as error:
        messages.error(request, str(error))
        return SeeOther(reverse("signups_doubles", args=[sign_up.pk]))
    messages.success(request, _("Merged. What was in the other sign-up is kept here."))
    return SeeOther(case_url(sign_up.pk))
