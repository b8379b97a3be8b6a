"""The drawn map: the Netherlands in Web Mercator, so that Leaflet can zoom into the same drawing.

The outline in templates/cop_pages/_outline.html was made from Natural Earth's 1:10m countries (public
domain) with the IJsselmeer drawn in by hand. A network elsewhere replaces that template and sets
COP_PAGES_MAP_BOUNDS to (west, south, east, north) of its own drawing.
"""

from dataclasses import dataclass
from math import log, pi, radians, sqrt, tan

from django.conf import settings

HEIGHT = 1000
NETHERLANDS = (3.2, 50.7, 7.3, 53.62)
MOST_LETTERS_OF_COUNT = 99


def mercator(latitude: float) -> float:
    return log(tan(pi / 4 + radians(latitude) / 2))


@dataclass(frozen=True)
class Frame:
    """What part of the world the drawing shows."""

    west: float
    south: float
    east: float
    north: float

    @property
    def scale(self) -> float:
        return HEIGHT / (mercator(self.north) - mercator(self.south))

    @property
    def width(self) -> int:
        return round(radians(self.east - self.west) * self.scale)

    def place(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Where a point lies in the drawing, from its top left corner."""
        x = radians(longitude - self.west) * self.scale
        return round(x, 1), round((mercator(self.north) - mercator(latitude)) * self.scale, 1)

    def holds(self, longitude: float, latitude: float) -> bool:
        return self.west <= longitude <= self.east and self.south <= latitude <= self.north


@dataclass(frozen=True)
class Dot:
    """One CoP, or several that lie close together."""

    x: float
    y: float
    number: int

    @property
    def radius(self) -> float:
        """Twice as many CoPs, twice the ink."""
        return round(15 * sqrt(min(self.number, MOST_LETTERS_OF_COUNT)) ** 0.8, 1)


def frame() -> Frame:
    return Frame(*getattr(settings, "COP_PAGES_MAP_BOUNDS", NETHERLANDS))


def dots(places) -> list[Dot]:
    """From rows of (longitude, latitude, number); what lies outside the drawing is left out."""
    drawing = frame()
    return [
        Dot(*drawing.place(float(longitude), float(latitude)), number)
        for longitude, latitude, number in places
        if drawing.holds(float(longitude), float(latitude))
    ]
