"""Facilitators manage who is in; members say what they bring, or leave."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from .. import services
from ..forms import InvitationForm, MembershipForm, RoleForm
from ..models import Circle
from ..responses import SeeOther
from .access import circle_view, facilitator_view


@require_http_methods(["GET", "HEAD", "POST"])
@facilitator_view
def members(request: HttpRequest, circle: Circle) -> HttpResponse:
    """Everybody in the circle, the open invitations, and a form to invite one more."""
    form = InvitationForm(request.POST if request.method == "POST" else None, circle=circle)
    if request.method == "POST" and form.is_valid():
        services.invite(circle=circle, by=request.user, **form.cleaned_data)
        messages.success(request, _("The invitation is on its way."))
        return _back(request, circle)
    context = {
        "circle": circle,
        "form": form,
        "memberships": circle.active_memberships().in_who_is_who(),
        "invitations": circle.invitations.open().order_by("-created_at"),
        "role_form": RoleForm(circle=circle),
    }
    return render(request, "cop_pages/members.html", context, status=422 if form.errors else 200)


@require_POST
@facilitator_view
def change_role(request: HttpRequest, circle: Circle, membership_id: int) -> HttpResponse:
    membership = get_object_or_404(circle.active_memberships(), pk=membership_id)
    form = RoleForm(request.POST, circle=circle)
    if not form.is_valid():
        messages.error(request, _("Choose one of the roles."))
        return _back(request, circle)
    try:
        services.change_role(membership=membership, role=form.cleaned_data["role"], by=request.user)
    except services.NobodyLeadsError:
        return _somebody_has_to_lead(request, circle)
    messages.success(request, _("The role has changed."))
    return _back(request, circle)


@require_http_methods(["GET", "HEAD", "POST"])
@facilitator_view
def end_membership(request: HttpRequest, circle: Circle, membership_id: int) -> HttpResponse:
    """Ask first; a POST ends the membership at once."""
    membership = get_object_or_404(circle.active_memberships(), pk=membership_id)
    if request.method == "POST":
        try:
            services.end_membership(membership=membership, by=request.user)
        except services.NobodyLeadsError:
            return _somebody_has_to_lead(request, circle)
        messages.success(request, _("The membership has ended."))
        return _back(request, circle)
    return render(
        request, "cop_pages/end_membership.html", {"circle": circle, "membership": membership}
    )


@require_POST
@facilitator_view
def withdraw(request: HttpRequest, circle: Circle, invitation_id: int) -> HttpResponse:
    invitation = get_object_or_404(circle.invitations.pending(), pk=invitation_id)
    services.withdraw(invitation=invitation, by=request.user)
    messages.success(request, _("The invitation has been withdrawn."))
    return _back(request, circle)


@require_http_methods(["GET", "HEAD", "POST"])
@circle_view
def my_membership(request: HttpRequest, circle: Circle) -> HttpResponse:
    """What I bring to this circle and what the others may see of it."""
    membership = get_object_or_404(circle.active_memberships(), user=request.user)
    data = request.POST if request.method == "POST" else None
    form = MembershipForm(data, instance=membership)
    if request.method == "POST" and form.is_valid():
        form.save()
        messages.success(request, _("Saved."))
        return SeeOther(circle.get_url(request))
    context = {"circle": circle, "membership": membership, "form": form}
    return render(
        request, "cop_pages/my_membership.html", context, status=422 if form.errors else 200
    )


@require_http_methods(["GET", "HEAD", "POST"])
@circle_view
def leave(request: HttpRequest, circle: Circle) -> HttpResponse:
    """Ask first; a POST ends my membership at once."""
    membership = get_object_or_404(circle.active_memberships(), user=request.user)
    if request.method == "POST":
        try:
            services.end_membership(membership=membership, by=request.user)
        except services.NobodyLeadsError:
            return _somebody_has_to_lead(request, circle)
        messages.success(request, _("You have left %(circle)s.") % {"circle": circle.title})
        return SeeOther(reverse("cop_pages:my_circles"))
    return render(request, "cop_pages/leave.html", {"circle": circle, "membership": membership})


def _somebody_has_to_lead(request: HttpRequest, circle: Circle) -> SeeOther:
    role = {"role": circle.leading_role_name}
    messages.error(
        request,
        _("Make somebody else %(role)s first: without one nobody can invite people.") % role,
    )
    return _back(request, circle)


def _back(request: HttpRequest, circle: Circle) -> SeeOther:
    """To the list of members; for who just gave up their own role to what is still open to them."""
    if circle.is_facilitated_by(request.user):
        return SeeOther(circle.get_members_url())
    if circle.can_be_seen_by(request.user):
        return SeeOther(circle.get_url(request))
    return SeeOther(reverse("cop_pages:my_circles"))
