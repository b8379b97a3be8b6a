"""The questions of a form page as one form."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..flow.builder import QuestionFormBuilder
from ..flow.questions import Email

# No name of an editor's question has a hyphen, so none can be taken for this one.
CONSENT = "consent-handle"
PREFIX = "answer"


class EntryForm(forms.Form):
    """What an editor asks, and whether we may keep the answers."""

    def __init__(self, page, data=None):
        super().__init__(data, prefix=PREFIX, label_suffix="")
        self.fields |= QuestionFormBuilder(page.get_form_fields()).formfields
        self.fields[CONSENT] = forms.BooleanField(
            label=_("You may keep my answers for this."),
            error_messages={
                "required": _(
                    "Without this we may not keep your answers. Tick the box to send them."
                )
            },
        )

    @property
    def asked(self) -> list:
        """The editor's questions as bound fields."""
        return [field for field in self if field.name != CONSENT]

    @property
    def consent(self):
        return self[CONSENT]

    @property
    def answers(self) -> dict:
        """As they are kept, by the name of the question."""
        return {field.name: self.cleaned_data[field.name] for field in self.asked}

    @property
    def email(self) -> str:
        """The first address that was filled in; by it a person is found again."""
        filled_in = (self.cleaned_data.get(name) for name in self._addresses())
        return next(filter(None, filled_in), "")

    def need_address(self) -> None:
        """Say that who waits for a place cannot do without."""
        text = _("Fill in your email address; then we can mail you when there is a place.")
        self.add_error(self._addresses()[0], text)

    def _addresses(self) -> list[str]:
        return [name for name, each in self.fields.items() if isinstance(each, Email)]
