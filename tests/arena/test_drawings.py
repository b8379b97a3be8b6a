"""The tribune and the strands stay within their paper, whatever is drawn on them."""

import re
from itertools import combinations, pairwise
from math import dist
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arena.models import ArenaRole, State
from arena.overview import CANVASES as STRANDS
from arena.overview import OUTCOMES, Cell
from arena.tribune import CANVASES, draw_tribunes

LETTER = 14  # How high a digit stands in the drawing, and two are wide.


def interest(state, cop_id=1):
    return SimpleNamespace(state=state, cop_id=cop_id, is_bundled=False)


def draw(people=0, interests=(), names=("Rietpark samen groen",)):
    return draw_tribunes(list(names), {ArenaRole.EMPLOYEE: people}, list(interests))


def numbers(path: str) -> list[int]:
    return [int(float(each)) for each in re.findall(r"-?\d+(?:\.\d+)?", path)]


@pytest.mark.parametrize("people", [0, 1, 14, 500])
def test_every_follower_has_a_seat_as_long_as_there_are_seats(people):
    for tribune in draw(people):
        taken = [seat for seat in tribune.seats if seat.role]
        assert len(taken) == min(people, len(tribune.seats))


def test_leads_sit_in_front():
    people = {ArenaRole.LEAD: 1, ArenaRole.EMPLOYEE: 6}
    for tribune in draw_tribunes(["Rietpark"], people, []):
        assert tribune.seats[0].role == ArenaRole.LEAD
        assert abs(tribune.seats[0].x - tribune.middle[0]) < 20


@given(states=st.lists(st.sampled_from(list(State)), max_size=30), people=st.integers(0, 120))
def test_all_stays_on_the_paper(states, people):
    for tribune in draw(people, map(interest, states)):
        assert len(tribune.lines) == min(len(states), tribune_most(tribune))
        for seat in tribune.seats:
            assert 0 <= seat.x <= tribune.width
            assert 20 <= seat.y <= tribune.height
        for line in tribune.lines:
            assert 0 <= line.x <= tribune.width
            assert 0 <= line.y <= tribune.height


def tribune_most(tribune) -> int:
    return next(each.most_lines for each in CANVASES if each.name == tribune.name)


def test_seats_do_not_overlap():
    for tribune in draw():
        places = [(seat.x, seat.y) for seat in tribune.seats]
        for index, (x, y) in enumerate(places):
            assert all((x - a) ** 2 + (y - b) ** 2 > 26**2 for a, b in places[:index]), tribune.name


def distance_to_water(state) -> float:
    (wide, _narrow) = draw(5, [interest(state)])
    [line] = wide.lines
    return ((line.x - wide.middle[0]) ** 2 + (line.y - wide.middle[1]) ** 2) ** 0.5


def test_the_further_an_interest_came_the_nearer_it_is_to_the_water():
    way = [State.BROUGHT_IN, State.FORWARDED, State.PARKED, State.ACCEPTED, State.ANSWERED]
    distances = [distance_to_water(state) for state in way]
    assert distances == sorted(distances, reverse=True)


def test_only_what_was_declined_turns_back():
    for state in State:
        (wide, _narrow) = draw(5, [interest(state)])
        assert bool(wide.lines[0].back) == (state == State.DECLINED)


@pytest.mark.parametrize("number", [1, 5, 9, 12])
def test_numbers_stand_clear_of_their_own_marks_and_of_each_other(number):
    for tribune in draw(interests=[interest(State.ANSWERED)] * number):
        assert all(line.drop - LETTER > tribune.half_mark for line in tribune.lines)
        ends = [(line.x, line.y) for line in tribune.lines]
        assert all(dist(*pair) > LETTER * 2 for pair in combinations(ends, 2))


def test_lines_arrive_equally_far_apart():
    for tribune in draw(interests=[interest(State.ACCEPTED)] * 9):
        ends = [(line.x, line.y) for line in tribune.lines]
        gaps = [dist(*pair) for pair in pairwise(ends)]
        assert max(gaps) < min(gaps) * 1.25


def test_numbers_are_those_of_the_list_and_cops_are_kept_together():
    mixed = [interest(State.FORWARDED, cop_id=number % 2) for number in range(8)]
    (wide, _narrow) = draw(5, mixed)
    assert sorted(line.number for line in wide.lines) == list(range(1, 9))
    assert [mixed[line.number - 1].cop_id for line in wide.lines] == [0] * 4 + [1] * 4


class Table:
    """An overview of so many lines and CoPs, every cell with so many interests."""

    def __init__(self, lines, cops, interests):
        self.lines = {
            number: f"Programmalijn met een lange naam {number}" for number in range(1, lines + 1)
        }
        self.cops = {number: f"CoP {number}" for number in range(100, 100 + cops)}
        self.interests = interests

    def cell(self, line, cop):
        numbers = dict.fromkeys(OUTCOMES, 0) | {"answered": self.interests}
        return Cell(self.lines[line], self.cops[cop], numbers, 0)


@given(st.integers(1, 12), st.integers(1, 6), st.integers(0, 40))
def test_strands_stay_on_their_paper(lines, cops, interests):
    table = Table(lines, cops, interests)
    for canvas in STRANDS:
        drawing = canvas.draw(table)
        assert len(drawing.lines) == lines
        assert len(drawing.quays) == cops
        assert len(drawing.strands) == (lines * cops if interests else 0)
        for strand in drawing.strands:
            assert all(0 <= x <= drawing.width for x in numbers(strand.path)[::2])
            assert all(-10 <= y <= drawing.height + 10 for y in numbers(strand.path)[1::2])
            assert all(
                canvas.label < x < drawing.width - canvas.label for x, _y, _m in strand.marks
            )


def test_strands_to_one_cop_arrive_below_each_other():
    for canvas in STRANDS:
        ends = [numbers(strand.path)[-1] for strand in canvas.draw(Table(6, 2, 3)).strands]
        assert len(set(ends)) == 12
        assert min(b - a for a, b in zip(sorted(ends), sorted(ends)[1:], strict=False)) >= 18
