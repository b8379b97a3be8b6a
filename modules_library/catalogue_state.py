"""What a visitor asks of the catalogue, read from and written to the address."""

import re
from dataclasses import dataclass, fields, replace
from urllib.parse import urlencode

from django.core.exceptions import BadRequest

from .text import fold

LONGEST_SEARCH = 200
LONGEST_VALUE = 2_000
MOST_VALUES = 20
FACET_NAMES = ("kind", "goal", "duration", "group", "phase", "tag")
SORTS = ("relevance", "newest", "title", "shortest")
SLUG = re.compile(r"[-\w]{1,100}")
PAGE_NUMBER = re.compile(r"[0-9]{1,9}")


@dataclass(frozen=True)
class State:
    """One view of the catalogue. The order of the fields is the order in its address."""

    q: str = ""
    kind: tuple[str, ...] = ()
    goal: tuple[str, ...] = ()
    duration: tuple[str, ...] = ()
    group: tuple[str, ...] = ()
    phase: tuple[str, ...] = ()
    tag: tuple[str, ...] = ()
    sort: str = ""
    page: int = 1

    @classmethod
    def from_params(cls, params) -> "State":
        """Read a QueryDict. Odd values are ignored, as in an old link; hostile ones are refused."""
        for name in (field.name for field in fields(cls)):
            refuse_hostile(params.getlist(name))
        state = cls(
            q=search_words(params.get("q", "")),
            page=page_number(params.get("page", "")),
            **{name: slugs(params.getlist(name)) for name in FACET_NAMES},
        )
        return state.sorted_by(params.get("sort", ""))

    @property
    def default_sort(self) -> str:
        return "relevance" if self.q else "newest"

    @property
    def order(self) -> str:
        """The sort in force; `sort` is empty when that is the default."""
        return self.sort or self.default_sort

    @property
    def has_choices(self) -> bool:
        return any(getattr(self, name) for name in FACET_NAMES)

    @property
    def is_narrowed(self) -> bool:
        return bool(self.q) or self.has_choices

    def sorted_by(self, sort: str) -> "State":
        known = sort in SORTS and (sort != "relevance" or self.q)
        return replace(self, sort=sort if known and sort != self.default_sort else "")

    def at(self, page: int) -> "State":
        return replace(self, page=page)

    def choosing(self, **values) -> "State":
        """With other search words or values of a facet, from the first page again."""
        return replace(self, page=1, **values).sorted_by(self.order)

    def toggling(self, facet: str, value: str) -> "State":
        chosen = getattr(self, facet)
        rest = tuple(other for other in chosen if other != value)
        return self.choosing(**{facet: rest if value in chosen else (*chosen, value)})

    def query_string(self) -> str:
        """The same for every way to the same state: fixed order, defaults left out."""
        defaults = State()
        values = {field.name: getattr(self, field.name) for field in fields(self)}
        told = {name: value for name, value in values.items() if value != getattr(defaults, name)}
        return urlencode(told, doseq=True)


def refuse_hostile(values) -> None:
    """No person sends a NUL byte, half a character or kilobytes: answer 400."""
    for value in values:
        if "\x00" in value or len(value) > LONGEST_VALUE or not is_text(value):
            raise BadRequest("This address holds something that cannot be searched for.")


def is_text(value: str) -> bool:
    """Whether the value can be sent to a database; lone surrogates cannot."""
    return not any("\ud800" <= character <= "\udfff" for character in value)


def search_words(value: str) -> str:
    """What was typed, in one line and not too long; nothing when no letter or mark is left."""
    words = " ".join(value.split())[:LONGEST_SEARCH].rstrip()
    return words if fold(words) else ""


def slugs(values) -> tuple[str, ...]:
    """What could be a value of a facet, without doubles."""
    return tuple(dict.fromkeys(value for value in values if SLUG.fullmatch(value)))[:MOST_VALUES]


def page_number(value: str) -> int:
    return max(int(value), 1) if PAGE_NUMBER.fullmatch(value) else 1
