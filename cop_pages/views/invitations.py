"""Accepting an invitation by its secret link; who has no account yet gets one here."""

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import get_user_model, login
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from .. import services
from ..models import Circle, Invitation
from ..responses import SeeOther


class NameForm(forms.Form):
    """All we ask of a new member; they log in with a code by mail, or choose a password later."""

    name = forms.CharField(
        label=gettext_lazy("Your name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def accept(request: HttpRequest, token: str) -> HttpResponse:
    """Show what the invitation is for; a POST takes the place. A used or old link says so with 404."""
    invitation = Invitation.objects.for_token(token).select_related("circle").first()
    if invitation is None:
        return _used_up(request, token)
    if request.user.is_authenticated:
        return _accept_as(request, invitation, request.user)
    user = get_user_model().objects.filter(email__iexact=invitation.email).first()
    if user:
        return redirect_to_login(request.get_full_path())
    return _accept_as_new(request, invitation)


def _used_up(request: HttpRequest, token: str) -> HttpResponse:
    """Who is in already is shown in; for anybody else the link has done its work."""
    if request.user.is_authenticated:
        mine = Circle.objects.visible_to(request.user).with_member(request.user)
        circle = mine.filter(invitations__in=Invitation.objects.with_token(token)).first()
        if circle:
            return SeeOther(circle.specific.get_url(request))
    return render(request, "cop_pages/invitation_gone.html", status=404)


def _accept_as(request: HttpRequest, invitation: Invitation, user) -> HttpResponse:
    if request.method == "POST":
        try:
            membership = services.accept(invitation=invitation, user=user)
        except services.InvitationGoneError:
            return SeeOther(request.path)
        return _welcome(request, membership)
    return render(request, "cop_pages/invitation.html", {"invitation": invitation})


def _accept_as_new(request: HttpRequest, invitation: Invitation) -> HttpResponse:
    """The link came by mail, so the address is theirs."""
    form = NameForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        name = form.cleaned_data["name"]
        try:
            membership = services.accept_as_new(invitation=invitation, name=name)
        except services.InvitationGoneError:
            return SeeOther(request.path)
        login(request, membership.user, backend=settings.AUTHENTICATION_BACKENDS[0])
        return _welcome(request, membership)
    status = 422 if form.errors else 200
    return render(
        request,
        "cop_pages/invitation.html",
        {"invitation": invitation, "form": form},
        status=status,
    )


def _welcome(request: HttpRequest, membership) -> HttpResponse:
    circle = membership.circle.specific
    messages.success(request, _("Welcome to %(circle)s.") % {"circle": circle.title})
    return SeeOther(circle.get_url(request))
