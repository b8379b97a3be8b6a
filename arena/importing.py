"""A whole department on the tribune: a list of addresses, read with patience and judged row by row."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from modules_library.admin.exports import FORMULA_STARTS

from .models import ArenaPage, ArenaRole

MAX_BYTES = 256 * 1024
MAX_ROWS = 500
MAX_EMAIL = 254
DELIMITERS = ";,\t"
EMAIL_HEADINGS = {"e-mail", "email", "e-mailadres", "emailadres", "mail", "email address"}
ROLE_HEADINGS = {"rol", "role", "functie"}
ROLE_WORDS = {
    "": ArenaRole.EMPLOYEE,
    "medewerker": ArenaRole.EMPLOYEE,
    "employee": ArenaRole.EMPLOYEE,
    "manager": ArenaRole.MANAGER,
    "leidinggevende": ArenaRole.MANAGER,
    "bestuurder": ArenaRole.DIRECTOR,
    "directeur": ArenaRole.DIRECTOR,
    "director": ArenaRole.DIRECTOR,
}


class UnreadableListError(ValueError):
    """The list as a whole cannot be read; the text says why, for on the screen."""


@dataclass(frozen=True)
class Entry:
    """One line of the list. With an error it is not invited; with a note it need not be."""

    line: int
    email: str
    role: ArenaRole | None = None
    error: str = ""
    note: str = ""

    @property
    def is_good(self) -> bool:
        return not self.error and not self.note


def decode(data: bytes) -> str:
    """UTF-8, UTF-16 with its mark, or what a spreadsheet on Windows writes."""
    if len(data) > MAX_BYTES:
        raise UnreadableListError(_("This file is too large. Invite at most 500 people at a time."))
    encodings = ["utf-16"] if data[:2] in {b"\xff\xfe", b"\xfe\xff"} else ["utf-8-sig", "cp1252"]
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise UnreadableListError(_("We cannot read this file. Save it as CSV, and try again."))


def read_list(text: str, arena: ArenaPage) -> list[Entry]:
    """Every line that is not empty, judged. Raises UnreadableListError when there is no reading it."""
    rows = list(_rows(text))
    if not rows:
        raise UnreadableListError(_("There are no addresses in this list."))
    if len(rows) > MAX_ROWS:
        raise UnreadableListError(_("Invite at most 500 people at a time."))
    judge = Judge(arena)
    return [judge.entry(line, email, role) for line, email, role in rows]


def _rows(text: str) -> Iterator[tuple[int, str, str]]:
    """Line number, address and role word; the headings may stand in any order, or be left out."""
    if "\x00" in text:
        raise UnreadableListError(_("This is not a list of addresses."))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=_delimiter(text))
    columns = (0, 1)
    try:
        for number, cells in enumerate(reader, start=1):
            words = [cell.strip() for cell in cells]
            if not any(words):
                continue
            if number == 1 and (found := _columns(words)):
                columns = found
                continue
            yield reader.line_num, *(_cell(words, column) for column in columns)
    except csv.Error as error:
        raise UnreadableListError(_("This is not a list of addresses.")) from error


def _delimiter(text: str) -> str:
    """The one that the first line has most of."""
    first = text.lstrip().split("\n", 1)[0]
    return max(DELIMITERS, key=first.count)


def _columns(words: list[str]) -> tuple[int, int] | None:
    """Where address and role stand; None when this is no line of headings. -1: there is none."""
    lower = [word.lower() for word in words]
    email = next((place for place, word in enumerate(lower) if word in EMAIL_HEADINGS), None)
    role = next((place for place, word in enumerate(lower) if word in ROLE_HEADINGS), -1)
    return None if email is None else (email, role)


def _cell(words: list[str], column: int) -> str:
    return words[column] if 0 <= column < len(words) else ""


class Judge:
    """Knows who is there already, and who stood on the list before."""

    def __init__(self, arena: ArenaPage):
        members = arena.active_memberships().values_list("user__email", flat=True)
        invited = arena.invitations.open().values_list("email", flat=True)
        self.members = {email.lower() for email in members}
        self.invited = {email.lower() for email in invited}
        self.seen: dict[str, int] = {}

    def entry(self, line: int, email: str, role_word: str) -> Entry:
        email = email.lower()
        role = ROLE_WORDS.get(role_word.lower())
        error = self._error(email, role)
        if error:
            return Entry(line, email, role, error=error)
        self.seen[email] = line
        return Entry(line, email, role, note=self._note(email))

    def _error(self, email: str, role: ArenaRole | None) -> str:
        if not is_address(email):
            return _("This is not an email address.")
        if email in self.seen:
            return _("This address stands on line %(line)d too.") % {"line": self.seen[email]}
        if role is None:
            return _("Choose employee, manager or director as the role.")
        return ""

    def _note(self, email: str) -> str:
        if email in self.members:
            return _("Is on the tribune already.")
        return _("Has an open invitation already.") if email in self.invited else ""


def is_address(email: str) -> bool:
    """No longer than the database takes, and nothing that a spreadsheet would run."""
    if len(email) > MAX_EMAIL or email.startswith(FORMULA_STARTS):
        return False
    try:
        validate_email(email)
    except ValidationError:
        return False
    return True
