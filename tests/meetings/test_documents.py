"""Agenda, report, hand-over pack and certificate: on a page and as PDF, for whom they are."""

import logging
import os
import re
import zlib

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from PIL import ImageFile

from meetings import pdf
from meetings.certificate import Certificate
from meetings.handover import goals_covered
from modules_library.models import Goal
from tests.factories import ModulePageFactory

from .after_pages import circle_beside, meeting_with_agenda
from .factories import (
    ActionItemFactory,
    AgendaItemFactory,
    AttendanceFactory,
    DecisionFactory,
    MeetingFactory,
    NextStepFactory,
    facilitator_of,
    member_of,
)

pytestmark = pytest.mark.django_db
needs_pdf = pytest.mark.skipif(
    not pdf.is_available() and not os.environ.get("CI"), reason="WeasyPrint or Pango is missing"
)


@pytest.fixture
def meeting():
    meeting = meeting_with_agenda(3, planned=False, published=True, summary="Een plek gekozen.")
    AgendaItemFactory(meeting=meeting, order=9, minutes=90, title="Te lang")
    return meeting


@pytest.fixture
def facilitator(meeting):
    return facilitator_of(meeting.circle)


@pytest.fixture
def member(meeting, client):
    user = member_of(meeting.circle)
    AttendanceFactory(meeting=meeting, user=user, present=True)
    client.force_login(user)
    return user


def documents(meeting, user) -> dict[str, str]:
    circle = meeting.circle
    membership = circle.memberships.get(user=user)
    return {
        "agenda": reverse("meetings:agenda_pdf", args=[meeting.pk]),
        "report": reverse("meetings:report_pdf", args=[meeting.pk]),
        "handover": reverse("meetings:handover_pdf", args=[circle.pk]),
        "certificate": reverse("meetings:certificate_pdf", args=[circle.pk, membership.pk]),
    }


@pytest.mark.parametrize("name", ["agenda", "report", "handover", "certificate"])
def test_document_that_is_kept_says_the_year(name, client, meeting, facilitator):
    AttendanceFactory(meeting=meeting, user=facilitator, present=True)
    client.force_login(facilitator)
    url = documents(meeting, facilitator)[name]
    html = client.get(url.rpartition("/")[0] + "/").content.decode()
    document = html[html.index("<article") : html.index("</article")]
    assert str(meeting.local_start.year) in document


# PDF.


def inflated(content: bytes) -> bytes:
    """All that is in the file, also what is packed."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL)
    return content + b"".join(unpacked(stream) for stream in streams)


def unpacked(stream: bytes) -> bytes:
    try:
        return zlib.decompress(stream)
    except zlib.error:
        return stream


@needs_pdf
@pytest.mark.parametrize("name", ["agenda", "report", "handover", "certificate"])
def test_document_is_a_tagged_pdf_with_title_and_language(name, client, meeting, facilitator):
    client.force_login(facilitator)
    response = client.get(documents(meeting, facilitator)[name])
    assert (response.status_code, response["Content-Type"]) == (200, "application/pdf")
    assert response.content.startswith(b"%PDF-")
    content = inflated(response.content)
    for mark in (b"pdfuaid:part", b"/StructTreeRoot", b"/Lang (nl", b"/DisplayDocTitle true"):
        assert mark in content
    assert "private" in response["Cache-Control"]
    assert re.fullmatch(r'inline; filename="[a-z0-9-]+\.pdf"', response["Content-Disposition"])


@needs_pdf
def test_who_was_there_does_not_stand_alone_on_the_last_page(
    client, meeting, facilitator, monkeypatch
):
    laid_out = []

    def keep(*args):
        laid_out.append(pdf.lay_out(*args))
        return laid_out[-1].write_pdf()

    monkeypatch.setattr(pdf, "render", keep)
    client.force_login(facilitator)
    meeting.agenda_items.update(minutes_text="Veel is er gezegd over soep. " * 22)
    url = documents(meeting, facilitator)["report"]
    for lines in (0, 2):
        meeting.summary = "Een plek gekozen.\n" * lines
        meeting.save()
        client.get(url)
    assert {len(document.pages) for document in laid_out} == {1, 2}
    for document in laid_out:
        boxes = document.pages[-1]._page_box.descendants()
        text = " ".join(box.text for box in boxes if hasattr(box, "text"))
        assert "Wie er was" in text
        assert "soep" in text


@needs_pdf
def test_pdf_finds_all_its_styles(client, meeting, facilitator, caplog):
    client.force_login(facilitator)
    with caplog.at_level(logging.ERROR, logger="weasyprint"):
        client.get(documents(meeting, facilitator)["agenda"])
    assert not [record for record in caplog.records if record.name.startswith("weasyprint")]


@needs_pdf
@pytest.mark.parametrize(
    "url",
    [
        "https://example.org/a.png",
        "http://localhost/a.css",
        "file:///etc/passwd",
        "data:text/css,a{}",
        "https://static.invalid/../../etc/passwd",
        "https://static.invalid/no/such/file.css",
        "https://static.invalid.example.org/meetings/document.css",
    ],
)
def test_pdf_fetches_nothing_but_static_files_of_ours(url):
    with pytest.raises(Exception, match=r"static file|outside|located"):
        pdf.fetcher_class()().fetch(url)


@needs_pdf
def test_words_of_people_are_no_markup_in_a_pdf(client, meeting, facilitator, monkeypatch):
    meeting.agenda_items.update(minutes_text='<img src="https://example.org/spy.png">')
    asked = []
    monkeypatch.setattr(pdf, "static_file", lambda url: asked.append(url) or STYLE)
    client.force_login(facilitator)
    assert client.get(documents(meeting, facilitator)["report"]).status_code == 200
    assert asked
    assert not [url for url in asked if "spy" in url]


STYLE = pdf.static_file(f"{pdf.STATIC}meetings/pdf.css")


@pytest.mark.parametrize("name", ["agenda", "report", "handover", "certificate"])
def test_without_pango_the_pdf_is_not_found_in_plain_words(
    name, client, meeting, facilitator, monkeypatch
):
    monkeypatch.setattr(pdf, "engine", lambda: None)
    client.force_login(facilitator)
    response = client.get(documents(meeting, facilitator)[name])
    assert response.status_code == 404
    assert "kan geen PDF" in response.content.decode()


@pytest.mark.parametrize("is_there", [True, False])
def test_link_to_the_pdf_shows_where_there_are_pdfs(is_there, client, meeting, member, monkeypatch):
    monkeypatch.setattr(pdf, "is_available", lambda: is_there)
    for name in ("print_agenda", "report"):
        page = client.get(reverse(f"meetings:{name}", args=[meeting.pk])).content.decode()
        assert (".pdf" in page) is is_there


def test_missing_pango_is_no_error(monkeypatch):
    def fail(name):
        raise OSError("cannot load library 'libpango-1.0-0'")

    pdf.engine.cache_clear()
    monkeypatch.setattr(pdf, "import_module", fail)
    assert not pdf.is_available()
    pdf.engine.cache_clear()


# Who may have what.


def test_members_get_the_agenda_and_the_published_report(client, meeting, member):
    for name in ("print_agenda", "report"):
        assert client.get(reverse(f"meetings:{name}", args=[meeting.pk])).status_code == 200


@pytest.mark.parametrize("tail", ["", "pack.pdf"])
def test_hand_over_pack_is_for_facilitators_only(tail, client, meeting, member):
    page = reverse("meetings:handover", args=[meeting.circle.pk])
    assert client.get(page + tail).status_code == 404


@pytest.mark.parametrize("tail", ["", "certificate.pdf"])
def test_certificate_is_for_oneself_and_the_facilitators(tail, client, meeting, member):
    circle = meeting.circle
    other = circle.memberships.get(user=member_of(circle))
    mine = circle.memberships.get(user=member)

    def status(membership) -> int:
        page = reverse("meetings:certificate", args=[circle.pk, membership.pk])
        return client.get(page + tail).status_code

    assert status(other) == 404
    client.force_login(facilitator_of(circle))
    assert status(other) == (200 if pdf.is_available() or not tail else 404)
    client.force_login(facilitator_of(circle_beside(circle)))
    assert status(mine) == 404


def test_member_finds_only_their_own_certificate(client, meeting, member):
    circle = meeting.circle
    member_of(circle)
    page = reverse("meetings:certificates", args=[circle.pk])
    assert [row[0].user for row in client.get(page).context["rows"]] == [member]
    client.force_login(facilitator_of(circle))
    assert len(client.get(page).context["rows"]) == 3


def test_facilitators_notes_are_on_their_own_paper_only(client, meeting, member, facilitator):
    meeting.agenda_items.update(facilitators_note="Let op Ria.")
    page = reverse("meetings:print_agenda", args=[meeting.pk])
    assert "Let op Ria." not in client.get(page).content.decode()
    client.force_login(facilitator)
    assert "Let op Ria." in client.get(page).content.decode()


@pytest.mark.parametrize("name", ["handover", "certificates"])
def test_document_costs_as_many_queries_with_thirty_rows_as_with_two(name, client, meeting):
    counts = []
    for number in (2, 30):
        circle = circle_beside(meeting.circle)
        goal = Goal.objects.create(slug=f"doel-{number}", name_nl="Doel")
        for _ in range(number):
            each = meeting_with_agenda(1, circle=circle, planned=False, held=True)
            each.agenda_items.get().goals.add(goal)
            AttendanceFactory(meeting=each, user=member_of(circle), present=True)
            DecisionFactory(meeting=each)
            ActionItemFactory(circle=circle, meeting=each, owner=member_of(circle))
        client.force_login(facilitator_of(circle))
        address = reverse(f"meetings:{name}", args=[circle.pk])
        client.get(address)
        with CaptureQueriesContext(connection) as queries:
            assert client.get(address).status_code == 200
        counts.append(len(queries))
    assert counts[0] == counts[1]


# What is in them.


def test_agenda_on_paper_has_clock_times_and_overrun_in_words(client, meeting, member):
    text = client.get(reverse("meetings:print_agenda", args=[meeting.pk])).content.decode()
    for words in ("19.30", "19.50", "Te lang", "30 minuten"):
        assert words in text
    assert "style=" not in text.split("<main")[1]


def test_certificate_counts_hours_of_held_meetings_that_one_was_at(meeting, member):
    circle = meeting.circle
    module = ModulePageFactory(title="Waardenkaarten")
    hidden = ModulePageFactory(parent=module.get_parent(), title="Weg", live=False)
    AgendaItemFactory(meeting=meeting, module=module)
    longer = MeetingFactory(circle=circle, held=True, hours=3, days=-40)
    AttendanceFactory(meeting=longer, user=member, present=True)
    AgendaItemFactory(meeting=longer, module=module)
    AgendaItemFactory(meeting=longer, module=hidden)
    missed = MeetingFactory(circle=circle, held=True)
    AttendanceFactory(meeting=missed, user=member, answer="yes", present=False)
    coming = MeetingFactory(circle=circle, planned=True)
    AttendanceFactory(meeting=coming, user=member, present=True)
    elsewhere = MeetingFactory(circle=circle_beside(circle), held=True)
    AttendanceFactory(meeting=elsewhere, user=member, present=True)
    certificate = Certificate.of(circle.memberships.get(user=member))
    assert (len(certificate.meetings), certificate.hours) == (2, 5)
    assert certificate.first_day == longer.local_start.date()
    assert [each.title for each in certificate.modules] == ["Waardenkaarten"]


def test_who_was_never_there_gets_a_kind_word_and_no_hours(client, meeting):
    user = member_of(meeting.circle)
    membership = meeting.circle.memberships.get(user=user)
    client.force_login(user)
    page = reverse("meetings:certificate", args=[meeting.circle.pk, membership.pk])
    response = client.get(page)
    assert response.status_code == 200
    assert "mt-doc__hours" not in response.content.decode()


def test_goals_covered_counts_meetings_and_minutes(meeting):
    covered, thirsty = (
        Goal.objects.create(slug=f"doel-{name}", name_nl=name) for name in ("vol", "dorst")
    )
    for item in meeting.agenda_items.all()[:2]:
        item.goals.add(covered)
    coming = MeetingFactory(circle=meeting.circle, planned=True)
    AgendaItemFactory(meeting=coming).goals.add(covered)
    times = {each.goal: (each.meetings, each.minutes) for each in goals_covered(meeting.circle)}
    assert (times[covered], times[thirsty]) == ((1, 40), (0, 0))


def test_hand_over_pack_holds_all_that_the_next_one_needs(client, meeting, facilitator):
    circle = meeting.circle.specific
    circle.values = "Iedereen telt mee"
    circle.save()
    member = member_of(circle)
    DecisionFactory(meeting=meeting, text="Klein beginnen")
    ActionItemFactory(circle=circle, meeting=meeting, text="Bakken timmeren", owner=member)
    ActionItemFactory(circle=circle, text="Allang af", state="done")
    NextStepFactory(meeting=meeting, text="De sleutel halen")
    AgendaItemFactory(meeting=meeting, title="Blijft liggen", state="unfinished")
    client.force_login(facilitator)
    text = client.get(reverse("meetings:handover", args=[circle.pk])).content.decode()
    for words in (
        "Iedereen telt mee",
        "Klein beginnen",
        "Bakken timmeren",
        "De sleutel halen",
        "Blijft liggen",
        member.get_full_name(),
        meeting.title,
    ):
        assert words in text
    assert "Allang af" not in text


@needs_pdf
def test_pictures_that_were_cut_off_are_still_refused_once_a_pdf_was_drawn():
    assert pdf.is_available()
    assert not ImageFile.LOAD_TRUNCATED_IMAGES
