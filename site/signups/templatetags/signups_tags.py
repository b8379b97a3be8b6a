"""How money reads."""

from django import template
from django.utils.formats import number_format

from ..money import euros

register = template.Library()


@register.filter
def in_euros(cents: int) -> str:
    """`123450` as € 1.234,50."""
    return f"€\u00a0{euros(cents)}"


@register.filter
def times(quantity) -> str:
    """Without zeros that say nothing: 2, or 2,5."""
    return number_format(quantity.normalize() if quantity % 1 else int(quantity))
