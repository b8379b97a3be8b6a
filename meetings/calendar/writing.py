"""From events to the text of RFC 5545. icalendar escapes, folds and ends the lines."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta

from django.utils import timezone
from icalendar import Calendar, vCalAddress, vDuration, vText
from icalendar import Event as Component

from .event import Event
from .zones import describe

PRODUCT = "-//All-inclusive neighbourhoods//Meetings//NL"
# Ends of lines that are no LF, and characters that no calendar may hold.
LINE_ENDS = re.compile(r"\r\n?|[\x85\u2028\u2029\v\f]")
FORBIDDEN = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
REFRESH = timedelta(hours=1)


def plain(text: str) -> str:
    """Text as a calendar can hold it: lines end in LF, and there are no control characters."""
    return FORBIDDEN.sub("", LINE_ENDS.sub("\n", text))


def one_line(text: str) -> str:
    return " ".join(plain(text).split())


def request(event: Event, *, organizer: str, attendee: str, answer: str = "") -> str:
    """Put this event in one person's calendar, or replace what is there of an earlier sequence.

    `answer` is what they told us: yes, maybe, no or nothing yet.
    """
    return message("REQUEST", event, organizer=organizer, attendee=attendee, answer=answer)


def cancellation(event: Event, *, organizer: str, attendee: str) -> str:
    """Take this event out of one person's calendar again."""
    return message("CANCEL", event, organizer=organizer, attendee=attendee)


def message(method: str, event: Event, *, organizer: str, attendee: str, answer: str = "") -> str:
    component = component_of(event, stamp=timezone.now())
    component["organizer"] = address(organizer, CN=parameter(event.circle))
    component["attendee"] = address(attendee, **attending(answer))
    return document(method, [event], [component])


def feed(events: list[Event], *, name: str) -> str:
    """All events for a program that comes back for news; the same events give the same text."""
    components = [component_of(event, stamp=event.updated) for event in events]
    return document("PUBLISH", events, components, name=name)


def component_of(event: Event, *, stamp: datetime) -> Component:
    component = Component()
    component.add("uid", event.uid)
    component.add("sequence", event.sequence)
    component.add("dtstamp", stamp.astimezone(UTC).replace(microsecond=0))
    component.add("last-modified", event.updated.astimezone(UTC).replace(microsecond=0))
    component.add("dtstart", event.start)
    component.add("dtend", event.end)
    for name in ("title", "description", "location", "circle"):
        if text := plain(getattr(event, name)):
            component.add(PROPERTIES[name], [text] if name == "circle" else text)
    component.add("url", event.url)
    component.add("status", "CANCELLED" if event.is_cancelled else "CONFIRMED")
    component.add("transp", "TRANSPARENT" if event.is_free else "OPAQUE")
    return component


PROPERTIES = {
    "title": "summary",
    "description": "description",
    "location": "location",
    "circle": "categories",
}


def document(method: str, events: list[Event], components: Iterable[Component], name="") -> str:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", method)
    if name:
        announce(calendar, one_line(name))
    for zone in zones_of(events):
        calendar.add_component(zone)
    for component in components:
        calendar.add_component(component)
    return calendar.to_ical().decode()


def announce(calendar: Calendar, name: str) -> None:
    """The name and rhythm of a feed, in the words of RFC 7986 and of older programs."""
    calendar.add("name", vText(name))  # A plain text would not be escaped here.
    calendar.add("x-wr-calname", vText(name))
    refresh = vDuration(REFRESH)
    refresh.params["VALUE"] = "DURATION"
    calendar.add("refresh-interval", refresh)
    calendar.add("x-published-ttl", vDuration(REFRESH))


def zones_of(events: list[Event]) -> list:
    """One VTIMEZONE for each zone in use; UTC needs none."""
    found: dict[str, list[Event]] = {}
    for event in events:
        found.setdefault(event.timezone, []).append(event)
    return [
        describe(each[0].start.tzinfo, min(e.start for e in each), max(e.end for e in each))
        for zone, each in sorted(found.items())
        if zone != "UTC"
    ]


def attending(answer: str) -> dict[str, str]:
    """Answers come through our own link, so the calendar program need not send one."""
    states = {"yes": "ACCEPTED", "maybe": "TENTATIVE", "no": "DECLINED"}
    return {
        "ROLE": "REQ-PARTICIPANT",
        "PARTSTAT": states.get(answer, "NEEDS-ACTION"),
        "RSVP": "FALSE",
    }


def address(email: str, **params: str) -> vCalAddress:
    written = vCalAddress(f"mailto:{email}")
    written.params.update(params)
    return written


def parameter(text: str) -> str:
    """A parameter can hold no quotation marks, whatever stands around it."""
    return one_line(text).replace('"', "'")
