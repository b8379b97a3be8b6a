"""The undercurrent over time, drawn: one line per question, from 1 below to 5 above."""

from dataclasses import dataclass

from .undercurrent import QUESTIONS, Round

WIDTH, HEIGHT = 900, 330
LEFT, RIGHT, TOP, BOTTOM = 170, 40, 34, 84


@dataclass(frozen=True)
class Line:
    name: str
    label: str
    points: list[tuple[int, int]]

    @property
    def path(self) -> str:
        return " ".join(f"{x},{y}" for x, y in self.points)


@dataclass(frozen=True)
class WaterLine:
    """All that the template draws; lengths in SVG's own units."""

    lines: list[Line]
    levels: list[tuple[int, int]]
    moments: list[tuple[int, object]]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT


def height_of(score: float) -> int:
    return round(HEIGHT - BOTTOM - (score - 1) / 4 * (HEIGHT - TOP - BOTTOM))


def draw(rounds: list[Round]) -> WaterLine:
    step = (WIDTH - LEFT - RIGHT) / max(len(rounds) - 1, 1)
    places = [round(LEFT + step * number) for number in range(len(rounds))]
    means = [{total.question: total.mean for total in each.totals} for each in rounds]
    return WaterLine(
        lines=[line(name, places, means) for name in QUESTIONS],
        levels=[(score, height_of(score)) for score in (1, 3, 5)],
        moments=[(x, each.pulse.meeting) for x, each in zip(places, rounds, strict=True)],
    )


def line(name: str, places: list[int], means: list[dict]) -> Line:
    """A round in which too few answered this question has no point."""
    pairs = zip(places, (mean[name] for mean in means), strict=True)
    return Line(name, QUESTIONS[name], [(x, height_of(y)) for x, y in pairs if y is not None])
