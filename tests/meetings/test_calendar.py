"""Calendars: what is written reads back equal, with a reader of our own and with one of others."""

from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes
from zoneinfo import ZoneInfo, available_timezones

import pytest
import recurring_ical_events
from django.core import mail
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from meetings.calendar import writing
from meetings.calendar.event import Event
from meetings.calendar.zones import describe
from meetings.models import Meeting
from meetings.services import planning

from .factories import MeetingFactory, facilitator_of
from .ics_reader import moment, parse, unescape

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


# ---- Events ----


def event(**changes) -> Event:
    values = {
        "uid": "b2b6d3a8-1f0e-4c6e-9a55-0e4f3f8f6d11",
        "sequence": 0,
        "title": "Kikkers en kruiwagens",
        "starts_at": "2026-12-15T18:30:00+00:00",
        "ends_at": "2026-12-15T20:30:00+00:00",
        "timezone": "Europe/Amsterdam",
        "location": "Buurthuis De Vijver",
        "description": "",
        "url": "https://www.example.org/bijeenkomsten/1/",
        "circle": "Waterwijk groen",
        "updated_at": "2026-11-15T18:30:00+00:00",
    }
    return Event(**values | changes)


def invitation(each: Event, **kwargs) -> bytes:
    people = {"organizer": "hallo@example.org", "attendee": "ada@example.org"}
    return writing.request(each, **people | kwargs).encode()


TEXTS = st.text(
    st.one_of(
        st.sampled_from(list(",;:\\\n\"'^nN\r 🐸👩‍👩‍👧ü\t")),
        st.characters(exclude_categories=["Cs"]),
    ),
    max_size=200,
)
LONG = st.text(st.sampled_from("kwaak 🐸,;\\é"), min_size=200, max_size=200)


@given(title=TEXTS | LONG, description=TEXTS, location=TEXTS, circle=TEXTS)
@settings(max_examples=300, deadline=None)
def test_every_text_reads_back_equal(title, description, location, circle):
    octets = invitation(
        event(title=title, description=description, location=location, circle=circle)
    )
    (ours,) = parse(octets)
    theirs = Calendar.from_ical(octets).events[0]
    written = {"SUMMARY": title, "DESCRIPTION": description, "LOCATION": location}
    for name, text in (written | {"CATEGORIES": circle}).items():
        wanted = writing.plain(text)
        if not wanted:
            assert name not in ours
            continue
        assert unescape(ours[name][1]) == wanted
        read = theirs[name].cats[0] if name == "CATEGORIES" else theirs[name]
        assert str(read) == wanted


def test_only_characters_that_no_calendar_can_hold_are_changed():
    every_day = "Koffie, thee; “gebak”: 5 € \\ 🐸\n\tTot dan!"
    assert writing.plain(every_day) == every_day
    assert writing.plain("een\r\ntwee\rdrie\u2028vier\x00\x07") == "een\ntwee\ndrie\nvier"


@given(
    uid=st.uuids().map(str),
    sequence=st.integers(0, 10_000),
    seconds=st.integers(1_600_000_000, 2_200_000_000),
    minutes=st.integers(1, 1440),
    zone=st.sampled_from(sorted(available_timezones())),
)
@settings(max_examples=200, deadline=None)
def test_moments_zones_and_numbers_read_back_equal(uid, sequence, seconds, minutes, zone):
    start = datetime.fromtimestamp(seconds, UTC)
    end = start + timedelta(minutes=minutes)
    times = {"starts_at": start.isoformat(), "ends_at": end.isoformat(), "timezone": zone}
    octets = invitation(event(uid=uid, sequence=sequence, **times))
    (ours,) = parse(octets)
    assert (ours["UID"][1], ours["SEQUENCE"][1]) == (uid, str(sequence))
    assert ours["URL"][1] == "https://www.example.org/bijeenkomsten/1/"
    assert ours["LAST-MODIFIED"][1] == "20261115T183000Z"
    for name, wanted in {"DTSTART": start, "DTEND": end}.items():
        # The hour that comes twice in autumn has one name, which stands for the first.
        assert moment(*ours[name]) in {
            wanted,
            wanted - timedelta(hours=1),
            wanted - timedelta(minutes=30),
        }
        assert moment(*ours[name]).utcoffset() is not None
    theirs = Calendar.from_ical(octets).events[0]
    assert (str(theirs["UID"]), theirs["SEQUENCE"]) == (uid, sequence)


@pytest.mark.parametrize(
    ("answer", "state"),
    [("", "NEEDS-ACTION"), ("yes", "ACCEPTED"), ("maybe", "TENTATIVE"), ("no", "DECLINED")],
)
def test_people_read_back_equal(answer, state):
    octets = invitation(event(circle='Wijk "Oost"; straat: 1,2'), answer=answer)
    (ours,) = parse(octets)
    assert ours["ATTENDEE"] == (
        f"PARTSTAT={state};ROLE=REQ-PARTICIPANT;RSVP=FALSE",
        "mailto:ada@example.org",
    )
    assert ours["ORGANIZER"] == ("CN=\"Wijk 'Oost'; straat: 1,2\"", "mailto:hallo@example.org")


def test_a_cancellation_has_the_same_uid_and_says_so():
    people = {"organizer": "hallo@example.org", "attendee": "ada@example.org"}
    octets = writing.cancellation(event(sequence=3, is_cancelled=True, is_free=True), **people)
    assert "METHOD:CANCEL\r\n" in octets
    (ours,) = parse(octets.encode())
    assert (ours["STATUS"][1], ours["SEQUENCE"][1]) == ("CANCELLED", "3")
    assert ours["UID"][1] == event().uid


def test_an_event_survives_the_context_of_a_mail():
    each = event(title="🐸, ; \n", is_free=True)
    assert Event(**each.as_json()) == each


# ---- Summer time ----


def test_the_clock_is_set_at_two_and_at_three():
    lines = describe(
        AMSTERDAM, datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 12, 31, tzinfo=UTC)
    ).to_ical()
    assert b"DTSTART:20260329T020000" in lines
    assert b"DTSTART:20261025T030000" in lines
    assert lines.count(b"BEGIN:DAYLIGHT") == 1


@pytest.mark.parametrize("zone", ["Europe/Amsterdam", "America/New_York", "Australia/Lord_Howe"])
def test_the_written_zone_gives_the_offsets_of_the_time_zone_database(zone):
    """Another program has only what stands in VTIMEZONE: compare it hour by hour."""
    zone, first = ZoneInfo(zone), datetime(2026, 1, 2, tzinfo=UTC)
    steps = []
    component = describe(zone, first, first + timedelta(days=370))
    for part in component.subcomponents:
        before = part["TZOFFSETFROM"].td
        steps.append((part["DTSTART"].dt.replace(tzinfo=UTC) - before, part["TZOFFSETTO"].td))
    for hour in range(24 * 370):
        now = first + timedelta(hours=hour)
        offset = max(step for step in steps if step[0] <= now)[1]
        assert offset == now.astimezone(zone).utcoffset()


def test_half_past_seven_stays_half_past_seven_in_an_independent_calendar():
    winter = event(
        uid="w", starts_at="2026-03-24T18:30:00+00:00", ends_at="2026-03-24T20:30:00+00:00"
    )
    summer = event(
        uid="s", starts_at="2026-03-31T17:30:00+00:00", ends_at="2026-03-31T19:30:00+00:00"
    )
    text = writing.feed([winter, summer], name="Alles")
    found = recurring_ical_events.of(Calendar.from_ical(text)).between(
        date(2026, 3, 1), date(2026, 4, 30)
    )
    assert [each.start.strftime("%H:%M %z") for each in found] == ["19:30 +0100", "19:30 +0200"]


# ---- Mails ----


def read_mail(message) -> tuple[str, bytes]:
    """Method and calendar of a mail, as the receiving mail program gets them."""
    received = message_from_bytes(message.message().as_bytes(linesep="\r\n"))
    part = next(each for each in received.walk() if each.get_content_type() == "text/calendar")
    return part.get_param("method"), part.get_payload(decode=True)


class OneCalendar:
    """A calendar program as RFC 5546 wants it: a higher sequence replaces, CANCEL removes."""

    def __init__(self):
        self.events: dict[str, dict] = {}

    def receive(self, message) -> None:
        method, octets = read_mail(message)
        (news,) = parse(octets)
        assert f"METHOD:{method}\r\n".encode() in octets
        known = self.events.get(news["UID"][1])
        if known and int(known["SEQUENCE"][1]) >= int(news["SEQUENCE"][1]):
            return
        self.events[news["UID"][1]] = news
        if method == "CANCEL":
            self.events[news["UID"][1]] = news | {"STATUS": ("", "CANCELLED")}

    @property
    def shown(self) -> list[str]:
        return [
            unescape(each["SUMMARY"][1])
            for each in self.events.values()
            if each["STATUS"][1] != "CANCELLED"
        ]


def details_of(meeting: Meeting, **changes) -> dict:
    return {name: getattr(meeting, name) for name in planning.DETAILS} | changes


@pytest.mark.django_db
def test_updates_replace_and_cancellations_cancel(django_capture_on_commit_callbacks):
    meeting = MeetingFactory(title="Kwaken, 🐸; " + "k" * 180)
    host = facilitator_of(meeting.circle)
    calendar, seen = OneCalendar(), []

    def after(change, **kwargs):
        with django_capture_on_commit_callbacks(execute=True):
            change(meeting=meeting, by=host, **kwargs)
        meeting.refresh_from_db()
        for message in mail.outbox:
            calendar.receive(message)
        seen.append(calendar.shown)

    after(planning.plan)
    after(planning.change_meeting, details=details_of(meeting, title="Nieuwe titel"), goals=[])
    after(planning.cancel, reason="Te weinig stoelen")
    after(planning.plan)
    assert seen == [["Kwaken, 🐸; " + "k" * 180], ["Nieuwe titel"], [], ["Nieuwe titel"]]
    assert len(calendar.events) == 1
    for message in reversed(mail.outbox):  # Old mail that comes late changes nothing.
        calendar.receive(message)
    assert calendar.shown == ["Nieuwe titel"]


@pytest.mark.django_db
def test_an_invitation_carries_the_event_as_alternative_and_as_file(
    django_capture_on_commit_callbacks,
):
    meeting = MeetingFactory()
    host = facilitator_of(meeting.circle)
    with django_capture_on_commit_callbacks(execute=True):
        planning.plan(meeting=meeting, by=host)
    (message,) = mail.outbox
    kinds = [part.get_content_type() for part in message.message().walk()]
    assert kinds == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "text/calendar",
        "application/ics",
    ]
    method, octets = read_mail(message)
    assert method == "REQUEST"
    assert octets == message.attachments[0].content
