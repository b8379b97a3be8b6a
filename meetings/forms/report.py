"""What is written during and after a meeting: minutes, who was there, decisions, actions, next step."""

from django import forms
from django.contrib.auth import get_user_model
from django.db.models import Q
from django.forms.models import BaseInlineFormSet
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from cop_pages.templatetags.cop_pages_tags import person_name

from ..models import ActionItem, AgendaItem, Decision, Meeting
from ..services import reporting

MOST_GUESTS = 60
GUEST_NAME_LENGTH = 120
States = AgendaItem.State


def plain(text) -> str:
    """A text as it is compared: browsers send other line endings than they were given."""
    return "\n".join(str(text or "").splitlines()).strip()


class SharedTextForm(forms.ModelForm):
    """Texts that two people may be writing at once: nobody's words are overwritten unseen.

    The form carries each text as it was when it was opened. Who changed nothing keeps what is stored
    now; who changed what somebody else changed too sees both, and puts them together.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in self.shared_texts:
            self.fields[name].show_hidden_initial = True

    def stored_text(self, name: str) -> str:
        return getattr(self.instance, name)

    def clean(self):
        data = super().clean()
        for name in self.shared_texts:
            if name in data:
                data[name] = self.merged(name, plain(data[name]))
        return data

    def merged(self, name: str, typed: str) -> str:
        """What to store, or an error when two people changed the same text."""
        began_with = self.html_initial_name_of(name)
        opened = plain(self.data.get(began_with))
        stored = plain(self.stored_text(name))
        if typed == opened:
            return stored
        if stored not in {opened, typed}:
            self.data = self.data.copy()
            self.data[began_with] = stored
            self.add_error(name, forms.ValidationError(self.says(stored), code="written"))
        return typed

    def html_initial_name_of(self, name: str) -> str:
        return self[name].html_initial_name

    def says(self, stored: str) -> str:
        return _(
            "Somebody else wrote here meanwhile: “%(text)s”. Put the two together and save again."
        ) % {"text": stored}

    @property
    def is_stale(self) -> bool:
        return any(self.has_error(name, "written") for name in self.shared_texts)


class ItemMinutesForm(SharedTextForm):
    """What was said at one block, and whether it is finished."""

    shared_texts = ("minutes_text",)

    class Meta:
        model = AgendaItem
        fields = ["minutes_text", "state"]
        widgets = {"minutes_text": forms.Textarea(attrs={"rows": 3})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        moved = self.instance.state == States.MOVED
        self.fields["state"].choices = [
            (value, capfirst(label))
            for value, label in States.choices
            if value != States.MOVED or moved
        ]

    def save(self, commit=True):
        """Only these two: the planner may be changing the rest of the block."""
        self.instance.save(update_fields=self.Meta.fields)
        return self.instance


ItemMinutesFormSet = forms.modelformset_factory(AgendaItem, form=ItemMinutesForm, extra=0)


def item_minutes(meeting: Meeting, data=None):
    """A form for each block of the agenda and each part of one; a break needs no minutes."""
    items = meeting.agenda_items.exclude(kind=AgendaItem.Kind.BREAK).in_order()
    return ItemMinutesFormSet(data, queryset=items, prefix="items")


class ReportForm(SharedTextForm):
    """The meeting as a whole: who was there, the summary, and what the next step needs."""

    shared_texts = ("summary", "next_step")

    present = forms.MultipleChoiceField(
        label=_("Who was there"), required=False, widget=forms.CheckboxSelectMultiple
    )
    guests = forms.CharField(
        label=_("Guests"),
        required=False,
        max_length=MOST_GUESTS * (GUEST_NAME_LENGTH + 2),
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("One name on each line. Their names go after a year."),
    )
    next_step = forms.CharField(
        label=_("What does the next step need?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("The next agenda begins with this."),
    )

    class Meta:
        model = Meeting
        fields = ["group_size", "summary"]
        widgets = {"summary": forms.Textarea(attrs={"rows": 6})}
        help_texts = {
            "group_size": _("Leave it empty, and we count the ticks and the guests."),
            "summary": _("For who was not there: in ten lines, what matters."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        meeting = self.instance
        rows = {row.user_id: row for row in meeting.attendances.all()}
        people = people_of(meeting, rows)
        self.fields["present"].choices = [(str(each.pk), person_name(each)) for each in people]
        self.initial["present"] = [str(pk) for pk, row in rows.items() if was_there(row, rows)]
        self.initial["guests"] = "\n".join(guest.name for guest in meeting.guests.all())
        self.next_step = getattr(meeting, "next_step", None)
        self.initial["next_step"] = self.stored_text("next_step")

    def stored_text(self, name: str) -> str:
        if name == "next_step":
            return self.next_step.text if self.next_step else ""
        return super().stored_text(name)

    def clean_guests(self) -> list[str]:
        names = [" ".join(line.split()) for line in self.cleaned_data["guests"].splitlines()]
        names = [name for name in names if name]
        if len(names) > MOST_GUESTS or any(len(name) > GUEST_NAME_LENGTH for name in names):
            raise forms.ValidationError(
                _("Write one name on each line, at most %(most)s names.") % {"most": MOST_GUESTS}
            )
        return names

    def save_all(self, by) -> None:
        """The texts, the attendance and the next step. Call it in a transaction."""
        data, meeting = self.cleaned_data, self.instance
        meeting.save(update_fields=["group_size", "summary", "updated_at"])
        # Beforehand the ticks are only what people promised.
        if meeting.has_begun:
            reporting.note_present(meeting=meeting, present={int(key) for key in data["present"]})
        reporting.note_guests(meeting=meeting, guests=data["guests"])
        if data["next_step"] != self.stored_text("next_step"):
            reporting.note_next_step(meeting=meeting, text=data["next_step"], by=by)


def was_there(row, rows) -> bool:
    """As ticked before; for the first time who said they would come."""
    is_noted = any(each.present is not None for each in rows.values())
    return bool(row.present) if is_noted else row.is_coming


def people_of(meeting: Meeting, user_ids=()) -> list:
    """The members of the circle now, and who was asked before they left, by name."""
    members = meeting.circle.active_memberships().values("user")
    users = get_user_model().objects.filter(Q(pk__in=members) | Q(pk__in=list(user_ids)))
    return sorted(users, key=lambda user: person_name(user).casefold())


class RowsOnce(BaseInlineFormSet):
    """Rows that are added by typing; the same row sent twice is stored once."""

    def save_new(self, form, commit=True):
        same = {name: form.cleaned_data[name] for name in self.same_when}
        existing = self.model.objects.filter(meeting=self.instance, **same).first()
        if existing:
            return existing
        self.complete(form.instance)
        return super().save_new(form, commit)

    def complete(self, row) -> None:
        """Fill in what is not asked."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.fields["DELETE"].label = _("Remove")


class Decisions(RowsOnce):
    same_when = ("text", "agenda_item")

    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.fields["agenda_item"].queryset = self.instance.agenda_items.all()
        form.fields["agenda_item"].choices = self.items


class Actions(RowsOnce):
    same_when = ("text", "owner", "due")

    def complete(self, row) -> None:
        row.circle_id = self.instance.circle_id

    def add_fields(self, form, index):
        super().add_fields(form, index)
        keys = [key for key, _name in self.owners if key]
        form.fields["owner"].queryset = get_user_model().objects.filter(pk__in=keys)
        form.fields["owner"].choices = self.owners


class DecisionForm(forms.ModelForm):
    class Meta:
        model = Decision
        fields = ["text", "agenda_item"]
        widgets = {"text": forms.Textarea(attrs={"rows": 2})}


class ActionForm(forms.ModelForm):
    class Meta:
        model = ActionItem
        fields = ["text", "owner", "due", "state"]
        labels = {"owner": _("Who does it")}
        widgets = {
            "text": forms.Textarea(attrs={"rows": 2}),
            "due": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        states = ActionItem.State.choices
        self.fields["state"].choices = [(value, capfirst(label)) for value, label in states]

    def clean_state(self):
        self.instance.set_state(self.cleaned_data["state"])
        return self.cleaned_data["state"]


DecisionFormSet = forms.inlineformset_factory(
    Meeting, Decision, form=DecisionForm, formset=Decisions, extra=1
)
ActionFormSet = forms.inlineformset_factory(
    Meeting, ActionItem, form=ActionForm, formset=Actions, extra=2
)


class ReportForms:
    """All forms of one report together. `data` is what was posted."""

    def __init__(self, meeting: Meeting, data=None):
        self.meeting = meeting
        self.report = ReportForm(data, instance=meeting, prefix="report")
        self.items = item_minutes(meeting, data)
        self.decisions = DecisionFormSet(data, instance=meeting, prefix="decisions")
        self.actions = ActionFormSet(data, instance=meeting, prefix="actions")
        owners = set(meeting.action_items.values_list("owner", flat=True)) - {None}
        items = meeting.agenda_items.in_order().values_list("pk", "title")
        self.decisions.items = [("", _("the meeting as a whole")), *items]
        self.actions.owners = [
            ("", _("nobody yet")),
            *((user.pk, person_name(user)) for user in people_of(meeting, owners)),
        ]

    @property
    def all_forms(self) -> list:
        sets = (self.items, self.decisions, self.actions)
        return [self.report, *(form for each in sets for form in each.forms)]

    @property
    def sets(self) -> list:
        return [self.items, self.decisions, self.actions]

    @property
    def has_errors(self) -> bool:
        return self.report.is_bound and not self.is_valid()

    @property
    def status(self) -> int:
        """409 when somebody else wrote in the same place."""
        if not self.has_errors:
            return 200
        stale = [self.report, *self.items.forms]
        return 409 if any(form.is_stale for form in stale) else 422

    def is_valid(self) -> bool:
        # A list, not a generator: all forms must look for mistakes, not only up to the first.
        return all([self.report.is_valid(), *(each.is_valid() for each in self.sets)])

    def save(self, *, by) -> None:
        """Call it in a transaction that locked the meeting."""
        for each in self.sets:
            each.save()
        self.report.save_all(by)
