"""Links as people type them: one on each line, a name and then an address."""

from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.translation import gettext as _

check_address = URLValidator(schemes=["http", "https"])


@dataclass(frozen=True)
class Link:
    title: str
    url: str


def in_full(address: str) -> str:
    """Many people leave out how an address starts."""
    return f"https://{address}" if address.startswith("www.") else address


def read_link(line: str) -> Link:
    """'Het plan https://example.org/plan'; without a name the address serves."""
    *words, url = line.split()
    return Link(" ".join(words) or url, in_full(url))


def read_links(text: str) -> list[Link]:
    """Only addresses of the web: whatever else a text may hold is not followed."""
    found = [read_link(line) for line in text.splitlines() if line.strip()]
    return [link for link in found if link.url.startswith(("http://", "https://"))]


def validate_links(text: str) -> None:
    """Each line ends with an address that starts with http:// or https://; else ValidationError."""
    for line in filter(str.strip, text.splitlines()):
        try:
            check_address(read_link(line).url)
        except ValidationError as error:
            raise ValidationError(
                _(
                    "This line has no address at its end: “%(line)s”. An address starts with https://."
                ),
                params={"line": line.strip()[:80]},
            ) from error
