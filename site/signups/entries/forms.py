"""The questions of a form page as one form."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..flow.forms import ExtraFormBuilder
from ..flow.questions import Email
from ..flow.questions import options as readable

# No name of an editor's question has a hyphen, so none can be taken for this one.
CONSENT = "consent-handle"
PREFIX = "answer"


class Number(forms.DecimalField):
    """With a point or a comma, as people here write it."""

    def to_python(self, value):
        return super().to_python(value.replace(",", ".") if isinstance(value, str) else value)


class EntryFormBuilder(ExtraFormBuilder):
    """Each question says in the same few words what is wrong with its answer."""

    def create_email_field(self, field, options):
        options.pop("initial", None)
        return Email(**options)

    def create_checkboxes_field(self, field, options):
        made = super().create_checkboxes_field(field, options)
        made.choices = readable(made.choices)
        return made

    def create_dropdown_field(self, field, options):
        """Nothing is chosen beforehand: the first of the list is an answer like any other."""
        choices = [("", _("Choose one")), *self.get_formatted_field_choices(field)]
        options.pop("initial", None)
        return forms.ChoiceField(choices=choices, **options)

    def create_number_field(self, field, options):
        return Number(**options)

    def get_create_field_function(self, type):  # noqa: A002 - Wagtail's own name for it
        create = super().get_create_field_function(type)
        return lambda field, options: in_our_words(create(field, options))


def in_our_words(field: forms.Field) -> forms.Field:
    """Django's own texts repeat what was sent, however long that is."""
    field.error_messages["required"] = _("This is still empty.")
    if isinstance(field, forms.ChoiceField):
        field.error_messages["invalid_choice"] = _("Choose one of these.")
    return field


class EntryForm(forms.Form):
    """What an editor asks, and whether we may keep the answers."""

    def __init__(self, page, data=None):
        super().__init__(data, prefix=PREFIX, label_suffix="")
        self.fields |= EntryFormBuilder(page.get_form_fields()).formfields
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
        return next((self.cleaned_data[name] for name in self._addresses()), "")

    def _addresses(self) -> list[str]:
        addresses = [name for name, each in self.fields.items() if isinstance(each, Email)]
        return [name for name in addresses if self.cleaned_data.get(name)]
