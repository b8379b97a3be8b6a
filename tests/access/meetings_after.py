"""Rows of the addresses for during and after a meeting: run view, report, decisions, documents."""

from django.urls import reverse

from meetings import pdf
from meetings.models import Meeting
from tests.meetings.factories import ActionItemFactory, MeetingFactory
from tests.network import Network

from .cells import Answers, Row, answer
from .circles import HOST, HOST_CHANGES, IN_CIRCLE, OWN_MEMBERSHIP

HERE = "/bijeenkomsten/"
MEETING = f"{HERE}%(meeting_id)s/"
CIRCLE = f"{HERE}circle/%(circle_id)s/"
# A report that is not out: for the facilitator, and for who may view all circles.
NOT_OUT = answer(404, visitor=302, editor=200, moderator=200, admin=200, cop_facilitator=200)
TICKED = answer(404, visitor=302, cop_member=303, cop_facilitator=303)


def on_paper(answers: Answers) -> Answers:
    """A PDF for who may have it; where Pango is missing, for nobody."""
    return {
        role: status if status != 200 or pdf.is_available() else 404
        for role, status in answers.items()
    }


def planned(network: Network) -> Meeting:
    return MeetingFactory(circle=network.circle.cop, planned=True, days=-1)


def held(network: Network) -> Meeting:
    return MeetingFactory(circle=network.circle.cop, held=True)


def published(network: Network) -> Meeting:
    return MeetingFactory(circle=network.circle.cop, published=True)


def draft(network: Network) -> Meeting:
    return MeetingFactory(circle=network.circle.cop)


def of(make, name: str):
    """The address of a meeting that is made for this cell."""
    return lambda network: reverse(f"meetings:{name}", args=[make(network).pk])


def my_action(network: Network) -> str:
    """The member's own, so that the facilitator ticks off that of another."""
    cop, member = network.circle.cop, network.circle.member
    return reverse("meetings:tick", args=[ActionItemFactory(circle=cop, owner=member).pk])


AFTER = [
    Row(f"{MEETING}run/", HOST, of(planned, "run")),
    Row(f"{MEETING}report/write/", HOST, of(held, "write_report")),
    Row(f"{MEETING}report/publish/", HOST, of(held, "publish_report")),
    Row(f"{MEETING}report/publish/", HOST_CHANGES, of(held, "publish_report"), method="post"),
    Row(f"{MEETING}report/", IN_CIRCLE, of(published, "report"), "published"),
    Row(f"{MEETING}report/", NOT_OUT, of(held, "report"), "not out"),
    Row(
        f"{MEETING}report/report.pdf", on_paper(IN_CIRCLE), of(published, "report_pdf"), "published"
    ),
    Row(f"{MEETING}report/report.pdf", on_paper(NOT_OUT), of(held, "report_pdf"), "not out"),
    Row(f"{MEETING}print/", IN_CIRCLE, of(planned, "print_agenda")),
    Row(f"{MEETING}print/", NOT_OUT, of(draft, "print_agenda"), "draft"),
    Row(f"{MEETING}print/agenda.pdf", on_paper(IN_CIRCLE), of(planned, "agenda_pdf")),
    Row(f"{CIRCLE}decisions/", IN_CIRCLE),
    Row(f"{CIRCLE}reports/", IN_CIRCLE),
    Row(f"{CIRCLE}handover/", HOST),
    Row(f"{CIRCLE}handover/pack.pdf", on_paper(HOST)),
    Row(f"{CIRCLE}certificates/", OWN_MEMBERSHIP),
    Row(f"{CIRCLE}certificates/%(membership_id)s/", OWN_MEMBERSHIP),
    Row(f"{CIRCLE}certificates/%(membership_id)s/certificate.pdf", on_paper(OWN_MEMBERSHIP)),
    Row(f"{HERE}actions/%(action_id)s/", TICKED, my_action, method="post"),
]
