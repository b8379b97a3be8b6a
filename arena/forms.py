"""Forms of the arena: plain, without the admin."""

import uuid

from django import forms
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from cop_pages.forms import PageWritingForm
from cop_pages.models import CopPage

from .importing import MAX_BYTES, Entry, UnreadableListError, decode, read_list
from .models import (
    ArenaPage,
    ArenaUpdatePage,
    Discussion,
    Frequency,
    Interest,
    ProgrammeLine,
    Question,
    ShownPerson,
    Stage,
    State,
)


class OnceForm(forms.ModelForm):
    """A form that knows that it was sent before: the row keeps the number it was shown with."""

    submission = forms.UUIDField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["submission"] = uuid.uuid4()

    def clean_submission(self):
        return self.cleaned_data["submission"] or uuid.uuid4()


class KnownKeysMixin:
    """A key that no database can hold is no choice; SQLite raises where others find nothing."""

    def clean(self, value):
        try:
            return super().clean(value)
        except OverflowError as error:
            wrong = self.error_messages["invalid_choice"]
            raise forms.ValidationError(wrong, "invalid_choice", {"value": value}) from error


class CopField(KnownKeysMixin, forms.ModelChoiceField):
    pass


class LinesField(KnownKeysMixin, forms.ModelMultipleChoiceField):
    pass


class InterestForm(OnceForm):
    class Meta:
        model = Interest
        fields = ["title", "cop", "programme_line", "why", "urgency"]
        help_texts = {
            "title": _("In a few words, as you would say it to a neighbour."),
            "why": _("What happens in the neighbourhood when this goes well, or does not."),
        }
        widgets = {"why": forms.Textarea(attrs={"rows": 6}), "urgency": forms.RadioSelect}
        field_classes = {"cop": CopField}

    def __init__(self, *args, arena: ArenaPage, **kwargs):
        super().__init__(*args, **kwargs)
        cops = arena.published_cops
        self.fields["cop"].queryset = cops
        self.fields["cop"].empty_label = _("Choose a CoP")
        if len(cops) == 1:
            self.initial["cop"] = cops[0]
        self.fields["programme_line"].queryset = arena.lines
        self.fields["programme_line"].empty_label = _("Choose a programme line")

    def as_interest(self) -> Interest:
        self.instance.submission = self.cleaned_data["submission"]
        return self.instance


class BundleForm(forms.Form):
    """Which other interest it goes along with."""

    into = forms.ModelChoiceField(
        Interest.objects.none(), label=_("Goes along with"), empty_label=_("Choose an interest")
    )

    def __init__(self, *args, interest: Interest, **kwargs):
        super().__init__(*args, **kwargs)
        others = Interest.objects.filter(
            arena=interest.arena_id, cop=interest.cop_id, state=State.BROUGHT_IN
        )
        self.fields["into"].queryset = others.exclude(pk=interest.pk)
        self.fields["into"].label_from_instance = lambda each: each.title


class ReasonForm(forms.Form):
    """An answer in plain words: it is mailed as it stands to who brought the interest in."""

    reason = forms.CharField(
        label=_("Your answer in plain words"),
        max_length=1500,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The sender gets this by mail, and all followers of the arena can read it."),
    )


class AcceptForm(forms.Form):
    minutes = forms.IntegerField(
        label=_("Minutes on the agenda"), min_value=1, max_value=480, initial=15
    )
    reason = forms.CharField(
        label=_("A word with it"),
        max_length=1500,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("For instance why you are glad with it. The sender gets this by mail."),
    )


class QuestionForm(OnceForm):
    class Meta:
        model = Question
        fields = ["kind", "text"]
        widgets = {"text": forms.Textarea(attrs={"rows": 4}), "kind": forms.RadioSelect}
        help_texts = {
            "kind": _(
                "A question gets an answer that all followers can read, without your name. "
                "A reaction is for the arena lead and the facilitator only."
            )
        }

    def as_question(self) -> Question:
        self.instance.submission = self.cleaned_data["submission"]
        return self.instance


class AnswerForm(forms.Form):
    answer = forms.CharField(
        label=_("Your answer"), max_length=2000, widget=forms.Textarea(attrs={"rows": 5})
    )


class DiscussionForm(forms.Form):
    state = forms.ChoiceField(label=_("Questions under this update"), choices=Discussion.State)


class FrequencyForm(forms.Form):
    """How often one hears of one arena."""

    frequency = forms.ChoiceField(
        label=_("Mail me news"), choices=Frequency, widget=forms.RadioSelect
    )


class ShownPersonForm(forms.ModelForm):
    class Meta:
        model = ShownPerson
        fields = ["shows_name", "shows_contribution"]

    def clean(self):
        data = super().clean()
        if data.get("shows_contribution") and not data.get("shows_name"):
            self.add_error(
                "shows_contribution", _("What you bring is shown with your name; tick that too.")
            )
        return data


class ProgrammeLineForm(forms.ModelForm):
    class Meta:
        model = ProgrammeLine
        fields = ["name"]

    def __init__(self, *args, arena: ArenaPage, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.organisation = arena.organisation

    def _get_validation_exclusions(self):
        """The organisation is not on the form, but a name may stand in it once only."""
        return super()._get_validation_exclusions() - {"organisation"}


class UpdateForm(forms.ModelForm):
    """What the lead writes on the website; pictures and films go through the admin."""

    go_live_at = forms.DateTimeField(
        label=_("Publish at"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=_("Leave this empty to publish at once."),
    )

    class Meta:
        model = ArenaUpdatePage
        fields = ["title", "date", "cop", "happened", "asks", "programme_lines", "go_live_at"]
        widgets = {
            "date": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "happened": forms.Textarea(attrs={"rows": 5}),
            "asks": forms.Textarea(attrs={"rows": 4}),
            "programme_lines": forms.CheckboxSelectMultiple,
        }
        help_texts = {"title": _("In a few words: it is the line people see in their mail.")}
        field_classes = {"cop": CopField, "programme_lines": LinesField}

    def __init__(self, *args, arena: ArenaPage, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["cop"].queryset = arena.published_cops
        self.fields["cop"].empty_label = _("Not about one CoP")
        self.fields["programme_lines"].queryset = arena.lines

    def clean_go_live_at(self):
        moment = self.cleaned_data["go_live_at"]
        if moment and moment <= timezone.now():
            raise forms.ValidationError(_("Choose a moment that has yet to come."))
        return moment


class UpdateEditForm(PageWritingForm, UpdateForm):
    """An update that is there; it starts from the version that is on its way, when there is one."""

    def __init__(self, *args, page: ArenaUpdatePage, arena: ArenaPage):
        super().__init__(*args, instance=page.newest, arena=arena)
        self.page = page
        self.initial["started_from"] = f"{page.latest_revision_id}-{page.live:d}"
        chosen = [line.pk for line in self.initial["programme_lines"]]
        self._also_offer("cop", CopPage, Q(pk=self.instance.cop_id))
        self._also_offer("programme_lines", ProgrammeLine, Q(pk__in=chosen))
        # Compared with the page as it is now, not with what the form was opened with.
        self.fields["date"].show_hidden_initial = False
        moment = self.initial["go_live_at"]
        if page.live:
            del self.fields["go_live_at"]
        elif moment and moment <= timezone.now():
            self.initial["go_live_at"] = None

    def _also_offer(self, name: str, model, chosen: Q) -> None:
        """A line that has ended, or a CoP that left, stays on the update until a lead takes it off."""
        offered = Q(pk__in=self.fields[name].queryset.values("pk"))
        order = self.fields[name].queryset.query.order_by or model._meta.ordering
        self.fields[name].queryset = model.objects.filter(offered | chosen).order_by(*order)

    @property
    def is_there_already(self) -> bool:
        """A second click: what was typed is what the page says by now."""
        is_under_way = self.page.live or self.page.stage in {Stage.WAITING, Stage.PLANNED}
        return is_under_way and set(self.errors) == {"started_from"} and not self.changes

    @property
    def differences(self) -> list[tuple]:
        """Each field that says something else on the page now, and what that is."""
        names = [name for name in self.changed_data if not self._is_same(name)]
        return [
            (self[name], self._on_the_page(name)) for name in names if name in self._meta.fields
        ]

    def _on_the_page(self, name: str) -> str:
        value = self.initial.get(name)
        if name == "cop":
            return str(self.fields["cop"].queryset.filter(pk=value).first() or "")
        if name == "programme_lines":
            return ", ".join(map(str, value))
        if name == "go_live_at" and value:
            return date_format(timezone.localtime(value), "j F Y H:i")
        return date_format(value, "j F Y") if name == "date" else value or ""


class ListForm(forms.Form):
    """A department as a file or as pasted text; what was read comes back in the text to mend."""

    file = forms.FileField(
        label=_("A file with addresses"),
        required=False,
        help_text=_("CSV, as a spreadsheet saves it: an address and a role on each line."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.txt,text/csv,text/plain"}),
    )
    text = forms.CharField(
        label=_("Or type or paste them here"),
        required=False,
        max_length=MAX_BYTES,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 8, "spellcheck": "false", "autocomplete": "off"}),
        help_text=_(
            "For instance: jan@example.org;manager. The role may be employee, manager or director. "
            "Addresses from a mail may be pasted as they are."
        ),
    )
    message = forms.CharField(
        label=_("Personal message"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Stands in the mail, above the link."),
    )

    def __init__(self, *args, arena: ArenaPage, **kwargs):
        super().__init__(*args, **kwargs)
        self.arena = arena
        self.entries: list[Entry] = []

    def clean(self):
        data = super().clean()
        if self.errors:
            return data
        try:
            uploaded = data.get("file")
            data["text"] = decode(uploaded.read(MAX_BYTES + 1)) if uploaded else data["text"]
            self.entries = read_list(data["text"], self.arena)
        except UnreadableListError as error:
            self.add_error("file" if data.get("file") else "text", str(error))
        return data
