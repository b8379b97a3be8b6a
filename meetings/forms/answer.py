"""Whether I come: three buttons, and a word to go with it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import Attendance


class AnswerForm(forms.ModelForm):
    """The buttons are drawn by the template; each sends its own answer."""

    answer = forms.ChoiceField(
        choices=[(each, each.label) for each in Attendance.Answer if each],
        error_messages={
            "required": _("Choose whether you are coming."),
            "invalid_choice": _("Choose whether you are coming."),
        },
    )

    class Meta:
        model = Attendance
        fields = ["answer", "note"]
        labels = {"note": _("Do you want to say something about it?")}
        help_texts = {
            "note": _("For instance: I come half an hour later. Your circle can read it.")
        }
        widgets = {"note": forms.Textarea(attrs={"rows": 2, "maxlength": 300})}

    def clean_note(self) -> str:
        return " ".join(self.cleaned_data["note"].split())
