"""What we have of somebody, by a link to their address: see it, take it along, have it erased."""

from functools import wraps

from django import forms
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from cop_pages.mail import absolute, send_mail
from cop_pages.responses import SeeOther

from .. import personal_data
from ..flow.questions import Email
from ..limits import seconds_to_wait
from ..models import DataLink
from ..models.keeping import LINK_LIFE

ASKS = "10/m"
ASKS_PER_ADDRESS = "5/h"
ASKED_OFTEN = gettext_lazy("You asked this often just now. Look in your mail, or try again later.")


class AddressForm(forms.Form):
    email = Email(label=gettext_lazy("Your email address"))


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def ask(request: HttpRequest) -> HttpResponse:
    """Mail a link. An address we have nothing of gets one too, so that nobody learns who is known."""
    form = AddressForm(request.POST if request.method == "POST" else None, label_suffix="")
    if request.method == "POST" and form.is_valid():
        email = form.cleaned_data["email"].lower()
        if wait := seconds_to_wait_for(request, email):
            return _slow_down(request, form, wait)
        mail_link(email)
        return SeeOther(f"{reverse('signups:ask_data')}?sent")
    context = {"form": form, "is_sent": "sent" in request.GET}
    return render(request, "signups/ask_data.html", context, status=422 if form.errors else 200)


def seconds_to_wait_for(request: HttpRequest, email: str) -> int:
    """Per visitor, and per address: nobody's mailbox is filled by a stranger."""
    return seconds_to_wait(request, "data", ASKS) or seconds_to_wait(
        request, "data-of", ASKS_PER_ADDRESS, of=email
    )


def mail_link(email: str) -> None:
    _link, token = DataLink.make(email)
    context = {
        "link": absolute(reverse("signups:data", args=[token])),
        "days": LINK_LIFE.days,
    }
    send_mail("signups/data", email, context, language=get_language())


def _slow_down(request: HttpRequest, form, seconds: int) -> HttpResponse:
    form.add_error(None, ASKED_OFTEN)
    response = render(request, "signups/ask_data.html", {"form": form}, status=429)
    response["Retry-After"] = str(seconds)
    return response


def link_view(view):
    """Pass the address of the link to the view; 404 in plain words when the link has run out."""

    @wraps(view)
    @never_cache
    def wrapper(request: HttpRequest, token: str) -> HttpResponse:
        link = DataLink.for_token(token)
        if link is None:
            return render(request, "signups/link_gone.html", {"is_data": True}, status=404)
        return view(request, token, link.email)

    return wrapper


@require_safe
@link_view
def see(request: HttpRequest, token: str, email: str) -> HttpResponse:
    held = personal_data.export_address(email)
    context = {"token": token, "email": email, "held": in_lines(held)}
    return render(request, "signups/data.html", context)


def in_lines(held: dict) -> dict:
    """For the page: every value is a list of lines."""
    return {
        name: [
            [(label, [value] if isinstance(value, str) else value) for label, value in row.items()]
            for row in rows
        ]
        for name, rows in held.items()
    }


@require_safe
@link_view
def download(request: HttpRequest, token: str, email: str) -> JsonResponse:
    response = JsonResponse(
        {"made_at": timezone.now().isoformat(), "data": personal_data.export_address(email)},
        json_dumps_params={"ensure_ascii": False, "indent": 2},
    )
    response["Content-Disposition"] = 'attachment; filename="mijn-gegevens.json"'
    return response


@require_http_methods(["GET", "HEAD", "POST"])
@link_view
def erase(request: HttpRequest, token: str, email: str) -> HttpResponse:
    """Ask first; a POST erases, and the link goes with it."""
    if request.method == "POST":
        personal_data.erase_address(email)
        return SeeOther(f"{reverse('signups:ask_data')}?erased")
    return render(request, "signups/erase.html", {"token": token, "email": email})
