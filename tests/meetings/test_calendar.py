"""Calendars: what is written reads back equal, with a reader of our own and with one of others."""

import re
from datetime import UTC, date, datetime, timedelta
from email import message_from_bytes
from zoneinfo import ZoneInfo, available_timezones

import pytest
import recurring_ical_events
import time_machine
from django.core import mail
from django.test import Client
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from meetings.calendar import feeds, writing
from meetings.calendar.event import Event
from meetings.calendar.zones import describe
from meetings.models import CalendarToken, Meeting
from meetings.services import planning
from tests.cop_pages.factories import CopPageFactory, MembershipFactory, UserFactory

from .factories import AttendanceFactory, MeetingFactory, facilitator_of, member_of

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


# ---- A reader of our own, written from RFC 5545 and nothing else ----


def unfold(octets: bytes) -> list[str]:
    """Section 3.1: lines end in CRLF, have at most 75 octets, and go on after CRLF and a space."""
    assert octets.endswith(b"\r\n")
    assert b"\r" not in octets.replace(b"\r\n", b"")
    assert b"\n" not in octets.replace(b"\r\n", b"")
    assert all(len(line) <= 75 for line in octets.split(b"\r\n"))
    return octets.decode().replace("\r\n ", "").replace("\r\n\t", "").split("\r\n")[:-1]


def unescape(text: str) -> str:
    """Section 3.3.11."""
    return re.sub(r"\\(.)", lambda m: "\n" if m[1] in "nN" else m[1], text)


def parse(octets: bytes) -> list[dict]:
    """The events, as {property: (parameters, raw value)}, and every other property once."""
    events, current, stack = [], {}, []
    for line in unfold(octets):
        name, params, value = split(line)
        if name == "BEGIN":
            stack.append(value)
            current = {} if value == "VEVENT" else current
        elif name == "END":
            assert stack.pop() == value
            events += [current] if value == "VEVENT" else []
        elif stack[-1] == "VEVENT":
            assert name not in current
            current[name] = (params, value)
    assert not stack
    return events


def split(line: str) -> tuple[str, str, str]:
    """Name, parameters and value: the first colon outside quotation marks parts them."""
    head = re.match(r'((?:[^":]|"[^"]*")*):', line)[1]
    name, _semicolon, params = head.partition(";")
    return name, params, line[len(head) + 1 :]


def moment(params: str, value: str) -> datetime:
    if value.endswith("Z"):
        return datetime.strptime(value, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)
    zone = ZoneInfo(params.removeprefix("TZID=").strip('"'))
    return datetime.strptime(value, "%Y%m%dT%H%M%S").replace(tzinfo=zone)


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


# ---- Feeds ----


def another_cop(cop):
    return CopPageFactory(parent=cop.get_parent())


def feed_path(address: str) -> str:
    return reverse("meetings:feed", args=[address])


def titles(response) -> list[str]:
    return [unescape(each["SUMMARY"][1]) for each in parse(response.content)]


@pytest.fixture
def cop(db):
    return CopPageFactory(title="Waterwijk groen")


@pytest.fixture
def member(cop):
    return member_of(cop)


@pytest.fixture
def address(member):
    return feeds.make_address(user=member)[1]


def test_a_feed_holds_my_meetings_and_nobody_elses(cop, member, address):
    MeetingFactory(circle=cop, planned=True, title="Van mij")
    MeetingFactory(circle=cop, title="Nog een ontwerp")
    MeetingFactory(circle=another_cop(cop), planned=True, title="Van anderen")
    other = another_cop(cop)
    MembershipFactory(circle=other, user=member)
    MeetingFactory(circle=other, planned=True, title="Ook van mij")
    assert sorted(titles(Client().get(feed_path(address)))) == ["Ook van mij", "Van mij"]


def test_an_editor_has_only_their_own_meetings_in_their_calendar(cop):
    MeetingFactory(circle=cop, planned=True)
    boss = UserFactory(is_superuser=True)
    _row, address = feeds.make_address(user=boss)
    assert titles(Client().get(feed_path(address))) == []


def test_a_draft_is_in_no_feed_not_even_of_a_facilitator(cop):
    MeetingFactory(circle=cop)
    _row, address = feeds.make_address(user=facilitator_of(cop))
    assert titles(Client().get(feed_path(address))) == []


def test_the_feed_of_one_circle_leaves_the_others_out(cop, member):
    MeetingFactory(circle=cop, planned=True, title="Hier")
    elsewhere = MembershipFactory(circle=another_cop(cop), user=member).circle
    MeetingFactory(circle=elsewhere, planned=True, title="Daar")
    _row, address = feeds.make_address(user=member, circle=cop)
    assert titles(Client().get(feed_path(address))) == ["Hier"]


def test_who_leaves_the_circle_reads_nothing_more_of_it(cop, member, address):
    MeetingFactory(circle=cop, planned=True)
    _row, of_circle = feeds.make_address(user=member, circle=cop)
    member.memberships.update(ended_at=datetime.now(UTC))
    assert titles(Client().get(feed_path(address))) == []
    assert Client().get(feed_path(of_circle)).status_code == 404


def test_a_feed_says_what_is_cancelled_and_when_i_am_free(cop, member, address):
    MeetingFactory(circle=cop, cancelled=True, title="Gaat niet door")
    AttendanceFactory(
        meeting=MeetingFactory(circle=cop, planned=True, title="Zonder mij"),
        user=member,
        answer="no",
    )
    events = {
        unescape(each["SUMMARY"][1]): (each["STATUS"][1], each["TRANSP"][1])
        for each in parse(Client().get(feed_path(address)).content)
    }
    assert events == {
        "Gaat niet door": ("CANCELLED", "TRANSPARENT"),
        "Zonder mij": ("CONFIRMED", "TRANSPARENT"),
    }


def test_no_shared_cache_keeps_a_feed(cop, address):
    response = Client().get(feed_path(address))
    assert set(response["Cache-Control"].split(", ")) == {"private", "no-cache"}
    assert response["Content-Type"] == "text/calendar; charset=utf-8"
    assert response["Referrer-Policy"] == "no-referrer"


def test_a_feed_without_news_is_not_sent_again(cop, address):
    meeting = MeetingFactory(circle=cop, planned=True)
    etag = Client().get(feed_path(address))["ETag"]
    again = Client().get(feed_path(address), headers={"If-None-Match": etag})
    assert (again.status_code, again["Cache-Control"]) == (304, "private, no-cache")
    meeting.title = "Anders"
    meeting.save()
    assert Client().get(feed_path(address), headers={"If-None-Match": etag}).status_code == 200


@pytest.mark.parametrize("way", ["revoked", "renewed", "inactive", "guessed"])
def test_an_address_can_be_taken_back(cop, member, address, way):
    if way == "revoked":
        feeds.revoke(address=CalendarToken.objects.get())
    elif way == "renewed":
        feeds.make_address(user=member)
    elif way == "inactive":
        member.is_active = False
        member.save()
    else:
        address = "geraden"
    response = Client().get(feed_path(address))
    assert (response.status_code, response.content) == (404, b"")


def test_only_a_digest_of_the_address_is_kept(address):
    assert address not in str(CalendarToken.objects.values().get())


def test_a_feed_remembers_the_day_it_was_read(cop, address):
    with time_machine.travel("2026-12-01 10:00+00:00", tick=False):
        Client().get(feed_path(address))
    assert CalendarToken.objects.get().last_used_on == date(2026, 12, 1)


@pytest.mark.parametrize("number", [2, 30])
def test_a_feed_costs_the_same_however_many_meetings(
    cop, address, number, django_assert_max_num_queries
):
    MeetingFactory.create_batch(number, circle=cop, planned=True)
    client = Client()
    client.get(feed_path(address))
    with django_assert_max_num_queries(6):
        assert len(titles(client.get(feed_path(address)))) == number


# ---- The page where addresses are made ----


@pytest.fixture
def browser(member):
    client = Client()
    client.force_login(member)
    return client


def test_a_member_makes_an_address_sees_it_once_and_it_works(cop, browser):
    MeetingFactory(circle=cop, planned=True, title="Van mij")
    response = browser.post(reverse("meetings:make_address"))
    assert response.status_code == 303
    page = browser.get(response["Location"]).text
    (shown,) = re.findall(r'value="(http[^"]+\.ics)"', page)
    assert titles(Client().get(shown)) == ["Van mij"]
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=11)):
        assert ".ics" not in browser.get(reverse("meetings:calendar")).text


def test_a_member_stops_an_address(browser, member, address):
    row = CalendarToken.objects.get()
    assert browser.post(reverse("meetings:revoke_address", args=[row.pk])).status_code == 303
    assert Client().get(feed_path(address)).status_code == 404


def test_nobody_stops_the_address_of_another(browser):
    feeds.make_address(user=UserFactory())
    row = CalendarToken.objects.get()
    assert browser.post(reverse("meetings:revoke_address", args=[row.pk])).status_code == 404
    assert CalendarToken.objects.valid().exists()


def test_nobody_makes_an_address_for_a_circle_of_others(cop, browser):
    other = another_cop(cop)
    assert browser.post(reverse("meetings:make_circle_address", args=[other.pk])).status_code == 404


def test_one_meeting_can_be_put_in_a_calendar_by_hand(cop, browser):
    meeting = MeetingFactory(circle=cop, planned=True, title="Eén keer")
    assert titles(browser.get(reverse("meetings:event", args=[meeting.pk]))) == ["Eén keer"]
    assert Client().get(reverse("meetings:event", args=[meeting.pk])).status_code == 302


def test_addresses_are_part_of_my_data_without_the_secret(member, address):
    from cop_pages import privacy

    rows = privacy.export(member)["meetings.CalendarToken"]
    assert len(rows) == 1
    assert address not in str(rows)
