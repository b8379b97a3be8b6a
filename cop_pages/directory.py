"""Finding a CoP near home: filters over the public profiles."""

from functools import cached_property
from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.db.models import Avg, Count, Q
from django.db.models.functions import Round

PER_PAGE = 24
MAX_QUERY = 200


class Directory:
    """The CoPs that fit the filters of one request; unknown values are ignored."""

    def __init__(self, cops, params, *, base_url: str):
        self.all = cops
        self.base_url = base_url
        self.q = params.get("q", "").replace("\x00", "")[:MAX_QUERY].strip()
        self.status = self._known(params, "status", cops.model.Status.values)
        self.case_kind = self._known(params, "case", cops.model.CaseKind.values)
        self.municipality = self._known(params, "municipality", self.municipalities)
        self.page_number = params.get("page", 1)

    @staticmethod
    def _known(params, name: str, values) -> str:
        value = params.get(name, "")
        return value if value in values else ""

    @cached_property
    def municipalities(self) -> dict[str, int]:
        """Names with the number of CoPs, in alphabetical order."""
        rows = self.all.values_list("municipality").annotate(Count("pk")).order_by("municipality")
        return dict(rows)

    @cached_property
    def found(self):
        exact = {
            "status": self.status,
            "case_kind": self.case_kind,
            "municipality": self.municipality,
        }
        cops = self.all.filter(**{name: value for name, value in exact.items() if value})
        for word in self.q.split():
            cops = cops.filter(
                Q(title__icontains=word)
                | Q(place__icontains=word)
                | Q(municipality__icontains=word)
                | Q(case_summary__icontains=word)
            )
        return cops.order_by("title", "pk")

    @cached_property
    def results(self):
        cops = (
            self.found.with_taken_places()
            .select_related("picture")
            .prefetch_related("picture__renditions")
        )
        return Paginator(cops, PER_PAGE).get_page(self.page_number)

    @property
    def total(self) -> int:
        return self.results.paginator.count

    def with_map_point(self):
        return self.found.filter(latitude__isnull=False, longitude__isnull=False)

    @cached_property
    def places(self) -> list[tuple]:
        """Longitude, latitude and number for the drawn map; CoPs some ten kilometres apart share a dot.

        Counted by the database: however many CoPs there are, the country has room for so many dots.
        """
        rows = self.with_map_point().order_by()
        cells = rows.values(east=Round("longitude", 1), north=Round("latitude", 1))
        return list(cells.values_list(Avg("longitude"), Avg("latitude"), Count("pk")))

    @property
    def status_options(self) -> list[tuple[str, str]]:
        return self.all.model.Status.choices

    @property
    def case_options(self) -> list[tuple[str, str]]:
        return self.all.model.CaseKind.choices

    @property
    def is_filtered(self) -> bool:
        return any(self._chosen.values())

    @property
    def _chosen(self) -> dict[str, str]:
        return {
            "q": self.q,
            "status": self.status,
            "case": self.case_kind,
            "municipality": self.municipality,
        }

    @property
    def query_string(self) -> str:
        return urlencode({name: value for name, value in self._chosen.items() if value})

    @property
    def points_url(self) -> str:
        return f"{self.base_url}points/?{self.query_string}".rstrip("?")

    def page_url(self, number: int) -> str:
        chosen = {name: value for name, value in self._chosen.items() if value}
        return f"{self.base_url}?{urlencode(chosen | {'page': number})}"

    @property
    def previous_url(self) -> str:
        return (
            self.page_url(self.results.previous_page_number())
            if self.results.has_previous()
            else ""
        )

    @property
    def next_url(self) -> str:
        return self.page_url(self.results.next_page_number()) if self.results.has_next() else ""


def as_feature(cop, base_url: str) -> dict:
    """A GeoJSON feature; longitude first, as RFC 7946 wants."""
    return {
        "type": "Feature",
        "geometry": {"type": "Point", "coordinates": [float(cop.longitude), float(cop.latitude)]},
        "properties": {
            "name": cop.title,
            "place": f"{cop.place}, {cop.municipality}",
            "status": cop.get_status_display(),
            "url": f"{base_url}{cop.slug}/",
        },
    }


def as_json_ld(cop, url: str) -> dict:
    """The CoP as schema.org's Project, with only what its public profile shows."""
    data = {
        "@context": "https://schema.org",
        "@type": "Project",
        "@id": url,
        "url": url,
        "name": cop.title,
        "description": cop.case_summary,
        "location": {
            "@type": "Place",
            "name": cop.place,
            "address": {
                "@type": "PostalAddress",
                "addressLocality": cop.municipality,
                "addressCountry": "NL",
            },
        },
    }
    if cop.has_map_point:
        data["location"]["geo"] = {
            "@type": "GeoCoordinates",
            "latitude": float(cop.latitude),
            "longitude": float(cop.longitude),
        }
    return data
