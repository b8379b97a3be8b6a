"""What the catalogue's templates need to draw a module as a recipe card."""

import json
from math import ceil

from django import template
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _

from .. import slots
from ..facets import Vocabulary

register = template.Library()

# The sprite has a stamp for each of these; a network's own goals share one stamp.
DRAWN_GOALS = {
    "cocreation",
    "acquaintance",
    "team",
    "community",
    "clarity",
    "ownership",
    "next-step",
    "undercurrent",
    "learning",
}
# What could end the script element early, as JSON writes it otherwise.
SCRIPT_ESCAPES = str.maketrans({"<": "\\u003C", ">": "\\u003E", "&": "\\u0026"})
LONG = 120
PEOPLE_PER_FIGURE = 5
MOST_FIGURES = 8


def once_per_request(context, name, load):
    """What is the same all over a page: the first who asks loads it."""
    request = context.get("request")
    if not hasattr(request, name):
        if request is None:
            return load()
        setattr(request, name, load())
    return getattr(request, name)


def terms_of(context) -> Vocabulary:
    """Every goal and phase in order, in one query; the catalogue has them at hand."""
    catalogue = context.get("catalogue")
    if catalogue:
        return catalogue.vocabulary
    return once_per_request(context, "_module_terms", lambda: Vocabulary.load(()))


def keys_of(module, brought: str, related: str) -> set[int]:
    """A card or page brings the keys of its terms along; a preview asks its draft."""
    if hasattr(module, brought):
        return set(getattr(module, brought) or ())
    return {term.pk for term in getattr(module, related).all()}


@register.simple_tag(takes_context=True)
def goal_stamps(context, module) -> list[dict]:
    """Every goal in the fixed order, with whether this module serves it."""
    chosen = keys_of(module, "goal_keys", "goals")
    return [{"goal": goal, "is_chosen": goal.pk in chosen} for goal in terms_of(context)["goal"]]


@register.simple_tag(takes_context=True)
def phase_path(context, module) -> list[dict]:
    """The journey in order, with the phases this module fits."""
    chosen = keys_of(module, "phase_keys", "phases")
    return [
        {"phase": phase, "is_chosen": phase.pk in chosen} for phase in terms_of(context)["phase"]
    ]


@register.simple_tag(takes_context=True)
def catalogue_address(context, module) -> str:
    """Where all modules are: the module's own address without its last part, which costs no query."""
    address = module.get_url(context.get("request")) or ""
    return address.rstrip("/").rpartition("/")[0] + "/"


@register.filter
def goal_icon(slug: str) -> str:
    """The name of a goal's stamp in the sprite."""
    return f"goal-{slug}" if slug in DRAWN_GOALS else "goal-other"


def halves(minutes: int) -> str:
    """Minutes as hours the way people write them: 90 becomes 1½."""
    whole, half = divmod(minutes, 60)
    return f"{whole or ''}{'½' if half else ''}"


@register.simple_tag
def duration_of(module) -> dict[str, str]:
    """The duration as a big number with its unit: minutes, or (half) hours when it is long."""
    ends = sorted({module.duration_min, module.duration_max})
    if ends[0] >= LONG and not any(end % 30 for end in ends):
        return {"number": "–".join(map(halves, ends)), "unit": _("hours")}
    return {"number": "–".join(map(str, ends)), "unit": _("minutes")}


@register.simple_tag
def figures_of(module) -> dict[str, range]:
    """Little people, one for every five: those you need, and those who may join."""
    needed = min(ceil(module.group_min / PEOPLE_PER_FIGURE), MOST_FIGURES)
    most = min(ceil(module.group_max / PEOPLE_PER_FIGURE), MOST_FIGURES)
    return {"needed": range(needed), "welcome": range(most - needed)}


@register.filter
def clock(minutes: int) -> str:
    """Minutes since the start, as on a clock: 75 becomes 1:15."""
    return "{}:{:02}".format(*divmod(int(minutes), 60))


@register.filter
def percent_of(part, whole) -> str:
    """A length for SVG, whatever decimal sign the active language has."""
    return f"{100 * part / whole:.3f}%" if whole else "0%"


@register.simple_tag(takes_context=True)
def slot(context, name: str, thing) -> str:
    """What other apps show here of one thing."""
    return fill_slot(context, name, [thing]).get(thing.pk, "")


@register.simple_tag(takes_context=True)
def fill_slot(context, name: str, things) -> dict:
    """What other apps show of each of these things; read it with `of_thing`."""
    request = context.get("request")
    return slots.filled(name, request, things) if request else {}


@register.filter
def of_thing(filled: dict, thing) -> str:
    return filled.get(thing.pk, "")


@register.simple_tag
def slot_styles() -> list[str]:
    """The static files that go with what other apps show."""
    return slots.styles()


@register.filter
def json_ld(data) -> str:
    """Structured data for search engines, safe inside a page."""
    text = json.dumps(data, ensure_ascii=False, default=str).translate(SCRIPT_ESCAPES)
    return format_html('<script type="application/ld+json">{}</script>', mark_safe(text))  # noqa: S308
