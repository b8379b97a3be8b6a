"""Colour maths: WCAG contrast, and OKLCH for changing lightness while keeping the hue."""

import math
from collections.abc import Iterable
from functools import cache

TEXT = 4.5
UI = 3.0
LIGHTNESS_STEPS = 200
CHROMA_STEPS = 12
TRANSFER_CUT = 0.04045

RGB = tuple[float, float, float]


def contrast(one: str, other: str) -> float:
    """The WCAG ratio between two colours, from 1 to 21."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@cache
def luminance(colour: str) -> float:
    """Relative luminance as WCAG defines it."""
    red, green, blue = linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def linear(colour: str) -> RGB:
    """The light of each channel, without the screen's transfer curve."""
    channels = (int(colour[start : start + 2], 16) / 255 for start in (1, 3, 5))
    red, green, blue = (
        c / 12.92 if c <= TRANSFER_CUT else ((c + 0.055) / 1.055) ** 2.4 for c in channels
    )
    return red, green, blue


def to_hex(light: RGB) -> str:
    """The #rrggbb of linear light; what lies outside the screen's range is cut off."""
    clipped = (min(max(channel, 0.0), 1.0) for channel in light)
    encoded = (12.92 * c if c <= 0.0031308 else 1.055 * c ** (1 / 2.4) - 0.055 for c in clipped)
    return "#" + "".join(f"{round(channel * 255):02x}" for channel in encoded)


@cache
def oklch(colour: str) -> tuple[float, float, float]:
    """Lightness, chroma and hue angle of a colour (Ottosson's OKLab in polar form)."""
    red, green, blue = linear(colour)
    long = math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue)
    middle = math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue)
    short = math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue)
    lightness = 0.2104542553 * long + 0.7936177850 * middle - 0.0040720468 * short
    a = 1.9779984951 * long - 2.4285922050 * middle + 0.4505937099 * short
    b = 0.0259040371 * long + 0.7827717662 * middle - 0.8086757660 * short
    return lightness, math.hypot(a, b), math.atan2(b, a)


def from_oklch(lightness: float, chroma: float, hue: float) -> str:
    """The nearest colour a screen can show: chroma gives way, lightness and hue stay."""
    low, high = 0.0, chroma
    if _fits(_light(lightness, chroma, hue)):
        low = chroma
    else:
        for _step in range(CHROMA_STEPS):
            half = (low + high) / 2
            low, high = (half, high) if _fits(_light(lightness, half, hue)) else (low, half)
    return to_hex(_light(lightness, low, hue))


def _light(lightness: float, chroma: float, hue: float) -> RGB:
    a, b = chroma * math.cos(hue), chroma * math.sin(hue)
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short,
    )


def _fits(light: RGB) -> bool:
    return all(-0.0005 <= channel <= 1.0005 for channel in light)


def at_lightness(colour: str, lightness: float, chroma: float = 1.0) -> str:
    """The same hue, lighter or darker; `chroma` is the share of its strength that stays."""
    _lightness, strength, hue = oklch(colour)
    return from_oklch(lightness, strength * chroma, hue)


def mix(colour: str, other: str, share: float) -> str:
    """`colour` with a share of the other in it, as CSS mixes them in sRGB."""
    starts = (1, 3, 5)
    pairs = [(int(colour[i : i + 2], 16), int(other[i : i + 2], 16)) for i in starts]
    return "#" + "".join(f"{round(a * (1 - share) + b * share):02x}" for a, b in pairs)


def passes(colour: str, backgrounds: Iterable[str], minimum: float) -> bool:
    return all(contrast(colour, background) >= minimum for background in backgrounds)


def nearest_passing(colour: str, backgrounds: Iterable[str], minimum: float) -> str | None:
    """The colour of the same hue, nearest in lightness, that stands out on every background."""
    backgrounds = tuple(backgrounds)
    if passes(colour, backgrounds, minimum):
        return colour
    start = oklch(colour)[0]
    for step in range(1, LIGHTNESS_STEPS + 1):
        for lightness in (start - step / LIGHTNESS_STEPS, start + step / LIGHTNESS_STEPS):
            candidate = at_lightness(colour, lightness) if 0 <= lightness <= 1 else colour
            if passes(candidate, backgrounds, minimum):
                return candidate
    return None
