"""Which programme lines touch which CoP, and what came of it: counted by the database, drawn as strands."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from textwrap import wrap

from django.db.models import Count

from .models import ArenaPage, ArenaUpdatePage, Interest, State

# What an interest came to, in the order in which marks are drawn.
UNDER_WAY = [State.BROUGHT_IN, State.BUNDLED, State.FORWARDED]
OUTCOMES = {
    "answered": [State.ANSWERED],
    "accepted": [State.ACCEPTED],
    "parked": [State.PARKED],
    "declined": [State.DECLINED],
    "under_way": UNDER_WAY,
}
MOST_MARKS = 4


@dataclass(frozen=True)
class Cell:
    """One programme line at one CoP."""

    line: str
    cop: str
    numbers: dict[str, int]  # by outcome
    updates: int

    @property
    def interests(self) -> int:
        return sum(self.numbers.values())

    @property
    def is_empty(self) -> bool:
        return not (self.interests or self.updates)

    @property
    def marks(self) -> list[str]:
        """One for each interest, as many as fit."""
        marks = [outcome for outcome in OUTCOMES for _ in range(self.numbers[outcome])]
        return marks[:MOST_MARKS]


class Overview:
    """All cells of one arena, in four queries however many interests there are."""

    def __init__(self, arena: ArenaPage):
        self.arena = arena

    @cached_property
    def cops(self) -> dict[int, str]:
        return dict(self.arena.published_cops.values_list("pk", "title"))

    @cached_property
    def lines(self) -> dict[int, str]:
        """Current ones, and ended ones that something was brought in under."""
        rows = self.arena.organisation.programme_lines.values_list("pk", "name", "is_current")
        used = {line for line, _cop in [*self._interests, *self._updates]}
        return {pk: name for pk, name, is_current in rows if is_current or pk in used}

    @cached_property
    def _interests(self) -> dict[tuple[int, int], dict[str, int]]:
        rows = Interest.objects.of_arena(self.arena).with_outcome().order_by()
        counted = rows.values_list("programme_line", "cop", "outcome").annotate(Count("pk"))
        found = defaultdict(lambda: dict.fromkeys(OUTCOMES, 0))
        outcome_of = {state: name for name, states in OUTCOMES.items() for state in states}
        for line, cop, state, number in counted:
            found[line, cop][outcome_of[state]] += number
        return found

    @cached_property
    def _updates(self) -> dict[tuple[int, int], int]:
        updates = ArenaUpdatePage.objects.current().child_of(self.arena).order_by()
        named = updates.filter(cop__isnull=False, programme_lines__isnull=False)
        rows = named.values_list("programme_lines", "cop").annotate(Count("pk"))
        return {(line, cop): number for line, cop, number in rows}

    def cell(self, line: int, cop: int) -> Cell:
        numbers = self._interests.get((line, cop)) or dict.fromkeys(OUTCOMES, 0)
        updates = self._updates.get((line, cop), 0)
        return Cell(self.lines[line], self.cops[cop], numbers, updates)

    @property
    def rows(self) -> Iterator[tuple[str, list[Cell]]]:
        for line, name in self.lines.items():
            yield name, [self.cell(line, cop) for cop in self.cops]

    @property
    def number(self) -> int:
        return sum(cell.interests for _name, cells in self.rows for cell in cells)


@dataclass(frozen=True)
class Label:
    x: int
    y: int
    lines: list[str]


@dataclass(frozen=True)
class Strand:
    """From a programme line to a CoP; as thick as there are interests, marks at its end."""

    path: str
    width: float
    marks: list[tuple[int, int, str]]


@dataclass(frozen=True)
class Quay:
    """Where strands arrive at one CoP: a bit of its shore."""

    path: str
    label: Label


@dataclass(frozen=True)
class Canvas:
    name: str
    width: int
    label: int  # How wide a label may be.
    letters: int
    row: int  # How much room a programme line takes.
    mark: int

    def draw(self, overview: Overview) -> "Drawing":
        lines, arrivals = list(overview.lines), self.arrivals(overview)
        height = max(self.row * len(lines), self.mark * 2 * self.places(arrivals), self.row)
        left = dict(zip(lines, self.spread(len(lines), height), strict=True))
        landing = self.landing(arrivals, height)
        return Drawing(
            self.name,
            self.width,
            height,
            [self.text(self.label, left[pk], overview.lines[pk]) for pk in lines],
            [
                self.quay(overview.cops[cop], [landing[cop, line] for line in found])
                for cop, found in arrivals.items()
            ],
            [
                self.strand(left[line], landing[cop, line], overview.cell(line, cop))
                for cop, found in arrivals.items()
                for line in found
                if line
            ],
        )

    @staticmethod
    def arrivals(overview: Overview) -> dict[int, list[int]]:
        """By CoP the lines that touch it; one place without a line where none does."""
        return {
            cop: [line for line in overview.lines if not overview.cell(line, cop).is_empty] or [0]
            for cop in overview.cops
        }

    @staticmethod
    def places(arrivals: dict[int, list[int]]) -> int:
        """One for each strand, and one of space around each CoP."""
        return sum(len(lines) + 1 for lines in arrivals.values())

    def landing(self, arrivals: dict[int, list[int]], height: int) -> dict[tuple[int, int], int]:
        """How far down each strand arrives: below each other, CoP by CoP."""
        step, place, found = height / max(self.places(arrivals), 1), 0.5, {}
        for cop, lines in arrivals.items():
            for line in lines:
                place += 1
                found[cop, line] = round(step * (place - 0.5))
            place += 1
        return found

    @staticmethod
    def spread(number: int, height: int) -> list[int]:
        """Evenly, with half a step above the first."""
        return [round(height * (index + 0.5) / number) for index in range(number)]

    def text(self, x: int, y: int, words: str) -> Label:
        return Label(x, y, wrap(words, self.letters, max_lines=3, placeholder=" …"))

    def quay(self, title: str, places: list[int]) -> Quay:
        x, top, bottom = self.width - self.label - 14, min(places) - 20, max(places) + 20
        path = f"M{x} {top}C{x + 7} {top + 12} {x - 5} {bottom - 12} {x + 2} {bottom}"
        return Quay(path, self.text(x + 20, (top + bottom) // 2, title))

    def strand(self, start: int, end: int, cell: Cell) -> Strand:
        """It leaves level, sags like a rope in the middle, and arrives level."""
        first, last = self.label + 12, self.width - self.label - 16
        middle = (first + last) // 2
        path = f"M{first} {start}C{middle} {start + 6} {middle} {end} {last} {end}"
        marks = [
            (last - self.mark * (place + 1), end, mark)
            for place, mark in enumerate(reversed(cell.marks))
        ]
        return Strand(path, round(2 + min(cell.interests, 12) * 0.7, 1), marks)


@dataclass(frozen=True)
class Drawing:
    name: str
    width: int
    height: int
    lines: list[Label]
    quays: list[Quay]
    strands: list[Strand]


CANVASES = (
    Canvas("wide", 1080, 230, 22, row=74, mark=25),
    Canvas("narrow", 400, 104, 12, row=78, mark=19),
)


def draw(overview: Overview) -> list[Drawing]:
    """The same strands for a wide and for a narrow screen."""
    return [canvas.draw(overview) for canvas in CANVASES]
