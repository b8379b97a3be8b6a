"""Field notes: a small form for each module that was on the agenda."""

from django import forms
from django.utils.translation import gettext_lazy as _

from ..models import FieldNote, Meeting
from ..models.base import MOST_MINUTES, MOST_PEOPLE


class GroupSizeForm(forms.Form):
    group_size = forms.IntegerField(
        label=_("How many people were there?"),
        min_value=1,
        max_value=MOST_PEOPLE,
        required=False,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )


class FieldNoteForm(forms.ModelForm):
    """How one module went. Left empty it stores nothing."""

    class Meta:
        model = FieldNote
        fields = ["minutes", "changed"]
        labels = {"minutes": _("How many minutes did it take?")}
        help_texts = {
            "changed": _(
                "Other facilitators read this, without knowing which CoP it was. So no names."
            )
        }
        widgets = {
            "minutes": forms.NumberInput(attrs={"inputmode": "numeric"}),
            "changed": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args, planned: int, **kwargs):
        super().__init__(*args, empty_permitted=True, use_required_attribute=False, **kwargs)
        self.planned, self.module = planned, self.instance.module
        self.fields["minutes"].help_text = _("Planned: %(minutes)s.") % {"minutes": planned}


class FieldNoteForms:
    """The forms of one meeting together."""

    def __init__(self, meeting: Meeting, data=None):
        notes = {note.module_id: note for note in meeting.field_notes.select_related("module")}
        size = next((note.group_size for note in notes.values()), meeting.group_size)
        self.size = GroupSizeForm(data, initial={"group_size": size}, prefix="size")
        self.notes = [
            FieldNoteForm(
                data,
                instance=notes.get(module.pk) or new_note(meeting, module, version),
                prefix=f"module-{module.pk}",
                planned=planned,
            )
            for module, version, planned in woven(meeting)
        ]

    @property
    def all(self) -> list[forms.Form]:
        return [self.size, *self.notes]

    def is_valid(self) -> bool:
        return all([form.is_valid() for form in self.all])  # noqa: C419 - show every error

    @property
    def filled(self) -> list[FieldNote]:
        """What is to be stored: new and changed notes, and old ones when the group size changed."""
        size = self.size.cleaned_data["group_size"]
        notes = [form.instance for form in self.notes if form.instance.pk or form.has_changed()]
        for note, form in ((each.instance, each) for each in self.notes):
            note.planned_minutes, note.group_size = form.planned, size
        return notes


def woven(meeting: Meeting) -> list[tuple]:
    """Each module on the agenda once: the page, its version then, and its minutes together."""
    rows: dict[int, tuple] = {}
    items = meeting.agenda_items.filter(module__isnull=False).select_related("module").in_order()
    for item in items:
        before = rows.get(item.module_id, (item.module, item.module_version, 0))
        rows[item.module_id] = (*before[:2], min(before[2] + item.minutes, MOST_MINUTES))
    return list(rows.values())


def new_note(meeting: Meeting, module, version: int | None) -> FieldNote:
    """Not saved."""
    return FieldNote(
        meeting=meeting, circle_id=meeting.circle_id, module=module, module_version=version
    )
