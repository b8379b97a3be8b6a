"""A question behind a link from a mail, answered by one of two buttons."""

from django import forms
from django.utils.translation import gettext_lazy as _


class DecisionForm(forms.Form):
    """Two buttons, and room for a word with it. `answers` names the buttons."""

    answers: list[tuple[str, str]] = []
    rows = 4

    text = forms.CharField(
        label=_("Do you want to say something with it?"), required=False, max_length=1000
    )
    decision = forms.ChoiceField(
        widget=forms.HiddenInput,
        error_messages={"required": _("Choose one of the two buttons.")},
    )

    def __init__(self, data=None, **kwargs):
        super().__init__(data, label_suffix="", **kwargs)
        self.fields["decision"].choices = self.answers
        self.fields["text"].widget = forms.Textarea({"rows": self.rows})
