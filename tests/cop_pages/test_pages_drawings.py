"""The pond and the map stay within their paper, whatever is drawn on them."""

import re
from types import SimpleNamespace

import pytest

from cop_pages import outline
from cop_pages.pond import LONG_JOURNEY, draw_ponds
from cop_pages.templatetags.cop_pages_tags import as_lines, initial, person_name

JOURNEYS = pytest.mark.parametrize("number", [0, 1, 2, 3, 5, 6, 7, 8, 11, 12, 13, 24, 40])


def journey(number):
    return [
        SimpleNamespace(title=f"Een stap met een lange naam {index}") for index in range(number)
    ]


def ponds(number, *, goes_on=True):
    return draw_ponds(journey(number), goes_on=goes_on, next_text="Samen koken in de buurtkeuken")


@JOURNEYS
def test_every_step_has_a_pad_and_one_more_waits(number):
    for pond in ponds(number):
        assert [pad.number for pad in pond.pads] == list(range(1, number + 2))
        assert pond.waiting is pond.pads[-1]
        assert len(pond.hops) == number


@JOURNEYS
def test_frog_sits_on_the_last_step_only(number):
    for pond in ponds(number):
        assert [pad.number for pad in pond.pads if pad.is_current] == ([number] if number else [])


@JOURNEYS
def test_pads_lie_in_the_water_and_beside_each_other(number):
    for pond in ponds(number):
        places = [(pad.x, pad.y) for pad in pond.pads]
        assert all(60 <= x <= pond.width - 60 and 100 <= y <= pond.height - 60 for x, y in places)
        for index, (x, y) in enumerate(places):
            assert all(abs(x - a) >= 100 or abs(y - b) >= 80 for a, b in places[:index])


@JOURNEYS
def test_lines_stay_on_the_paper(number):
    """But for the points that pull a curve: it goes half as far."""
    for pond in ponds(number):
        for path in [pond.water, *pond.hops]:
            numbers = [int(each) for each in re.findall(r"-?\d+", path)]
            assert all(-40 <= x <= pond.width + 40 for x in numbers[::2])
            assert all(-10 <= y <= pond.height + 10 for y in numbers[1::2])


def test_completed_journey_ends_at_its_last_pad():
    for pond in ponds(3, goes_on=False):
        assert pond.waiting is None
        assert len(pond.pads) == 3


def test_long_journey_shows_dates_without_titles():
    assert all(pond.has_titles for pond in ponds(LONG_JOURNEY))
    assert not any(pond.has_titles for pond in ponds(LONG_JOURNEY + 1))


def test_long_title_takes_two_lines():
    (wide, _) = draw_ponds([SimpleNamespace(title="woord " * 40)], goes_on=True)
    lines = wide.pads[0].lines
    assert len(lines) == 2
    assert lines[-1].endswith("…")


def test_corners_of_the_country_are_the_corners_of_the_drawing():
    frame = outline.frame()
    assert frame.place(frame.west, frame.north) == (0, 0)
    x, y = frame.place(frame.east, frame.south)
    assert (round(x), round(y)) == (frame.width, outline.HEIGHT)


def test_what_lies_abroad_is_left_out():
    assert len(outline.dots([(5.2, 52.4, 1), (13.4, 52.5, 1), (5.2, 48.8, 1)])) == 1


def test_more_cops_make_a_bigger_dot():
    one, many = outline.dots([(5.2, 52.4, 1), (6.2, 52.4, 30)])
    assert many.radius > one.radius


def test_network_elsewhere_draws_its_own_country(settings):
    settings.COP_PAGES_MAP_BOUNDS = (2.5, 49.4, 6.5, 51.6)
    assert len(outline.dots([(4.35, 50.85, 1), (5.2, 52.4, 1)])) == 1


def test_lines_lose_the_dashes_people_type():
    assert as_lines("- Rust\n\n • Reuring \n") == ["Rust", "Reuring"]


def test_person_without_a_name_is_not_called_by_their_address():
    nobody = SimpleNamespace(get_full_name=lambda: "", email="ada@example.org")
    assert "@" not in person_name(nobody)
    assert initial(SimpleNamespace(get_full_name=lambda: "ada")) == "A"
