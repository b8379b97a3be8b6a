"""A reader of calendars of our own, from RFC 5545 and nothing else: it shares no code with the writer."""

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo


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
