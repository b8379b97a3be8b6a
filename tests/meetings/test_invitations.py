"""Everyone of the circle hears of a meeting: once, in their own language, and with the event."""

import re
from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.conf import settings
from django.core import mail
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from cop_pages import services as circles
from cop_pages.mail import send_waiting
from cop_pages.models import OutgoingMail, Role
from meetings import invitations
from meetings.models import Attendance, Meeting, MeetingSeries, Notice
from meetings.services import planning
from meetings.services import series as series_services
from tests.cop_pages.factories import CopPageFactory, MembershipFactory, UserFactory

from .factories import MeetingFactory, MeetingSeriesFactory, facilitator_of, member_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def cop():
    return CopPageFactory(title="Waterwijk groen")


@pytest.fixture
def host(cop):
    return facilitator_of(cop)


@pytest.fixture
def committed(django_capture_on_commit_callbacks):
    """Run a service as a request does: what waits for the commit follows at once."""

    def run(service, **kwargs):
        with django_capture_on_commit_callbacks(execute=True):
            return service(**kwargs)

    return run


def sent(template: str = "") -> list:
    """The mails so far whose subject starts so; the box is emptied."""
    found = [message for message in mail.outbox if message.subject.startswith(template)]
    mail.outbox.clear()
    return found


def planned(cop, **kwargs) -> Meeting:
    return MeetingFactory(circle=cop, **kwargs)


def details_of(meeting: Meeting, **changes) -> dict:
    return {name: getattr(meeting, name) for name in planning.DETAILS} | changes


def test_planning_invites_everyone_of_the_circle(cop, host, committed):
    member = member_of(cop)
    MembershipFactory(circle=cop, ended_at=timezone.now())
    MembershipFactory(circle=cop, user__is_active=False)
    UserFactory()
    meeting = planned(cop)
    committed(planning.plan, meeting=meeting, by=host)
    assert {message.to[0] for message in mail.outbox} == {host.email, member.email}
    rows = Attendance.objects.filter(meeting=meeting, invited_at__isnull=False, answer="")
    assert {row.user for row in rows} == {host, member}
    meeting.refresh_from_db()
    assert meeting.invited_at is not None


def test_a_draft_invites_nobody(cop, host, committed):
    details = details_of(MeetingFactory.build(circle=cop))
    committed(planning.create_meeting, circle=cop, details=details, by=host)
    assert not mail.outbox
    assert not Attendance.objects.exists()


def test_inviting_twice_mails_once(cop, host, committed):
    meeting = planned(cop)
    committed(planning.plan, meeting=meeting, by=host)
    assert committed(invitations.invite, meeting=meeting) == 0
    assert len(mail.outbox) == 1


def test_mail_and_rows_are_one_transaction(cop, host, monkeypatch):
    member_of(cop)
    meeting = planned(cop)

    def broken(*args, **kwargs):
        raise ZeroDivisionError

    monkeypatch.setattr("meetings.services.planning.record", broken)
    with pytest.raises(ZeroDivisionError):
        planning.plan(meeting=meeting, by=host)
    assert not OutgoingMail.objects.exists()
    assert not Attendance.objects.exists()


def test_the_invitation_says_what_when_where_and_how_to_answer(cop, host, committed):
    meeting = planned(
        cop,
        title="Kikkers & kruiwagens",
        video_url="https://video.example.org/kikker",
        invitation_text="Neem soep mee.",
    )
    committed(planning.plan, meeting=meeting, by=host)
    (message,) = sent("Kom je?")
    html = message.alternatives[0].content
    for text in (message.body, html):
        for words in ("Buurthuis De Vijver", "19.30", "https://video.example.org/kikker", "soep"):
            assert words in text
        assert set(re.findall(r"\?answer=(\w+)", text)) == {"yes", "maybe", "no"}
    assert "Kikkers & kruiwagens" in message.body
    assert "Kikkers &amp; kruiwagens" in html


def test_each_reads_their_own_language(cop, host, committed):
    host.language = "en"
    host.save()
    member_of(cop)
    committed(planning.plan, meeting=planned(cop), by=host)
    subjects = {message.to[0]: message.subject for message in mail.outbox}
    assert subjects.pop(host.email).startswith("Are you coming? ")
    assert subjects.popitem()[1].startswith("Kom je? ")


def test_a_change_of_place_is_told_to_who_was_invited_only(cop, host, committed):
    meeting = planned(cop)
    committed(planning.plan, meeting=meeting, by=host)
    mail.outbox.clear()
    Attendance.objects.create(meeting=meeting, user=member_of(cop))  # Answered, was never mailed.
    details = details_of(meeting, place="Het Fort")
    committed(planning.change_meeting, meeting=meeting, details=details, goals=[], by=host)
    (message,) = mail.outbox
    assert message.to == [host.email]
    assert "Het Fort" in message.body


def test_a_change_that_no_calendar_holds_is_not_mailed(cop, host, committed):
    meeting = planned(cop)
    committed(planning.plan, meeting=meeting, by=host)
    mail.outbox.clear()
    details = details_of(meeting, invitation_text="Neem soep mee.")
    committed(planning.change_meeting, meeting=meeting, details=details, goals=[], by=host)
    assert not mail.outbox


def test_a_cancellation_gives_the_reason(cop, host, committed):
    meeting = planned(cop)
    committed(planning.plan, meeting=meeting, by=host)
    mail.outbox.clear()
    committed(planning.cancel, meeting=meeting, reason="Het dak lekt.", by=host)
    (message,) = sent("Gaat niet door")
    assert "Het dak lekt." in message.body
    assert "Het dak lekt." in message.alternatives[0].content


def test_cancelling_a_draft_or_what_is_over_mails_nobody(cop, host, committed):
    past = planned(cop, planned=True, days=-3)
    Attendance.objects.create(meeting=past, user=host, invited_at=timezone.now())
    committed(planning.cancel, meeting=past, reason="Te laat", by=host)
    committed(planning.cancel, meeting=planned(cop), reason="Ontwerp", by=host)
    assert not mail.outbox


def test_who_left_hears_nothing_more(cop, host, committed):
    member = MembershipFactory(circle=cop)
    meeting = planned(cop)
    committed(planning.plan, meeting=meeting, by=host)
    mail.outbox.clear()
    committed(circles.end_membership, membership=member, by=host)
    committed(planning.cancel, meeting=meeting, reason="Griep", by=host)
    assert [message.to for message in mail.outbox] == [[host.email]]


def test_a_newcomer_is_invited_to_what_the_others_were_invited_to(cop, host, committed):
    committed(planning.plan, meeting=planned(cop), by=host)
    planned(cop)
    mail.outbox.clear()
    invitation = committed(
        circles.invite, circle=cop, email="ada@example.org", role=Role.RESIDENT, by=host
    )
    mail.outbox.clear()
    ada = UserFactory(email="ada@example.org")
    committed(circles.accept, invitation=invitation, user=ada)
    assert [message.to for message in mail.outbox] == [["ada@example.org"]]


def test_who_comes_back_is_invited_again(cop, host, committed):
    membership = MembershipFactory(circle=cop)
    committed(planning.plan, meeting=planned(cop), by=host)
    committed(circles.end_membership, membership=membership, by=host)
    mail.outbox.clear()
    invitation = committed(
        circles.invite, circle=cop, email=membership.user.email, role=Role.RESIDENT, by=host
    )
    mail.outbox.clear()
    committed(circles.accept, invitation=invitation, user=membership.user)
    assert len(mail.outbox) == 1


def has_event(message) -> bool:
    return message.alternatives[-1].mimetype.startswith("text/calendar")


@pytest.fixture
def series(cop):
    return MeetingSeriesFactory.build(
        circle=cop, rule="FREQ=MONTHLY;BYDAY=3TU", skips_holidays=False
    )


def test_a_series_sends_one_list_of_dates_and_invites_for_what_is_near(
    cop, host, series, committed, time_machine
):
    time_machine.move_to("2026-01-02 12:00+00:00", tick=False)
    series.first_date = timezone.localdate()
    committed(
        series_services.create_series,
        series=series,
        last=timezone.localdate() + timedelta(days=330),
        plan_now=True,
        by=host,
    )
    assert MeetingSeries.objects.get().meetings.count() == 11
    dates = sent("De data van")
    assert len(dates) == 1
    assert dates[0].body.count("19.30") == 11
    assert Meeting.objects.filter(invited_at__isnull=False).count() == 1


def test_the_job_invites_when_a_date_comes_near(cop, host, series, committed, time_machine):
    """Summer time lies between: half past seven stays half past seven in each mail."""
    time_machine.move_to("2026-01-02 12:00+00:00", tick=False)
    series.first_date = timezone.localdate()
    committed(
        series_services.create_series,
        series=series,
        last=timezone.localdate() + timedelta(days=120),
        plan_now=True,
        by=host,
    )
    mail.outbox.clear()
    invited = []
    for day in range(0, 120, 5):
        time_machine.move_to("2026-01-02 12:00+00:00", tick=False)
        time_machine.shift(timedelta(days=day))
        committed(call_command, command_name="run_scheduled_jobs", stdout=StringIO())
        invited += [message for message in mail.outbox if has_event(message)]
        mail.outbox.clear()
    events = [message.alternatives[-1].content for message in invited]
    starts = [re.search(r"DTSTART;TZID=Europe/Amsterdam:(\S+)", each)[1] for each in events]
    assert starts == ["20260217T193000", "20260317T193000", "20260421T193000"]


# ---- Mail that fails ----


@pytest.fixture
def broken_server(settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_PORT = 1


def test_an_invitation_survives_a_broken_mail_server(cop, host, committed, broken_server, settings):
    committed(planning.plan, meeting=planned(cop), by=host)
    waiting = OutgoingMail.objects.get()
    assert (waiting.attempts, waiting.error) == (0, "ConnectionRefusedError")
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    assert send_waiting() == 1  # A server that was away counts for no attempt: at once again.
    assert [message.to for message in mail.outbox] == [[host.email]]
    assert not OutgoingMail.objects.exists()


def test_a_server_that_is_down_for_a_day_costs_nobody_their_mail(
    cop, host, committed, broken_server, settings
):
    committed(planning.plan, meeting=planned(cop), by=host)
    start = timezone.now()
    for minutes in range(5, 24 * 60, 5):
        with time_machine.travel(start + timedelta(minutes=minutes)):
            send_waiting()
    assert OutgoingMail.objects.get().is_waiting
    settings.EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
    with time_machine.travel(start + timedelta(hours=24, minutes=5)):
        send_waiting()
    assert len(mail.outbox) == 1


def test_a_mail_that_cannot_be_written_is_counted_too(cop, host, committed):
    from cop_pages.mail import send_mail

    committed(send_mail, template="bestaat_niet", recipient="ada@example.org", context={})
    assert OutgoingMail.objects.get().error == "TemplateDoesNotExist"


@pytest.fixture
def failed():
    return OutgoingMail.objects.create(
        template="invitation",
        recipient="ada@example.org",
        language="nl",
        context={"link": "https://geheim.example.org/"},
        attempts=8,
        error="ConnectionRefusedError",
    )


LIST = "/admin/cop_pages/outgoingmail/"


def test_who_keeps_the_site_running_sees_failed_mail_and_sends_it_again(
    client, failed, django_capture_on_commit_callbacks
):
    client.force_login(UserFactory(is_superuser=True))
    page = client.get(f"{LIST}?state=failed").text
    assert "ConnectionRefusedError" in page
    assert "geheim" not in page
    again = f"{LIST}again/{failed.pk}/"
    assert again in page
    assert "ada@example.org" in client.get(again).text
    assert not mail.outbox
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(again).status_code == 302
    assert [message.to for message in mail.outbox] == [["ada@example.org"]]
    assert not OutgoingMail.objects.exists()


@pytest.mark.parametrize("role", ["editor", "facilitator", "member"])
def test_nobody_else_sees_or_sends_it(client_of, failed, role):
    client = client_of(role)
    for path in (LIST, f"{LIST}again/{failed.pk}/"):
        assert client.get(path).status_code == 302
    client.post(f"{LIST}again/{failed.pk}/")
    failed.refresh_from_db()
    assert failed.attempts == 8


def test_notices_and_answers_are_part_of_my_data(cop, host, committed):
    from cop_pages import privacy

    committed(planning.plan, meeting=planned(cop), by=host)
    assert {"meetings.Notice", "meetings.Attendance"} <= privacy.export(host).keys()
    privacy.erase(host)
    assert not Notice.objects.exists()
    assert not Attendance.objects.exists()


def test_links_in_mail_lead_to_the_site_itself(cop, host, committed):
    committed(planning.plan, meeting=planned(cop), by=host)
    links = re.findall(r"https?://\S+", mail.outbox[0].body)
    assert links
    assert all(link.startswith(settings.WAGTAILADMIN_BASE_URL) for link in links)
    assert any(
        reverse("meetings:meeting", args=[Meeting.objects.get().pk]) in link for link in links
    )
