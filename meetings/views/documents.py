"""Documents on paper: agenda, report, hand-over pack, certificate; each as a page and as a PDF."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cop_pages.models import Membership
from cop_pages.views.access import circle_view, facilitator_view

from .. import handover, pdf
from ..agenda import Agenda
from ..certificate import Certificate, attended_by_member
from ..models import Meeting
from ..report import Report
from .access import meeting_view


def as_page(request: HttpRequest, document: str, context: dict, pdf_url: str) -> HttpResponse:
    """The document on a page of the site, to read and to print; `pdf_url` is the address of the PDF."""
    page = {**context, "document": document, "pdf_url": pdf_url if pdf.is_available() else ""}
    return render(request, "meetings/documents/page.html", page)


def as_pdf(request: HttpRequest, document: str, context: dict) -> HttpResponse:
    """The same document as a PDF, or 404 in plain words where this site makes none."""
    if not pdf.is_available():
        return render(request, "meetings/documents/no_pdf.html", context, status=404)
    content = pdf.render(document, context, request)
    return pdf.answer(content, slugify(context["title"]) or "document")


AGENDA = "meetings/documents/agenda.html"
REPORT = "meetings/documents/report.html"
HANDOVER = "meetings/documents/handover.html"
CERTIFICATE = "meetings/documents/certificate.html"


@require_safe
@meeting_view
def agenda(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    return as_page(request, AGENDA, agenda_context(request, meeting), "agenda.pdf")


@require_safe
@meeting_view
def agenda_pdf(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    return as_pdf(request, AGENDA, agenda_context(request, meeting))


def agenda_context(request: HttpRequest, meeting: Meeting) -> dict:
    return {
        "title": _("Agenda: %(meeting)s") % {"meeting": meeting.title},
        "meeting": meeting,
        "circle": meeting.circle,
        "agenda": Agenda.of(meeting),
        "goals": meeting.goals.all(),
        "reads_private_notes": meeting.private_notes_can_be_read_by(request.user),
    }


@require_safe
@meeting_view
def report_pdf(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """For who may read the report; the page to read and print is the report itself."""
    if not meeting.report_can_be_read_by(request.user):
        raise Http404
    title = _("Report: %(meeting)s") % {"meeting": meeting.title}
    context = {"title": title, "meeting": meeting, "circle": meeting.circle}
    return as_pdf(request, REPORT, context | {"report": Report.of(meeting)})


@require_safe
@facilitator_view
def handover_page(request: HttpRequest, circle) -> HttpResponse:
    return as_page(request, HANDOVER, handover_context(circle), "pack.pdf")


@require_safe
@facilitator_view
def handover_pdf(request: HttpRequest, circle) -> HttpResponse:
    return as_pdf(request, HANDOVER, handover_context(circle))


def handover_context(circle) -> dict:
    title = _("Hand-over of %(circle)s") % {"circle": circle.title}
    today = timezone.localdate()
    return {"title": title, "circle": circle, "today": today, **handover.pack(circle)}


@require_safe
@circle_view
def certificates(request: HttpRequest, circle) -> HttpResponse:
    """My own certificate; facilitators see those of everybody in the circle."""
    totals = attended_by_member(circle)
    memberships = certified(request, circle).in_who_is_who()
    rows = [(each, *totals.get(each.user_id, (0, 0))) for each in memberships]
    if not rows:
        raise Http404
    return render(request, "meetings/certificates.html", {"circle": circle, "rows": rows})


@require_safe
@circle_view
def certificate(request: HttpRequest, circle, membership_id: int) -> HttpResponse:
    context = certificate_context(request, circle, membership_id)
    return as_page(request, CERTIFICATE, context, "certificate.pdf")


@require_safe
@circle_view
def certificate_pdf(request: HttpRequest, circle, membership_id: int) -> HttpResponse:
    return as_pdf(request, CERTIFICATE, certificate_context(request, circle, membership_id))


def certified(request: HttpRequest, circle):
    """The memberships whose certificate this user may see: their own, or all for a facilitator."""
    active = circle.active_memberships()
    return active if circle.is_facilitated_by(request.user) else active.filter(user=request.user)


def certificate_context(request: HttpRequest, circle, membership_id: int) -> dict:
    mine = certified(request, circle).select_related("user", "organisation")
    membership: Membership = get_object_or_404(mine, pk=membership_id)
    facilitators = circle.active_memberships().facilitating().select_related("user")
    return {
        "title": _("Certificate"),
        "circle": circle,
        "certificate": Certificate.of(membership),
        "facilitators": [each.user for each in facilitators],
        "today": timezone.localdate(),
    }


urlpatterns = [
    path("<int:meeting_id>/print/", agenda, name="print_agenda"),
    path("<int:meeting_id>/print/agenda.pdf", agenda_pdf, name="agenda_pdf"),
    path("<int:meeting_id>/report/report.pdf", report_pdf, name="report_pdf"),
    path("circle/<int:circle_id>/handover/", handover_page, name="handover"),
    path("circle/<int:circle_id>/handover/pack.pdf", handover_pdf, name="handover_pdf"),
    path("circle/<int:circle_id>/certificates/", certificates, name="certificates"),
    path(
        "circle/<int:circle_id>/certificates/<int:membership_id>/",
        certificate,
        name="certificate",
    ),
    path(
        "circle/<int:circle_id>/certificates/<int:membership_id>/certificate.pdf",
        certificate_pdf,
        name="certificate_pdf",
    ),
]
