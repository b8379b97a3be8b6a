"""Rows of the addresses by which people answer an invitation and fill their own calendars."""

from django.urls import reverse

from meetings import answer_links
from meetings.calendar import feeds
from meetings.models import CalendarToken, Meeting
from tests.meetings.factories import MeetingFactory
from tests.network import Network

from .cells import LOGGED_IN, NOBODY, PUBLIC, Row, answer
from .circles import HOST_CHANGES, IN_CIRCLE, OWN_MEMBERSHIP

HERE = "/bijeenkomsten/"


def meeting(network: Network) -> Meeting:
    return MeetingFactory(circle=network.circle.cop, planned=True)


def of_meeting(name: str):
    return lambda network: reverse(f"meetings:{name}", args=[meeting(network).pk])


def answer_link(network: Network) -> str:
    """Of the member; whoever has it may answer, also who is logged in as somebody else."""
    token = answer_links.token_for(meeting(network), network.circle.member)
    return reverse("meetings:answer_by_link", args=[token])


def feed(network: Network) -> str:
    _address, token = feeds.make_address(user=network.circle.member)
    return reverse("meetings:feed", args=[token])


def revoking(network: Network) -> str:
    feed(network)
    address = CalendarToken.objects.valid().get(user=network.circle.member)
    return reverse("meetings:revoke_address", args=[address.pk])


CALENDARS = [
    Row(f"{HERE}%(meeting_id)s/answer/", OWN_MEMBERSHIP, of_meeting("answer")),
    Row(f"{HERE}%(meeting_id)s/meeting.ics", IN_CIRCLE, of_meeting("event")),
    Row(f"{HERE}%(meeting_id)s/remind/", HOST_CHANGES, of_meeting("remind"), method="post"),
    Row(f"{HERE}answers/%(token)s/", PUBLIC, answer_link),
    Row(f"{HERE}answers/%(token)s/", NOBODY, lambda n: f"{HERE}answers/geraden/", "guessed"),
    Row(f"{HERE}calendar/", LOGGED_IN),
    Row(f"{HERE}calendar/%(token)s.ics", PUBLIC, feed, bearer="cop member"),
    Row(f"{HERE}calendar/%(token)s.ics", NOBODY, lambda n: f"{HERE}calendar/ha.ics", "guessed"),
    Row(f"{HERE}calendar/make/", answer(303, visitor=302), method="post"),
    Row(
        f"{HERE}calendar/make/%(circle_id)s/",
        answer(404, visitor=302, cop_member=303, cop_facilitator=303),
        method="post",
    ),
    Row(
        f"{HERE}calendar/addresses/%(address_id)s/revoke/",
        answer(404, visitor=302, cop_member=303),
        revoking,
        method="post",
    ),
]
