"""Rows of a form, put in order by the numbers that people type."""

from math import inf

from django.forms.formsets import ORDERING_FIELD_NAME


def wanted_place(form) -> tuple[float, int]:
    """The number that was typed. A row moved up comes before the one that had it, moved down after."""
    number = form.cleaned_data[ORDERING_FIELD_NAME]
    if number is None:
        return inf, 0
    former = form.fields[ORDERING_FIELD_NAME].initial
    return number, 0 if former is None else (number > former) - (number < former)
