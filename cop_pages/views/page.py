"""Facilitators write the members' part of their CoP's page, without the admin."""

from django.contrib import messages
from django.db import transaction
from django.forms import all_valid
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from .. import services
from ..forms import CircleFileForm, JourneyFormSet, MembersPartForm, PageWritingForm
from ..models import CopPage
from ..pieces import PieceFormSet
from ..responses import SeeOther
from .access import facilitator_view, get_to_write


@require_http_methods(["GET", "HEAD", "POST"])
@facilitator_view
@transaction.atomic
def edit(request: HttpRequest, circle) -> HttpResponse:
    """The members' part and the journey; members see it at once, editors find it as a revision.

    Answers 409 when somebody else saved since this form was opened; nothing typed is lost.
    """
    circle = get_to_write(request, CopPage.objects.all(), circle.pk)
    data, files = sent(request)
    form = MembersPartForm(data, instance=circle)
    steps = JourneyFormSet(data, instance=circle)
    pieces = PieceFormSet(data, files, body=circle.body)
    if request.method == "POST" and are_well(form, steps, pieces):
        services.edit_members_part(
            page_id=circle.pk, changes=form.changes, steps=steps, pieces=pieces, by=request.user
        )
        messages.success(request, _("Saved. Members see it now."))
        return SeeOther(_after_edit(request, circle))
    context = {"circle": circle, "form": form, "steps": steps, "pieces": pieces}
    status = status_of(form, steps, pieces)
    return render(request, "cop_pages/edit.html", context, status=status)


def _after_edit(request: HttpRequest, circle) -> str:
    """To the page or its modules, or back to the form with room for one more step or piece of text."""
    more = request.POST.get("more")
    if more == "modules":
        return reverse("cop_pages:choose_modules", args=[circle.pk])
    if more:
        place = "new-piece" if more == "piece" else "new-step"
        return reverse("cop_pages:edit", args=[circle.pk]) + f"#{place}"
    return circle.get_url(request)


def sent(request: HttpRequest) -> tuple:
    """Fields and files of a form that was sent; nothing of one that is opened."""
    return (request.POST, request.FILES) if request.method == "POST" else (None, None)


def are_well(form: PageWritingForm, *rows) -> bool:
    """With the pieces of text last, which tell of pictures that have to be chosen again."""
    if all_valid([form, *rows]):
        return True
    rows[-1].tell_lost_uploads()
    return False


def status_of(form: PageWritingForm, *rows) -> int:
    if form.is_stale:
        return 409
    return 422 if form.errors or any(each.total_error_count() for each in rows) else 200


@require_http_methods(["GET", "HEAD", "POST"])
@facilitator_view
def add_file(request: HttpRequest, circle) -> HttpResponse:
    """Upload a document or picture for this circle only."""
    form = CircleFileForm(*sent(request))
    if request.method == "POST" and form.is_valid():
        services.add_file(circle_file=form.instance, circle=circle, by=request.user)
        messages.success(request, _("The file is there for all members."))
        return SeeOther(circle.get_url(request))
    status = 422 if form.errors else 200
    return render(
        request, "cop_pages/add_file.html", {"circle": circle, "form": form}, status=status
    )


@require_http_methods(["GET", "HEAD", "POST"])
@facilitator_view
def delete_file(request: HttpRequest, circle, key) -> HttpResponse:
    """Ask first; a POST deletes the row and the file."""
    circle_file = get_object_or_404(circle.files, key=key)
    if request.method == "POST":
        services.delete_file(circle_file=circle_file, by=request.user)
        messages.success(request, _("The file has been deleted."))
        return SeeOther(circle.get_url(request))
    return render(
        request, "cop_pages/delete_file.html", {"circle": circle, "circle_file": circle_file}
    )
