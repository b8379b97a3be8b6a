"""The report of a meeting: reading it, writing it, closing the meeting, publishing."""

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from cop_pages.responses import SeeOther

from .. import pdf
from ..forms.report import ReportForms
from ..models import Meeting
from ..report import Report
from ..services import reporting
from .access import editor_view, meeting_view


@require_safe
@meeting_view
def read(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """The report, for members once it is published; before that for who may read private notes."""
    if not meeting.report_can_be_read_by(request.user):
        raise Http404
    context = {
        "meeting": meeting,
        "circle": meeting.circle,
        "report": Report.of(meeting),
        "is_facilitator": meeting.can_be_edited_by(request.user),
        "has_pdf": pdf.is_available(),
    }
    return render(request, "meetings/report.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@editor_view
def write(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """All of the report on one page. Answers 409 when somebody else wrote in the same place."""
    if meeting.is_cancelled:
        messages.error(request, _("This meeting is cancelled."))
        return SeeOther(meeting.get_absolute_url())
    if request.method == "POST":
        return save(request, meeting)
    return write_page(request, meeting, ReportForms(meeting))


def save(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    with transaction.atomic():
        row = Meeting.objects.select_for_update().get(pk=meeting.pk)
        forms = ReportForms(row, request.POST)
        is_saved = forms.is_valid()
        if is_saved:
            forms.save(by=request.user)
    if not is_saved:
        return write_page(request, meeting, forms)
    if "close" in request.POST:
        return close(request, meeting)
    messages.success(request, _("The report is saved."))
    here = reverse("meetings:write_report", args=[meeting.pk])
    wanted = request.POST.get("more")
    return SeeOther(f"{here}#more-{wanted}" if wanted in {"decision", "action"} else here)


def write_page(request: HttpRequest, meeting: Meeting, forms: ReportForms) -> HttpResponse:
    context = {"meeting": meeting, "circle": meeting.circle, "forms": forms}
    return render(request, "meetings/write_report.html", context, status=forms.status)


def close(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """The report is stored by now; a meeting that was closed before stays as it is."""
    if reporting.close(meeting=meeting, by=request.user):
        messages.success(
            request, _("The meeting is closed. Read the report once more, and publish it.")
        )
    elif not meeting.has_begun:
        messages.error(
            request, _("You can close a meeting once it has begun. What you wrote is saved.")
        )
        return SeeOther(reverse("meetings:write_report", args=[meeting.pk]))
    return SeeOther(reverse("meetings:report", args=[meeting.pk]))


@require_http_methods(["GET", "HEAD", "POST"])
@editor_view
def publish(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Ask first; a POST shows the report to the members and mails them, once."""
    if not meeting.was_held:
        messages.error(request, _("Close the meeting first."))
        return SeeOther(reverse("meetings:write_report", args=[meeting.pk]))
    if request.method == "POST":
        if reporting.publish_report(meeting=meeting, by=request.user):
            messages.success(request, _("The report is published, and on its way by mail."))
        return SeeOther(reverse("meetings:report", args=[meeting.pk]))
    number = reporting.readers_of(meeting).count()
    mails = ngettext("%(number)s person gets a mail", "%(number)s people get a mail", number)
    context = {
        "meeting": meeting,
        "circle": meeting.circle,
        "mails": mails % {"number": number},
    }
    return render(request, "meetings/publish_report.html", context)


urlpatterns = [
    path("<int:meeting_id>/report/", read, name="report"),
    path("<int:meeting_id>/report/write/", write, name="write_report"),
    path("<int:meeting_id>/report/publish/", publish, name="publish_report"),
]
