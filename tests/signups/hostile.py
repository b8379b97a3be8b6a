"""Requests of all kinds to a sign-up page: what people send, and what only machines do."""

import secrets
import uuid
from dataclasses import dataclass, field, replace
from urllib.parse import quote_from_bytes, quote_plus

from django.conf import settings
from hypothesis import strategies as st

from .visitors import JOURNEYS, whole

FORM = "application/x-www-form-urlencoded"
STRANGE = [
    "\x00",
    "Roos\x00Kikkert",
    "\u202eKikkert",
    "\u200f\u200e",
    "كاري",
    "🐸" * 200,
    "' OR 1=1 --",
    "<script>alert(1)</script>",
    "{{ 7 * 7 }}",
    "9" * 400,
    "-1",
    "1e999",
    "NaN",
    "\r\nBcc: iedereen@example.org",
    " ",
    "x" * 5000,
]
# Bytes that are no UTF-8: half a character, and surrogates as some programs write them.
BROKEN = [b"\xff\xfe", b"\xed\xa0\x80", b"\xed\xb0\x80x", b"\xc3", b"Roos\xe9"]
TYPES = [
    FORM,
    f"{FORM}; charset=utf-16",
    f"{FORM}; charset=utf-7",
    f"{FORM}; charset=klingon",
    "application/json",
    "text/plain",
    "multipart/form-data",
    "multipart/form-data; boundary=kikker",
    "multipart/form-data; boundary=kikker; charset=utf-7",
    "",
]


# Stand in a body for what each form gets of its own; what is drawn at random may come again.
KEY = b"00000000-0000-4000-8000-000000000000"
STAMP = b"STAMP"


@dataclass(frozen=True)
class Sent:
    """One body, sent once or more times."""

    body: bytes
    content_type: str = FORM
    times: int = 1
    query: str = ""
    cookies: dict = field(default_factory=dict)

    def fresh(self, stamp: str) -> "Sent":
        """With a key and an address of its own, as the form of this server would have them."""
        body = self.body.replace(KEY, str(uuid.uuid4()).encode())
        return replace(self, body=body.replace(STAMP, stamp.encode()))

    def to(self, client, url: str):
        """By Django's test client, which has the secret of the form as a browser would."""
        token = secrets.token_hex(16)
        client.cookies.load(self.cookies | {settings.CSRF_COOKIE_NAME: token})
        return client.generic(
            "POST",
            url + self.query,
            self.body,
            content_type=self.content_type,
            headers={"X-CSRFToken": token},
        )


def encoded(answers: dict) -> bytes:
    """As a browser encodes a form; bytes go as they are."""
    return "&".join(f"{escaped(name)}={escaped(value)}" for name, value in answers.items()).encode()


def escaped(value: str | bytes) -> str:
    return quote_from_bytes(value) if isinstance(value, bytes) else quote_plus(value)


def as_bytes(value: str | bytes) -> bytes:
    return value if isinstance(value, bytes) else value.encode()


def multipart(answers: dict) -> bytes:
    parts = [
        b'--kikker\r\nContent-Disposition: form-data; name="%s"\r\n\r\n%s\r\n'
        % (as_bytes(name), as_bytes(value))
        for name, value in answers.items()
    ]
    return b"".join(parts) + b"--kikker--\r\n"


def valid_forms():
    """What a person sends. The address differs each time, or limits would step in."""
    return st.sampled_from(list(JOURNEYS.values())).map(placeholders)


def placeholders(journey: dict, **changes) -> dict:
    key = KEY.decode()
    own = {"key": key, "started": STAMP.decode(), "email": f"roos@{key}.example.org"}
    return whole(journey, **own | changes)


values = st.one_of(
    st.sampled_from(STRANGE),
    st.sampled_from(BROKEN),
    st.text(st.characters(exclude_categories=["Cs"]), max_size=60),
)
NAMES = sorted(
    {name for journey in JOURNEYS.values() for step in journey.values() for name in step}
)
names = st.sampled_from([*NAMES, "step", "key", "started", "statement", "keep", "cop", "heard"])


def many_keys(number: int) -> bytes:
    return b"&".join(b"extra_%d=x" % each for each in range(number))


def many_values() -> bytes:
    return b"&".join(b"name=kwaak" for _ in range(5000)) + b"&step=you&intent=question"


def one_megabyte() -> bytes:
    return encoded(placeholders(JOURNEYS["start_cop"], case="kwaak" * 200_000))


HUGE = [many_keys(10_000), many_keys(10_001), many_values(), one_megabyte()]


@st.composite
def spoiled_forms(draw) -> dict:
    """A good form in which a few answers went wrong."""
    form = draw(valid_forms())
    for name in draw(st.lists(names, max_size=4, unique=True)):
        form[name] = draw(values)
    return form


@st.composite
def requests_of_all_kinds(draw) -> Sent:
    body = draw(
        st.one_of(
            spoiled_forms().map(encoded),
            spoiled_forms().map(encoded),
            st.binary(max_size=300),
            st.sampled_from(HUGE),
        )
    )
    content_type = draw(st.sampled_from([FORM] * 8 + TYPES))
    if "boundary" in content_type:
        body = multipart(draw(spoiled_forms()))
    return Sent(
        body=body,
        content_type=content_type,
        times=draw(st.sampled_from([1, 1, 1, 2, 3])),
        query=draw(st.sampled_from(["", "", "?step=send", "?cop=%00", "?cop=x&intent=y"])),
        cookies=draw(st.sampled_from([{}, {"signup_draft": "x" * 200}])),
    )
