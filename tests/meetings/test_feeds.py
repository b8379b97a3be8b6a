"""Private calendars: what they hold, who can read them, and how an address is taken back."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse

from cop_pages import privacy
from meetings.calendar import feeds
from meetings.models import CalendarToken
from tests.cop_pages.factories import CopPageFactory, MembershipFactory, UserFactory

from .factories import AttendanceFactory, MeetingFactory, facilitator_of, member_of
from .ics_reader import parse, unescape


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
    rows = privacy.export(member)["meetings.CalendarToken"]
    assert len(rows) == 1
    assert address not in str(rows)
