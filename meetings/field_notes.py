"""How modules really went, added up over all circles: what the catalogue shows of field notes.

No circle is named, and nothing is shown until two circles wrote about a module: of one alone, whoever
knows where it was done would know how it went there.
"""

from dataclasses import dataclass

from django.db.models import Avg, Count, F, OuterRef, Subquery
from django.db.models.functions import JSONObject
from django.template.loader import render_to_string

from modules_library import slots
from modules_library.visibility import reader_of

from .models import FieldNote

FEWEST_CIRCLES = 2
MOST_CHANGES = 5


@dataclass(frozen=True)
class Practice:
    """Averages in whole minutes, and how many circles they come from."""

    planned: int | None
    minutes: int
    circles: int


def register() -> None:
    slots.annotate_modules("field_practice", practice_along())
    slots.register("module_facts", facts)
    slots.register("module_notes", changes)


def practices(modules) -> dict[int, Practice]:
    """By module, as cards and pages bring it; a preview has to ask."""
    rows = {module.pk: brought(module) for module in modules}
    return {key: practice_of(row) for key, row in rows.items() if row}


def brought(module) -> dict | None:
    if hasattr(module, "field_practice"):
        return module.field_practice
    notes = FieldNote.objects.filter(module__translation_key=module.translation_key)
    return next(iter(per_module(notes)), None)


def practice_along() -> Subquery:
    """The same in a subquery. A module and its translations share their practice."""
    notes = FieldNote.objects.filter(module__translation_key=OuterRef("translation_key"))
    return Subquery(
        per_module(notes).values(
            row=JSONObject(planned=F("planned"), real=F("real"), circles=F("circles"))
        )
    )


def per_module(notes):
    sums = notes.values("module__translation_key").annotate(
        planned=Avg("planned_minutes"),
        real=Avg("minutes"),
        circles=Count("circle", distinct=True),
    )
    return sums.filter(circles__gte=FEWEST_CIRCLES).order_by()


def practice_of(row: dict) -> Practice:
    planned = row["planned"]
    return Practice(round(planned) if planned else None, round(row["real"]), row["circles"])


def facts(request, modules) -> dict[int, str]:
    """One line on the card and the page of a module."""
    return {
        key: render_to_string("meetings/slots/practice.html", {"practice": practice})
        for key, practice in practices(modules).items()
    }


def changes(request, modules) -> dict[int, str]:
    """What facilitators changed, on the page of a module, for facilitators."""
    if not reader_of(request).has_perm("modules_library.view_facilitator_notes"):
        return {}
    texts = {module.pk: texts_about(module) for module in modules}
    return {
        key: render_to_string("meetings/slots/changes.html", {"texts": found})
        for key, found in texts.items()
        if found
    }


def texts_about(module) -> list[str]:
    """The newest first, from two circles or more; whose they are is not told, nor when."""
    notes = FieldNote.objects.filter(module__translation_key=module.translation_key)
    written = notes.exclude(changed="").exclude(circle=None)
    rows = list(written.values_list("circle", "changed")[:MOST_CHANGES])
    return (
        [text for _circle, text in rows] if len({row[0] for row in rows}) >= FEWEST_CIRCLES else []
    )
