"""A whole department on the tribune: a list of addresses, read with patience and judged row by row."""

import csv
import io
import re
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
# Without what is no letter: "E-mail adres" is one of them.
EMAIL_HEADINGS = {"email", "emailadres", "mail", "mailadres", "emailaddress"}
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


# As a mail program writes it: Jan de Vries <jan@example.org>
NAMED_ADDRESS = re.compile(r"<([^<>]*@[^<>]*)>")
# How a spreadsheet tells another one what stands between the columns.
SEPARATOR_LINE = re.compile(r"\s*\"?sep=.\"?\s*\n", re.IGNORECASE)


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
    # The mark stays out, and its line in, so that the numbers of lines are those of the file.
    text = SEPARATOR_LINE.sub("\n", text) if SEPARATOR_LINE.match(text) else text
    lines = csv.reader(
        io.StringIO(text, newline=""), delimiter=_delimiter(text), skipinitialspace=True
    )
    try:
        yield from _read(lines)
    except csv.Error as error:
        raise UnreadableListError(_("This is not a list of addresses.")) from error


def _read(lines) -> Iterator[tuple[int, str, str]]:
    columns, is_first = None, True
    for cells in lines:
        words = [cell.strip() for cell in cells]
        if not any(words):
            continue
        if is_first:
            is_first, columns = False, _columns(words)
            if columns:
                continue
        found = _by_heading(words, columns) if columns else _by_looks(words)
        yield from ((lines.line_num, email, role) for email, role in found)


def _by_heading(words: list[str], columns: tuple[int, int]) -> list[tuple[str, str]]:
    email, role = (_cell(words, column) for column in columns)
    return [(_bare(email), role)]


def _by_looks(words: list[str]) -> list[tuple[str, str]]:
    """An address with a role somewhere beside it; or several addresses, as one pastes them from a mail."""
    addresses = [word for word in words if "@" in word]
    if len(addresses) > 1:
        return [(_bare(address), "") for address in addresses]
    place = words.index(addresses[0]) if addresses else 0
    others = [word for index, word in enumerate(words) if index != place]
    known = (word for word in others if word and word.lower() in ROLE_WORDS)
    return [(_bare(words[place]), next(known, _cell(words, place + 1)))]


def _bare(address: str) -> str:
    named = NAMED_ADDRESS.search(address)
    return named[1].strip() if named else address


def _delimiter(text: str) -> str:
    """The one that the first line has most of; in names with addresses a comma says nothing."""
    first = text.lstrip().split("\n", 1)[0]
    if ";" in first and NAMED_ADDRESS.search(first):
        return ";"
    return max(DELIMITERS, key=first.count)


def _columns(words: list[str]) -> tuple[int, int] | None:
    """Where address and role stand; None when this is no line of headings. -1: there is none."""
    bare = ["".join(filter(str.isalpha, word.lower())) for word in words]
    email = next((place for place, word in enumerate(bare) if word in EMAIL_HEADINGS), None)
    role = next((place for place, word in enumerate(bare) if word in ROLE_HEADINGS), -1)
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
