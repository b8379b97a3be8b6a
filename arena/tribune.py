"""The tribune as a drawing: arcs of seats around the pond, and interests on their way inward."""

from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from math import cos, degrees, dist, radians, sin
from textwrap import wrap

from .models import Interest, State

Point = tuple[int, int]

# Nobody sits quite straight. Fixed, so that the same arena draws the same tribune.
DRIFT = (0, 3, -2, 1, -3, 2, -1, 4, -4, 2, 0, -2)
# How far an interest has come: 0 is the front row, 1 the water's edge.
REACH = {
    State.BROUGHT_IN: 0.26,
    State.BUNDLED: 0.26,
    State.FORWARDED: 0.6,
    State.PARKED: 0.8,
    State.DECLINED: 0.8,
    State.ACCEPTED: 1.02,
    State.ANSWERED: 1.14,
}


@dataclass(frozen=True)
class Oval:
    """Half axes around the middle of the drawing."""

    across: float
    down: float

    def point(self, middle: Point, angle: float) -> Point:
        turn = radians(angle)
        return round(middle[0] + self.across * cos(turn)), round(middle[1] + self.down * sin(turn))


@dataclass(frozen=True)
class Canvas:
    """How a tribune is laid out on one kind of screen, in SVG's own units."""

    name: str
    width: int
    height: int
    middle: Point
    water: Oval
    front: Oval  # Just before the first row, where interests set out.
    rows: tuple[tuple[Oval, int], ...]  # The oval of each row and its number of seats.
    most_lines: int
    letters: int
    ends: tuple[int, int]  # Angles at which the rows begin and end; 270 is straight up.
    drop: int  # How far below its mark a number is written.
    mark: int  # How wide a mark is.


CANVASES = (
    Canvas(
        name="wide",
        width=1240,
        height=640,
        middle=(620, 496),
        water=Oval(222, 112),
        front=Oval(398, 290),
        rows=(
            (Oval(440, 322), 17),
            (Oval(502, 370), 20),
            (Oval(560, 418), 23),
            (Oval(612, 464), 26),
        ),
        most_lines=12,
        letters=26,
        ends=(190, 350),
        drop=43,
        mark=46,
    ),
    Canvas(
        name="narrow",
        width=400,
        height=530,
        middle=(200, 412),
        water=Oval(104, 80),
        front=Oval(104, 212),
        rows=((Oval(120, 244), 7), (Oval(154, 300), 9), (Oval(186, 356), 11)),
        most_lines=5,
        letters=14,
        ends=(207, 333),
        drop=33,
        mark=34,
    ),
)


@dataclass(frozen=True)
class Seat:
    x: int
    y: int
    turn: int
    role: str  # Empty when nobody sits there.


@dataclass(frozen=True)
class Line:
    """The way an interest has come, with its number in the list."""

    number: int
    state: str
    path: str
    x: int
    y: int
    drop: int  # How far below its end the number is written.
    back: str  # Where it turns back, if it was declined.


@dataclass(frozen=True)
class Tribune:
    name: str
    width: int
    height: int
    water: str
    names: list[str]
    middle: Point
    mark: int
    tiers: list[str]
    seats: list[Seat]
    lines: list[Line]

    @property
    def half_mark(self) -> int:
        return self.mark // 2


def draw_tribunes(
    names: Sequence[str], people: dict[str, int], interests: Sequence[Interest]
) -> list[Tribune]:
    """The same tribune for a wide and for a narrow screen.

    `names` are the CoPs in the middle; `people` counts followers by role, front rows first.
    """
    return [draw_tribune(canvas, names, people, interests) for canvas in CANVASES]


def draw_tribune(canvas: Canvas, names, people, interests) -> Tribune:
    return Tribune(
        canvas.name,
        canvas.width,
        canvas.height,
        shore(canvas),
        [
            line
            for name in names[:3]
            for line in wrap(name, canvas.letters, max_lines=2, placeholder=" …")
        ],
        canvas.middle,
        canvas.mark,
        [tier(canvas, oval) for oval, _number in canvas.rows],
        seats(canvas, people),
        lines(canvas, interests[: canvas.most_lines]),
    )


def shore(canvas: Canvas) -> str:
    """A closed line around the water, drawn by hand."""
    points = [canvas.water.point(canvas.middle, angle) for angle in range(0, 360, 30)]
    points = [(x + DRIFT[index], y + DRIFT[-index]) for index, (x, y) in enumerate(points)]
    path = "M{:.0f} {:.0f}".format(*halfway(points[-1], points[0]))
    for here, there in zip(points, [*points[1:], points[0]], strict=True):
        path += "Q{:.0f} {:.0f} {:.0f} {:.0f}".format(*here, *halfway(here, there))
    return path + "z"


def halfway(one: Point, other: Point) -> tuple[float, float]:
    return (one[0] + other[0]) / 2, (one[1] + other[1]) / 2


def tier(canvas: Canvas, oval: Oval) -> str:
    """The step that a row stands on, a little lower than its seats."""
    floor = Oval(oval.across - 13, oval.down - 15)
    first, last = (floor.point(canvas.middle, end) for end in canvas.ends)
    return f"M{first[0]} {first[1]}A{floor.across} {floor.down} 0 0 1 {last[0]} {last[1]}"


def seats(canvas: Canvas, people: dict[str, int]) -> list[Seat]:
    """From the front row to the back; when all seats are taken the rest stands, and is not drawn."""
    taken = [role for role, number in people.items() for _ in range(number)]
    places = [place for oval, number in canvas.rows for place in row(canvas, oval, number)]
    return [
        Seat(x, y, turn, taken[index] if index < len(taken) else "")
        for index, (x, y, turn) in enumerate(places)
    ]


def row(canvas: Canvas, oval: Oval, number: int):
    """Seats from the middle of a row outward, each turned to the water."""
    first, last = canvas.ends
    step = (last - first) / (number - 1)
    angles = sorted(
        (first + step * index for index in range(number)), key=lambda each: abs(each - 270)
    )
    for index, angle in enumerate(angles):
        x, y = oval.point(canvas.middle, angle)
        lean = degrees(radians(angle - 270)) * 0.62
        yield x, y + DRIFT[index % len(DRIFT)] // 2, round(lean + DRIFT[-(index % len(DRIFT))])


def lines(canvas: Canvas, interests: Sequence[Interest]) -> list[Line]:
    """Those for one CoP side by side; numbers are those of the list."""
    numbered = sorted(enumerate(interests, start=1), key=lambda each: (each[1].cop_id, each[0]))
    return [
        line(canvas, number, interest, angle)
        for (number, interest), angle in zip(numbered, places(canvas, len(numbered)), strict=True)
    ]


def places(canvas: Canvas, number: int) -> list[int]:
    """Angles at which lines arrive equally far apart along the water, also where it bends sharply."""
    first, last = canvas.ends
    angles = range(first + 8, last - 7)
    points = [canvas.water.point(canvas.middle, angle) for angle in angles]
    gone = [0, *accumulate(dist(*pair) for pair in pairwise(points))]
    wanted = [gone[-1] * (place + 0.5) / number for place in range(number)]
    return [angles[bisect(gone, far) - 1] for far in wanted]


def line(canvas: Canvas, number: int, interest: Interest, angle: float) -> Line:
    state = interest.answer.state if interest.is_bundled else interest.state
    start = canvas.front.point(canvas.middle, angle)
    edge = canvas.water.point(canvas.middle, angle)
    reach = REACH[State(state)]
    end = between(start, edge, reach)
    sway = DRIFT[number % len(DRIFT)] * 5
    bend = between(start, end, 0.5)
    path = f"M{start[0]} {start[1]}Q{bend[0] + sway} {bend[1]} {end[0]} {end[1]}"
    back = hook(start, end, canvas.middle) if state == State.DECLINED else ""
    return Line(number, state, path, *end, canvas.drop, back)


def between(start: Point, end: Point, part: float) -> Point:
    return (
        round(start[0] + (end[0] - start[0]) * part),
        round(start[1] + (end[1] - start[1]) * part),
    )


def hook(start: Point, end: Point, middle: Point) -> str:
    """Back to where it came from, beside the way it went: on the inside, for people sit outside."""
    back = between(start, end, 0.45)
    side = 34 if end[0] < middle[0] else -34
    return f"M{end[0]} {end[1]}q{side} {-10} {back[0] - end[0] + side} {back[1] - end[1]}"
