"""Whatever colours a network may choose, everybody can read the site."""

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from home.colour import at_lightness, contrast, mix, nearest_passing, oklch
from home.theme import DEFAULT, PAIRS, Palette, dark, fingerprint, light, problems, stylesheet

colours = st.integers(0, 0xFFFFFF).map("#{:06x}".format)
palettes = st.builds(Palette, *[colours] * 6)


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [("#000000", "#ffffff", 21), ("#777777", "#ffffff", 4.48), ("#fbf7ee", "#fbf7ee", 1)],
)
def test_contrast_is_that_of_wcag(one, other, ratio):
    assert contrast(one, other) == pytest.approx(ratio, abs=0.01)
    assert contrast(other, one) == contrast(one, other)


@given(colours)
def test_a_colour_survives_the_way_through_oklch(colour):
    back = at_lightness(colour, oklch(colour)[0])
    channels = zip(bytes.fromhex(colour[1:]), bytes.fromhex(back[1:]), strict=True)
    assert all(abs(a - b) <= 1 for a, b in channels)


@given(colours, colours)
def test_mixing_nothing_or_everything_gives_one_of_both(one, other):
    assert mix(one, other, 0) == one
    assert mix(one, other, 1) == other


@given(colours, colours)
def test_there_is_always_a_nearest_colour_that_can_be_read(colour, ground):
    found = nearest_passing(colour, [ground], 4.5)
    assert contrast(found, ground) >= 4.5


def test_the_nearest_colour_is_the_colour_itself_when_that_passes():
    assert nearest_passing(DEFAULT.moss, [DEFAULT.paper], 4.5) == DEFAULT.moss


def test_the_nearest_colour_keeps_its_hue():
    found = nearest_passing("#f2b134", ["#fbf7ee"], 4.5)
    assert oklch(found)[2] == pytest.approx(oklch("#f2b134")[2], abs=0.1)


def repaired(palette: Palette) -> Palette:
    """What somebody gets who takes over every suggestion of the form."""
    return palette._replace(**{each.name: each.suggestion for each in problems(palette)})


@settings(max_examples=150, deadline=None)
@given(palettes)
def test_whatever_passes_the_form_is_readable_in_light_and_dark(palette):
    chosen = repaired(palette)
    assert not list(problems(chosen))
    for tokens in (light(chosen), dark(chosen)):
        unreadable = {pair for pair in PAIRS if contrast(*(tokens[name] for name in pair)) < 4.5}
        assert not unreadable


def test_the_default_colours_pass():
    assert not list(problems(DEFAULT))


@given(palettes)
def test_a_colour_that_cannot_be_read_is_refused(palette):
    assume(contrast(palette.moss, palette.paper) < 4.5)
    refused = {each.name: each for each in problems(palette)}
    assert refused["moss"].ratio == contrast(palette.moss, palette.paper)


def test_the_theme_gives_the_default_tokens_for_the_default_colours():
    """Our mixtures are those of the stylesheet: ink on paper and its tints do not shift."""
    assert light(DEFAULT)["moss-tint"] == "#dae1d5"
    assert dark(DEFAULT)["paper"] == "#0f2530"


def test_the_theme_sets_every_colour_token_of_the_stylesheet():
    import re
    from pathlib import Path

    from django.contrib.staticfiles import finders

    css = Path(finders.find("home/css/tokens.css")).read_text()
    defined = set(re.findall(r"^\s*--aiw-color-([\w-]+):", css, re.MULTILINE))
    assert defined == set(light(DEFAULT)) == set(dark(DEFAULT))


def test_the_fingerprint_follows_the_colours():
    assert fingerprint(DEFAULT) != fingerprint(DEFAULT._replace(brick="#000000"))
    assert "#123456" in stylesheet(DEFAULT._replace(marigold="#123456"))
