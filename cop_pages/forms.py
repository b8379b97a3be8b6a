"""Forms of the members' own pages: plain, without the admin."""

from django import forms
from django.forms.formsets import ORDERING_FIELD_NAME
from django.utils.formats import date_format
from django.utils.text import capfirst, normalize_newlines
from django.utils.translation import gettext_lazy as _

from .models import Circle, CircleFile, CopPage, CopUpdatePage, Invitation, JourneyStep, Membership
from .models.files import PICTURES
from .ordering import wanted_place
from .pictures import check_size, cleaned


class InvitationForm(forms.ModelForm):
    class Meta:
        model = Invitation
        fields = ["email", "role", "organisation", "message"]
        help_texts = {
            "message": _("Stands in the mail, above the link."),
        }
        widgets = {
            "email": forms.EmailInput(attrs={"autocomplete": "off"}),
            "message": forms.Textarea(attrs={"rows": 3}),
        }

    def __init__(self, *args, circle: Circle, **kwargs):
        super().__init__(*args, **kwargs)
        self.circle = circle
        role = self.fields["role"]
        role.choices = roles_of(circle)
        self.initial |= {"role": circle.roles.values[0], "organisation": circle.organisation}
        role.help_text = _("Only a %(role)s can invite people and edit the page.") % {
            "role": circle.leading_role_name
        }
        self.fields["organisation"].empty_label = _("No organisation")

    def clean_email(self):
        email = self.cleaned_data["email"]
        if self.circle.active_memberships().filter(user__email__iexact=email).exists():
            raise forms.ValidationError(
                _("This person is in already. You can change their role in the list.")
            )
        return email


class RoleForm(forms.Form):
    role = forms.ChoiceField(label=_("Role"))

    def __init__(self, *args, circle: Circle, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["role"].choices = roles_of(circle)


def roles_of(circle: Circle) -> list[tuple[str, str]]:
    """What people can be in this kind of circle, as the choices of a menu."""
    return [(value, capfirst(label)) for value, label in circle.roles.choices]


class MembershipForm(forms.ModelForm):
    """What a member says of themselves in one circle."""

    class Meta:
        model = Membership
        fields = [
            "contribution",
            "shares_contribution",
            "shares_picture",
            "shares_email",
            "receives_news",
        ]
        help_texts = {
            "contribution": _(
                "In your own words: what you know, can do, or gladly take on. At most 500 characters."
            )
        }
        widgets = {"contribution": forms.Textarea(attrs={"rows": 4})}


class PageWritingForm(forms.ModelForm):
    """A part of a page; knows which revision it started from, so that nobody writes over another."""

    started_from = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.initial["started_from"] = str(self.instance.latest_revision_id or "")

    @property
    def is_stale(self) -> bool:
        return self.has_error("started_from")

    @property
    def changes(self) -> dict:
        """What was changed, by field; what somebody else has in a draft elsewhere stays as it is."""
        changed = [name for name in self.changed_data if name in self._meta.fields]
        return {name: self.cleaned_data[name] for name in changed if not self._is_same(name)}

    def _is_same(self, name: str) -> bool:
        """Browsers send each new line as two characters; what people may not see was never sent."""
        former, value = self.initial.get(name), self.cleaned_data.get(name)
        if isinstance(former, list):
            return {*former} == {*(value or ())}
        is_text = isinstance(value, str)
        return is_text and normalize_newlines(former or "") == normalize_newlines(value)

    def clean_started_from(self):
        if self.cleaned_data["started_from"] != self.initial["started_from"]:
            raise forms.ValidationError(
                _(
                    "Somebody else changed this page. Compare with the page as it is now, and save again."
                )
            )
        return self.cleaned_data["started_from"]


class MembersPartForm(PageWritingForm):
    """The part of a CoP's page that its facilitator writes."""

    class Meta:
        model = CopPage
        fields = [
            "case",
            "values",
            "interests",
            "role_agreements",
            "starting_points",
            "links",
        ]
        help_texts = {
            "case": _("What is going on, for whom, and what has been tried before."),
            "values": _("What you hold on to, one on each line."),
            "interests": _("What is at stake, and for whom; one on each line."),
            "role_agreements": _("Who does what; one on each line."),
            "starting_points": _(
                "How you treat each other and what stands firm; one on each line."
            ),
            "links": _("One on each line: a name, and then the address."),
        }
        widgets = {name: forms.Textarea(attrs={"rows": 6}) for name in fields}


class JourneyStepForm(forms.ModelForm):
    class Meta:
        model = JourneyStep
        fields = ["date", "title", "happened", "learned", "next_step", "is_shared"]
        help_texts = {"is_shared": _("Leave this off as long as only facilitators may read it.")}
        widgets = {
            "date": forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
            "happened": forms.Textarea(attrs={"rows": 3}),
            "learned": forms.Textarea(attrs={"rows": 2}),
            "next_step": forms.Textarea(attrs={"rows": 2}),
        }

    @property
    def is_new(self) -> bool:
        return self.instance.pk is None

    @property
    def name(self) -> str:
        return self.instance.title

    @property
    def aside(self) -> str:
        return date_format(self.instance.date, "j F Y") if self.instance.date else ""


class OrderedSteps(forms.BaseInlineFormSet):
    """The steps of a journey, put in order by the numbers that people type."""

    def add_fields(self, form, index):
        super().add_fields(form, index)
        form.fields["id"].error_messages["invalid_choice"] = _(
            "Somebody else removed a step. Tick “Remove this step” there, or copy its text to a new one."
        )
        form.fields[ORDERING_FIELD_NAME].label = _("Number in the journey")
        if "DELETE" in form.fields:
            form.fields["DELETE"].label = _("Remove this step")

    def save(self, commit=True):
        """Number the steps anew, also those that stayed where they were."""
        kept = [form for form in self.ordered_forms if form.instance.pk or form.has_changed()]
        for number, form in enumerate(sorted(kept, key=wanted_place)):
            form.instance.sort_order = number
            form.changed_data.append("sort_order")  # Or an unchanged step is not saved.
        return super().save(commit)


JourneyFormSet = forms.inlineformset_factory(
    CopPage,
    JourneyStep,
    form=JourneyStepForm,
    formset=OrderedSteps,
    extra=1,
    can_order=True,
    can_delete_extra=False,
)


class NewsForm(PageWritingForm):
    """The head of news as a facilitator writes it; its text is a row of pieces."""

    class Meta:
        model = CopUpdatePage
        fields = ["title", "intro"]
        help_texts = {"title": ""}  # Wagtail's own speaks of visitors, who never see this.
        widgets = {"intro": forms.Textarea(attrs={"rows": 4})}


def is_picture(filename: str) -> bool:
    return filename.rsplit(".", 1)[-1].lower() in PICTURES


class CircleFileForm(forms.ModelForm):
    class Meta:
        model = CircleFile
        fields = ["title", "file", "alt_text"]
        help_texts = {
            "file": _("A document or a picture of at most 20 MB."),
            "alt_text": _(
                "Only for pictures: for who cannot see it, and for when it does not load."
            ),
        }

    def clean_file(self):
        uploaded = self.cleaned_data["file"]
        check_size(uploaded)
        return cleaned(uploaded) if is_picture(uploaded.name) else uploaded

    def clean(self):
        data = super().clean()
        uploaded = data.get("file")
        if uploaded and is_picture(uploaded.name) and not data.get("alt_text"):
            self.add_error("alt_text", _("Say in a few words what the picture shows."))
        return data
