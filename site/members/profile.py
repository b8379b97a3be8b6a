"""A member's own data: see it, change it, take it along, or have it erased."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from cop_pages import privacy
from cop_pages.models import Membership
from cop_pages.responses import SeeOther

from .models import Member
from .profile_forms import FarewellForm, ProfileForm
from .takeaway import take_along


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
def profile(request: HttpRequest) -> HttpResponse:
    """Name, picture and language, with the way to what is asked per circle."""
    form = ProfileForm(request.POST or None, request.FILES or None, instance=request.user)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return SeeOther(request.path)
    memberships = Membership.objects.active().filter(user=request.user).select_related("circle")
    context = {"form": form, "memberships": memberships}
    return render(request, "members/profile.html", context, status=422 if form.errors else 200)


@require_safe
@never_cache
@login_required
def portrait(request: HttpRequest, member_id: int) -> FileResponse:
    """A member's picture, for themselves and for who is in a circle with them; else 404."""
    member = get_object_or_404(_portraits_for(request.user), pk=member_id)
    response = FileResponse(member.picture.open("rb"), content_type="image/webp")
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _portraits_for(user):
    """Members whose picture this user may see: their own, and what people in their circles share."""
    shared = Membership.objects.visible_to(user).filter(shares_picture=True)
    return Member.objects.exclude(picture="").filter(
        Q(pk=user.pk) | Q(pk__in=shared.values("user"))
    )


@require_safe
@never_cache
@login_required
def my_data(request: HttpRequest) -> HttpResponse:
    """What is kept of me and how long, with a button to take it along."""
    held = privacy.export(request.user)
    kept, others = [], []
    for declared in privacy.declarations():
        number = len(held.get(declared.model._meta.label, ()))
        (kept if number else others).append((declared, number))
    return render(request, "members/my_data.html", {"kept": kept, "others": others})


@require_safe
@never_cache
@login_required
@reauthentication_required
def download(request: HttpRequest) -> FileResponse:
    """Everything that is kept of me, with my files."""
    return take_along(request.user)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@login_required
@reauthentication_required
def farewell(request: HttpRequest) -> HttpResponse:
    """Ask first; a POST erases the account and all that is kept of it, in one transaction.

    Answers 409 for the last administrator: nobody could manage the site any more.
    """
    form = FarewellForm(request.POST or None)
    alone = Membership.objects.filter(user=request.user).leading_alone().select_related("circle")
    is_last = request.user.is_last_administrator()
    if request.method == "POST" and form.is_valid() and not is_last:
        member = Member.objects.get(pk=request.user.pk)
        logout(request)
        privacy.erase(member)
        return SeeOther(reverse("member_gone"))
    status = 409 if is_last and request.method == "POST" else 422 if form.errors else 200
    context = {"form": form, "is_last": is_last, "alone": alone}
    return render(request, "members/farewell.html", context, status=status)
