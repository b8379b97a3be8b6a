"""Small forms of a search: whom to ask, and who takes over from whom."""

from django import forms
from django.utils.translation import gettext_lazy as _

from cop_pages.models import CopPage, Role

from ..models import FacilitatorProfile
from .forms import RowChoiceField


class ProfilesField(forms.ModelMultipleChoiceField):
    """A number that no database can hold is a wrong choice, not an error."""

    def clean(self, value):
        try:
            return super().clean(value)
        except OverflowError as error:
            raise forms.ValidationError(_("Choose from the list.")) from error


class AskForm(forms.Form):
    """The boxes stand in the ranked list itself."""

    profiles = ProfilesField(
        queryset=FacilitatorProfile.objects.none(),
        error_messages={"required": _("Tick who you want to ask.")},
    )
    message = forms.CharField(
        label=_("A word with the question"),
        required=False,
        max_length=1000,
        help_text=_("They read this before they answer. Leave names of others out."),
        widget=forms.Textarea({"rows": 4}),
    )

    def __init__(self, data=None):
        super().__init__(data)
        self.fields["profiles"].queryset = FacilitatorProfile.objects.active()


class SuccessorField(RowChoiceField):
    def label_from_instance(self, profile) -> str:
        return profile.full_name


class HandOverForm(forms.Form):
    former = RowChoiceField(label=_("Who stops"), queryset=None, empty_label=None)
    successor = SuccessorField(
        label=_("Who takes over"),
        help_text=_("Only facilitators with an account. Others you ask through a search."),
        queryset=None,
    )
    stays_as = forms.ChoiceField(
        label=_("Afterwards, who stops"),
        required=False,
        choices=[
            ("", _("leaves the CoP")),
            (Role.RESIDENT.value, _("stays as a resident")),
            (Role.PROFESSIONAL.value, _("stays as a professional")),
        ],
    )

    def __init__(self, cop: CopPage, data=None):
        super().__init__(data)
        # Also who has stopped in the meantime: a second click asks for what is done already.
        self.fields["former"].queryset = cop.memberships.all()
        leaders = cop.active_memberships().filter(role=Role.FACILITATOR).select_related("user")
        self.fields["former"].widget.choices = [
            (each.pk, each.user.get_full_name()) for each in leaders.order_by("pk")
        ]
        members = FacilitatorProfile.objects.active().filter(user__isnull=False)
        self.fields["successor"].queryset = members.select_related("user").order_by("user__name")
