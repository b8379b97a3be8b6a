"""`{name}` and the like in texts that editors write: which there are, and what stands in their place."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

PLACEHOLDERS = {
    "name": gettext_lazy("the name of the person"),
    "cop": gettext_lazy("the name of the CoP"),
    "municipality": gettext_lazy("the municipality"),
    "organisation": gettext_lazy("the organisation of the person"),
    "link": gettext_lazy("the link that goes with this mail"),
    "sender": gettext_lazy("your own name"),
    "network": gettext_lazy("the name of the network"),
}
IN_BRACES = re.compile(r"\{([^{}\n]{0,40})\}")


def unknown_in(text: str) -> list[str]:
    """What stands in braces and means nothing, or a brace without its other half."""
    wrong = [found for found in IN_BRACES.findall(text) if found not in PLACEHOLDERS]
    loose = re.findall(r"[{}]", IN_BRACES.sub("", text))
    return list(dict.fromkeys([f"{{{each}}}" for each in wrong] + loose))


def validate(text: str) -> None:
    """For a model or form field."""
    if wrong := unknown_in(text):
        known = ", ".join(f"{{{name}}}" for name in PLACEHOLDERS)
        raise ValidationError(
            _("We do not know %(wrong)s. You can use: %(known)s."),
            params={"wrong": ", ".join(wrong), "known": known},
        )


def validate_filled(text: str) -> None:
    """For a text that is about to be sent."""
    if left := IN_BRACES.findall(text):
        raise ValidationError(
            _("There is nothing to put in the place of %(left)s. Write it yourself."),
            params={"left": ", ".join(f"{{{each}}}" for each in dict.fromkeys(left))},
        )


def fill(text: str, values: dict[str, str], *, keep_empty: bool = False) -> str:
    """Puts values in; text in them is never looked at again. `keep_empty` leaves what has no value."""

    def value_of(match: re.Match) -> str:
        value = values.get(match[1], "")
        return match[0] if keep_empty and not value else value

    return IN_BRACES.sub(value_of, text)
