"""Small forms of the case page."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.widgets import AdminDateInput

from .. import placeholders
from ..models import EntryKind, MailTemplate, SignUp
from .filters import owners

CHOOSE = _("choose")


class RowChoiceField(forms.ModelChoiceField):
    """A number that no database can hold is a wrong choice, not an error."""

    def __init__(self, queryset, *, empty_label=CHOOSE, **kwargs):
        super().__init__(queryset, empty_label=empty_label, **kwargs)

    def to_python(self, value):
        try:
            return super().to_python(value)
        except OverflowError as error:
            message = self.error_messages["invalid_choice"]
            raise forms.ValidationError(message, "invalid_choice", {"value": value}) from error


class PersonChoiceField(RowChoiceField):
    def label_from_instance(self, user) -> str:
        return user.get_full_name()


class AssignForm(forms.Form):
    owner = PersonChoiceField(
        queryset=None, required=False, label=_("owner"), empty_label=_("nobody yet")
    )
    due_on = forms.DateField(required=False, label=_("due on"), widget=AdminDateInput)

    def __init__(self, sign_up: SignUp, data=None):
        initial = {"owner": sign_up.owner_id, "due_on": sign_up.due_on}
        super().__init__(data, initial=initial, prefix="assign")
        self.fields["owner"].queryset = owners(sign_up.owner_id)


class EntryForm(forms.Form):
    kind = forms.ChoiceField(label=_("kind"), choices=EntryKind.choices)
    text = forms.CharField(
        label=_("What was said or decided"),
        max_length=10_000,
        widget=forms.Textarea({"rows": 4}),
    )

    def __init__(self, data=None):
        super().__init__(data, prefix="entry")


class LetterForm(forms.Form):
    """A mail as it leaves, to read and change before it goes."""

    subject = forms.CharField(
        label=_("subject"),
        max_length=MailTemplate._meta.get_field("subject").max_length,
        validators=[placeholders.validate_filled],
    )
    body = forms.CharField(
        label=_("text"),
        max_length=MailTemplate._meta.get_field("body").max_length,
        widget=forms.Textarea({"rows": 16}),
        validators=[placeholders.validate_filled],
    )
