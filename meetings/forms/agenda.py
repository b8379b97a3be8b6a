"""The fields of an agenda: one small form per item, each knowing what it started from."""

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from ..models import AgendaItem
from ..models.base import MOST_MINUTES

NOTE = 2000


def unix_lines(text: str) -> str:
    """Browsers send CRLF; what is compared must be alike."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


class NoteField(forms.CharField):
    def __init__(self, label):
        widget = forms.Textarea(attrs={"rows": 2})
        super().__init__(label=label, required=False, max_length=NOTE, widget=widget)

    def clean(self, value):
        return unix_lines(super().clean(value))


class TitleField(forms.CharField):
    """One line, in a field that grows with it: on a phone a long title would be cut off."""

    def __init__(self):
        widget = forms.Textarea(attrs={"rows": 1, "class": "mt-title"})
        super().__init__(label=_("Title"), max_length=200, widget=widget)

    def to_python(self, value):
        return " ".join(super().to_python(value).split())


def number_or_none(value: str) -> int | None:
    return int(value) if value else None


class AgendaItemForm(forms.Form):
    """What one can type about an item. `was` are hidden inputs with what stood there when it was shown."""

    title = TitleField()
    minutes = forms.IntegerField(
        label=_("Minutes"), validators=[MinValueValidator(0), MaxValueValidator(MOST_MINUTES)]
    )
    lead = forms.TypedChoiceField(
        label=_("Who leads"), coerce=number_or_none, required=False, empty_value=None
    )
    goals = forms.TypedMultipleChoiceField(
        label=_("Goals"), coerce=int, required=False, widget=forms.CheckboxSelectMultiple
    )
    public_note = NoteField(_("Note for everybody"))
    participants_note = NoteField(_("Note for participants"))
    facilitators_note = NoteField(_("Note for facilitators only"))

    def __init__(self, item: AgendaItem, choices: dict, data=None, initial=None):
        super().__init__(data, initial=initial or values_of(item), prefix=f"item-{item.pk}")
        self.item = item
        self.conflicts: dict[str, str] = {}
        self.fields["lead"].choices = choices["people"]
        self.fields["goals"].choices = choices["goals"]
        self.fields["minutes"].widget.attrs |= {"class": "mt-number", "inputmode": "numeric"}

    def was(self) -> list[tuple[str, str]]:
        """Names and values of the hidden inputs that remember where this form started."""
        return [
            (f"was-{self.add_prefix(name)}", text)
            for name in self.fields
            for text in as_texts(self.initial.get(name))
        ]

    def started_from(self) -> dict[str, list[str]]:
        """What stood in the fields when this form was shown, read back from the request."""
        return {name: self._posted(f"was-{self.add_prefix(name)}") for name in self.fields}

    def typed(self) -> dict[str, list[str]]:
        """What stands in the fields now, as texts; also when it is not valid."""
        return {name: self._posted(self.add_prefix(name)) for name in self.fields}

    def stored(self) -> dict[str, list[str]]:
        values = values_of(self.item)
        return {name: as_texts(values[name]) for name in self.fields}

    def _posted(self, key: str) -> list[str]:
        texts = [unix_lines(text).strip() for text in self.data.getlist(key)]
        return sorted(text for text in texts if text)


def values_of(item: AgendaItem) -> dict:
    return {
        "title": item.title,
        "minutes": item.minutes,
        "lead": item.lead_id,
        "goals": sorted(goal.pk for goal in item.goals.all()),
        "public_note": item.public_note,
        "participants_note": item.participants_note,
        "facilitators_note": item.facilitators_note,
    }


def as_texts(value) -> list[str]:
    """As a request has it: every value is a text, in a fixed order; nothing is no text."""
    values = value if isinstance(value, list) else [value]
    return sorted(str(each) for each in values if each not in {None, ""})


class NewBlockForm(forms.Form):
    """A block without a module."""

    title = forms.CharField(label=_("What"), max_length=200)
    minutes = forms.IntegerField(
        label=_("Minutes"),
        initial=15,
        validators=[MinValueValidator(0), MaxValueValidator(MOST_MINUTES)],
    )


class TemplateNameForm(forms.Form):
    name = forms.CharField(label=_("Name"), max_length=120)
