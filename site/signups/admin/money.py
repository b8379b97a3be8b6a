"""Fields for an amount of money, and for how many of it."""

from decimal import Decimal, InvalidOperation

from django import forms

from ..money import cents_of, euros


class EurosInput(forms.TextInput):
    """Shows cents as euros, and hands euros on as cents; what is no amount stays as it was typed."""

    def __init__(self, attrs=None):
        super().__init__({"inputmode": "decimal"} | (attrs or {}))

    def format_value(self, value) -> str | None:
        try:
            return euros(int(value))
        except (TypeError, ValueError):
            return super().format_value(value)

    def value_from_datadict(self, data, files, name):
        typed = super().value_from_datadict(data, files, name)
        cents = cents_of(typed) if typed else None
        return typed if cents is None else str(cents)


class QuantityInput(forms.NumberInput):
    """Shows 8 and 2.5, not 8.00 and 2.50."""

    def format_value(self, value) -> str | None:
        try:
            return f"{Decimal(value).normalize():f}"
        except (TypeError, InvalidOperation):
            return super().format_value(value)
