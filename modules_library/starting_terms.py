"""The nine goals and the journey phases a network can start with; from then on they are its own."""

import tomllib
from importlib.resources import files

from django.db import transaction

from .models.terms import Goal, JourneyPhase, Term

STARTING_TERMS = {Goal: "goal", JourneyPhase: "phase"}
GAP = 10  # Room to put an own term between two of these.


def starting_terms(model: type[Term]) -> list[dict]:
    """The texts that come with the library, in order."""
    name = STARTING_TERMS[model]
    text = files(__package__).joinpath("data", f"{name}s.toml").read_text(encoding="utf-8")
    return [
        texts | {"sort_order": number * GAP}
        for number, texts in enumerate(tomllib.loads(text)[name], start=1)
    ]


@transaction.atomic
def add_starting_terms(model: type[Term]) -> list[Term]:
    """Add those that are missing; never touch a term that is there, whoever wrote it."""
    present = set(model.objects.values_list("slug", flat=True))
    missing = [texts for texts in starting_terms(model) if texts["slug"] not in present]
    return [model.objects.create(**texts) for texts in missing]
