"""From the six colours a network chooses to every colour token, in light and in dark.

The token names and the shares of the mixtures are those of `static/home/css/tokens.css`. A network
chooses; where a mixture would fall below WCAG AA, less is mixed in, until it passes.
"""

from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from typing import NamedTuple

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from .colour import TEXT, at_lightness, contrast, mix, nearest_passing, passes

BLACK, WHITE = "#000000", "#ffffff"
HUES = ("moss", "pond", "brick")
TINTS = {"moss": 0.16, "pond": 0.14, "brick": 0.14, "marigold": 0.26}
GROUNDS = ("paper", "surface", *(f"{name}-tint" for name in TINTS))
FADING = (1.0, 0.75, 0.5, 0.25, 0.0)

# Who is read on what. Brick is no text on a tint, and on pale there is only ink.
PAIRS = (
    *((text, ground) for text in ("ink", "quiet", "moss", "pond") for ground in GROUNDS),
    ("brick", "paper"),
    ("brick", "surface"),
    ("ink", "pale"),
    *(("paper", hue) for hue in HUES),
    ("on-marigold", "marigold"),
    ("on-deep", "deep"),
)

Tokens = dict[str, str]


class Palette(NamedTuple):
    """What a network chooses, each as #rrggbb."""

    paper: str = "#fbf7ee"
    ink: str = "#1e2a26"
    moss: str = "#2f6b4f"
    pond: str = "#1f5f7a"
    brick: str = "#b4472e"
    marigold: str = "#f2b134"


DEFAULT = Palette()


class Problem(NamedTuple):
    """A chosen colour that cannot be read on paper, and the nearest one that can."""

    name: str
    ratio: float
    suggestion: str

    @property
    def message(self) -> str:
        return _(
            "%(colour)s on paper has a contrast of %(ratio).1f to 1; readers need %(minimum).1f."
            " The nearest colour that passes is %(suggestion)s."
        ) % {
            "colour": capfirst(_(self.name)),
            "ratio": self.ratio,
            "minimum": TEXT,
            "suggestion": self.suggestion,
        }


def problems(palette: Palette) -> Iterator[Problem]:
    """The choices to refuse; what is left passes AA for every pair, in both modes."""
    for name in ("ink", *HUES):
        colour = getattr(palette, name)
        ratio = contrast(colour, palette.paper)
        if ratio < TEXT:
            yield Problem(name, ratio, nearest_passing(colour, [palette.paper], TEXT))


def light(palette: Palette) -> Tokens:
    """The chosen colours as they are."""
    tokens = palette._asdict()
    away = WHITE if contrast(palette.ink, WHITE) > contrast(palette.ink, BLACK) else BLACK
    texts = [palette.ink, *(tokens[hue] for hue in HUES)]
    tokens["surface"] = _ground(palette.paper, away, 0.6, texts)
    tokens |= {"deep": palette.pond, "on-deep": palette.paper}
    return _derived(tokens, first_on_marigold="ink")


def dark(palette: Palette) -> Tokens:
    """A deep pond with paper for text, and the same hues lightened."""
    paper = at_lightness(palette.pond, 0.252, chroma=0.45)
    surface = at_lightness(palette.pond, 0.305, chroma=0.52)
    tokens = {"paper": paper, "surface": surface, "marigold": palette.marigold}
    for name, source, lightness in (
        ("ink", palette.paper, 0.953),
        ("moss", palette.moss, 0.803),
        ("pond", palette.pond, 0.812),
        ("brick", palette.brick, 0.786),
    ):
        tokens[name] = nearest_passing(at_lightness(source, lightness), [paper, surface], TEXT)
    tokens |= {"deep": mix(paper, BLACK, 0.38), "on-deep": tokens["ink"]}
    return _derived(tokens, first_on_marigold="paper")


def _derived(tokens: Tokens, first_on_marigold: str) -> Tokens:
    """The mixtures both modes share."""
    paper, ink, marigold = tokens["paper"], tokens["ink"], tokens["marigold"]
    readable = (tokens[first_on_marigold], BLACK, WHITE)
    tokens["on-marigold"] = next(text for text in readable if passes(text, [marigold], TEXT))
    texts = [ink, tokens["moss"], tokens["pond"]]
    for name, share in TINTS.items():
        tokens[f"{name}-tint"] = _ground(paper, tokens[name], share, texts)
    tokens["pale"] = _ground(tokens["surface"], ink, 0.26, [ink])
    tokens["line"] = mix(paper, ink, 0.22)
    tokens["quiet"] = _quiet(ink, paper, [tokens[ground] for ground in GROUNDS])
    return tokens


def _ground(ground: str, other: str, share: float, texts: list[str]) -> str:
    """The ground with a share of the other: as much as leaves every text readable."""
    mixtures = (mix(ground, other, share * fading) for fading in FADING)
    return next(mixed for mixed in mixtures if passes(mixed, texts, TEXT))


def _quiet(ink: str, paper: str, grounds: list[str]) -> str:
    """Ink with paper in it, as long as it can be read."""
    mixtures = (mix(ink, paper, 0.2 * fading) for fading in FADING)
    return next(mixed for mixed in mixtures if passes(mixed, grounds, TEXT))


@cache
def stylesheet(palette: Palette) -> str:
    """The CSS that lays this network's colours over the default tokens."""
    sheet = "@layer tokens {{\n:root {{{light}}}\n{media} {{ :root {{{dark}}} }}\n}}\n"
    return sheet.format(
        light=_declarations(light(palette)),
        dark=_declarations(dark(palette)),
        media="@media (prefers-color-scheme: dark)",
    )


def _declarations(tokens: Tokens) -> str:
    return "".join(f"--aiw-color-{name}:{value};" for name, value in sorted(tokens.items()))


@cache
def fingerprint(palette: Palette) -> str:
    """Changes when the colours do, or the way they are derived."""
    return sha256(stylesheet(palette).encode()).hexdigest()[:12]
