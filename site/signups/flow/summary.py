"""The answers of the earlier steps, for reading over before they are sent."""

from typing import NamedTuple

from .answers import Answers
from .steps import Step


class Line(NamedTuple):
    label: str
    answer: str
    step: Step


def lines(answers: Answers) -> list[Line]:
    """Only what was filled in, as people read it."""
    return [
        Line(field.label, text, step)
        for step in (Step.CASE, Step.YOU)
        for field in answers.checked(step)
        if (text := shown(field))
    ]


def shown(field) -> str:
    """The label of what was chosen, or the text that was typed."""
    value = field.value()
    choices = getattr(field.field, "choices", None)
    if not choices or not value:
        return value or ""
    return labels_of(choices).get(value, "")


def labels_of(choices) -> dict[str, str]:
    """Flat, also when the choices stand in groups."""
    flat = {}
    for value, label in choices:
        flat |= dict(label) if isinstance(label, list) else {value: str(label)}
    return flat
