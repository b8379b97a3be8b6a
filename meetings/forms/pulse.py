"""One minute at the end of a meeting: two faces to choose, and what was not said."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..undercurrent import QUESTIONS

FACES = {
    "between_us": [
        (1, _("Heavy")),
        (2, _("Stiff")),
        (3, _("All right")),
        (4, _("Good")),
        (5, _("Warm")),
    ],
    "can_speak": [
        (1, _("Hardly")),
        (2, _("A little")),
        (3, _("Partly")),
        (4, _("Mostly")),
        (5, _("Everything")),
    ],
}
LONGEST = 500


def score(question: str, **options) -> forms.TypedChoiceField:
    return forms.TypedChoiceField(
        label=QUESTIONS[question],
        choices=FACES[question],
        coerce=int,
        empty_value=None,
        widget=forms.RadioSelect,
        **options,
    )


class PulseForm(forms.Form):
    between_us = score("between_us", error_messages={"required": _("Choose the frog that fits.")})
    can_speak = score("can_speak", required=False)
    unsaid = forms.CharField(
        label=_("What was not said?"),
        required=False,
        max_length=LONGEST,
        help_text=_("Only the facilitator reads this, without a name. At most 500 characters."),
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "off"}),
    )

    @property
    def scores(self) -> dict[str, int | None]:
        return {name: self.cleaned_data[name] for name in QUESTIONS}
