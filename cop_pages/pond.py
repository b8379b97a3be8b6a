"""A journey as a pond: where each lily pad lies, and how the frog hops from one to the next."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import ceil, copysign, cos, hypot, sin, tau
from textwrap import wrap

Point = tuple[float, float]

# Nothing lies in a straight line on water. Fixed, so that the same journey draws the same pond.
DRIFT: tuple[Point, ...] = ((-7, 5), (8, -4), (3, 8), (-9, -6), (5, 2), (-3, 9), (9, 6))
PAD_SHAPES = "abcd"
LONG_JOURNEY = 11
LONGEST_LINE = 22


@dataclass(frozen=True)
class Canvas:
    """How a pond is laid out on one kind of screen, in SVG's own units."""

    name: str
    width: int
    bank: int
    most_in_row: int
    row: int
    top: int
    bottom: int
    wave: int
    letter: float  # How wide one letter of a title is; 0 leaves titles out.

    def layout(self, stops: int) -> "Layout":
        """As few rows as it takes, and those about equally full."""
        rows = ceil(stops / self.most_in_row)
        columns = ceil(stops / rows)
        return Layout(self, rows, columns, (self.width - 2 * self.bank) / columns)


@dataclass(frozen=True)
class Layout:
    canvas: Canvas
    rows: int
    columns: int
    pitch: float

    @property
    def height(self) -> int:
        canvas = self.canvas
        wave = canvas.wave if self.columns > 1 else 0
        return canvas.top + (self.rows - 1) * canvas.row + wave + canvas.bottom

    @property
    def letters(self) -> int:
        """How many letters of a title fit on a line."""
        letter = self.canvas.letter
        return min(int(self.pitch / letter), LONGEST_LINE) if letter else 0

    def place(self, index: int) -> Point:
        """The middle of a pad: row by row like an ox ploughs, so that the path never breaks off."""
        row, column = divmod(index, self.columns)
        column = self.columns - 1 - column if row % 2 else column
        drift_x, drift_y = DRIFT[index % len(DRIFT)]
        x = self.canvas.bank + (column + 0.5) * self.pitch + drift_x
        return x, self.canvas.top + row * self.canvas.row + (
            column % 2
        ) * self.canvas.wave + drift_y

    @property
    def first(self) -> Point:
        """Where the pad of a journey that has yet to begin waits, with a frog on its left."""
        return self.canvas.width / 2 + 76, self.canvas.top

    def ripples(self) -> list[Point]:
        """Along the far and the near bank, where no words are."""
        far = range(1, self.columns, 2)
        near = range(self.columns - 1, 1, -3)
        left, pitch = self.canvas.bank - 20, self.pitch
        return [
            *((round(left + column * pitch), 44 + 6 * column) for column in far),
            *((round(left + (column + 0.3) * pitch), self.height - 30) for column in near),
        ]


CANVASES = {
    False: (
        Canvas("wide", 1240, 44, 6, 256, top=150, bottom=156, wave=52, letter=11),
        Canvas("narrow", 400, 26, 2, 228, top=132, bottom=126, wave=48, letter=9.6),
    ),
    True: (
        Canvas("wide", 1240, 44, 8, 170, top=140, bottom=100, wave=34, letter=0),
        Canvas("narrow", 400, 20, 3, 132, top=118, bottom=84, wave=30, letter=0),
    ),
}


@dataclass(frozen=True)
class Pad:
    """One step of the journey, or with `step` None the pad that waits."""

    step: object | None
    number: int
    x: int
    y: int
    is_current: bool
    lines: list[str]

    @property
    def shape(self) -> str:
        return PAD_SHAPES[self.number % len(PAD_SHAPES)]


@dataclass(frozen=True)
class Pond:
    name: str
    width: int
    height: int
    water: str
    hops: list[str]
    ripples: list[Point]
    pads: list[Pad]

    @property
    def waiting(self) -> Pad | None:
        return next((pad for pad in self.pads if pad.step is None), None)

    @property
    def has_titles(self) -> bool:
        return any(pad.lines for pad in self.pads)


def draw_ponds(steps: Sequence, *, goes_on: bool, next_text: str = "") -> list[Pond]:
    """The same journey for a wide and for a narrow screen."""
    canvases = CANVASES[len(steps) > LONG_JOURNEY]
    return [draw_pond(canvas, steps, goes_on, next_text) for canvas in canvases]


def draw_pond(canvas: Canvas, steps: Sequence, goes_on: bool, next_text: str) -> Pond:
    stops = [*steps, None] if goes_on or not steps else [*steps]
    layout = canvas.layout(len(stops))
    places = [layout.place(index) for index in range(len(stops))] if steps else [layout.first]
    pads = [
        Pad(
            step=step,
            number=number,
            x=round(x),
            y=round(y),
            is_current=step is not None and number == len(steps),
            lines=title_lines(step.title if step else next_text, layout.letters),
        )
        for number, (step, (x, y)) in enumerate(zip(stops, places, strict=True), start=1)
    ]
    return Pond(
        name=canvas.name,
        width=canvas.width,
        height=layout.height,
        water=shore(canvas.width, layout.height),
        hops=[hop(start, end) for start, end in pairwise(places)],
        ripples=layout.ripples(),
        pads=pads,
    )


def title_lines(text: str, letters: int) -> list[str]:
    """At most two lines under a pad; the list below the pond has the whole text."""
    if not letters:
        return []
    return wrap(text, letters, max_lines=2, placeholder=" …")


def hop(start: Point, end: Point) -> str:
    """An arc from pad to pad, as high as it is far."""
    (x1, y1), (x2, y2) = start, end
    if abs(x2 - x1) < 60:
        return hop_to_next_row(start, end)
    lift = 34 + hypot(x2 - x1, y2 - y1) / 5
    return arc(start, (0, -14), ((x1 + x2) / 2, min(y1, y2) - lift), end, (0, -16))


def hop_to_next_row(start: Point, end: Point) -> str:
    """It swings out to the nearest bank."""
    out = copysign(74, start[0] - 200)
    over = (start[0] + out * 1.3, (start[1] + end[1]) / 2)
    return arc(start, (out / 2, 0), over, end, (out / 2, -12))


def arc(start: Point, off: Point, over: Point, end: Point, on: Point) -> str:
    """From beside one point, bending over another, to beside a third."""
    places = (start[0] + off[0], start[1] + off[1], *over, end[0] + on[0], end[1] + on[1])
    return "M{:.0f} {:.0f}Q{:.0f} {:.0f} {:.0f} {:.0f}".format(*places)


def shore(width: int, height: int) -> str:
    """A closed line around the water: a rectangle with round corners, drawn by hand."""
    around = [
        (x + 4 * sin(2.1 * number), y + 4 * cos(1.3 * number))
        for number, (x, y) in enumerate(round_corners(width - 12, height - 12))
    ]
    line = "M{:.0f} {:.0f}".format(*around[0])
    for number in range(len(around)):
        before, here, there, after = (
            around[(number + step) % len(around)] for step in (-1, 0, 1, 2)
        )
        first = (here[0] + (there[0] - before[0]) / 6, here[1] + (there[1] - before[1]) / 6)
        second = (there[0] - (after[0] - here[0]) / 6, there[1] - (after[1] - here[1]) / 6)
        line += "C" + " ".join(f"{x:.0f} {y:.0f}" for x, y in (first, second, there))
    return line + "z"


def round_corners(width: int, height: int, radius: int = 96, spacing: int = 140) -> list[Point]:
    """Points along a rectangle, clockwise; more of them in the corners."""
    points: list[Point] = []
    for x, y, quarter in ((width, 0, 3), (width, height, 0), (0, height, 1), (0, 0, 2)):
        middle = (x - copysign(radius, x - 1) + 6, y - copysign(radius, y - 1) + 6)
        turn = [tau * (quarter + part) / 4 for part in (0.1, 0.5, 0.9)]
        corner = [
            (middle[0] + radius * cos(angle), middle[1] + radius * sin(angle)) for angle in turn
        ]
        points += [*between(points[-1], corner[0], spacing), *corner] if points else corner
    return [*points, *between(points[-1], points[0], spacing)]


def between(start: Point, end: Point, spacing: int) -> list[Point]:
    """Points on the way, about evenly spaced, without the ends."""
    across, down = end[0] - start[0], end[1] - start[1]
    parts = round(hypot(across, down) / spacing)
    return [
        (start[0] + across * part / parts, start[1] + down * part / parts)
        for part in range(1, parts)
    ]
