"""One's own request by its signed link: confirm it, see how far it is, take it back."""

from functools import wraps

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from cop_pages.responses import SeeOther

from .. import links, services
from ..models import IntakeSettings, SignUp
from . import data


def request_view(view):
    """Pass the request of the link to the view; 404 in plain words when there is none any more.

    The link of one that was merged leads to the one that goes on, and does nothing by itself.
    """

    @wraps(view)
    @never_cache
    def wrapper(request: HttpRequest, token: str, *args, **kwargs) -> HttpResponse:
        sign_up = links.find(token)
        if sign_up is None:
            return render(request, "signups/link_gone.html", status=404)
        if sign_up.merged_into:
            messages.info(
                request, _("We put your requests together. This is the one that goes on.")
            )
            return _back(sign_up.merged_into)
        return view(request, sign_up, *args, **kwargs)

    return wrapper


@require_http_methods(["GET", "HEAD", "POST"])
@request_view
def see(request: HttpRequest, sign_up: SignUp) -> HttpResponse:
    """Mail programs open links by themselves, so looking changes nothing; a POST confirms."""
    if request.method == "POST":
        if services.confirm(sign_up=sign_up):
            messages.success(request, _("Thank you. It is on our desk now."))
        return _back(sign_up)
    return _show(request, sign_up)


def _show(request: HttpRequest, sign_up: SignUp, *, status: int = 200) -> HttpResponse:
    context = {
        "sign_up": sign_up,
        "token": links.token_for(sign_up),
        "answer_days": IntakeSettings.load().answer_within_days,
        "consents": {each.purpose: each for each in sign_up.consents_that_hold()}.values(),
    }
    return render(request, "signups/request.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
@request_view
def withdraw(request: HttpRequest, sign_up: SignUp) -> HttpResponse:
    """Ask first; a POST takes the request back."""
    if request.method == "POST":
        services.withdraw(sign_up=sign_up)
        messages.success(request, _("You have withdrawn it."))
        return _back(sign_up)
    context = {"sign_up": sign_up, "token": links.token_for(sign_up)}
    return render(request, "signups/withdraw.html", context)


@require_POST
@request_view
def revoke(request: HttpRequest, sign_up: SignUp, purpose: str) -> HttpResponse:
    if services.revoke(sign_up=sign_up, purpose=purpose):
        messages.success(request, _("You have taken that back."))
    return _back(sign_up)


@require_POST
@request_view
def mail_data(request: HttpRequest, sign_up: SignUp) -> HttpResponse:
    """To the address of the request, which nobody has to type again and this page does not show."""
    email = sign_up.email.lower()
    if wait := data.seconds_to_wait_for(request, email):
        messages.error(request, data.ASKED_OFTEN)
        response = _show(request, sign_up, status=429)
        response["Retry-After"] = str(wait)
        return response
    data.mail_link(email)
    return SeeOther(f"{reverse('signups:ask_data')}?sent")


def _back(sign_up: SignUp) -> SeeOther:
    return SeeOther(reverse("signups:request", args=[links.token_for(sign_up)]))
