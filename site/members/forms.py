"""Wagtail's account forms for members, who have one name and an email address."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.users.forms import UserCreationForm, UserEditForm

from .models import Member, language_choices


class MemberFormMixin(forms.Form):
    """One name instead of a first and a last, and a password only for who wants one."""

    first_name = None
    last_name = None
    password_required = False

    name = forms.CharField(
        label=_("Name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("As it appears to other members."),
    )
    language = forms.ChoiceField(label=_("Language of mails"), choices=language_choices)

    def clean_email(self) -> str:
        """The check on doubles in Wagtail's form compares as typed; addresses are kept in lower case."""
        return self.cleaned_data["email"].strip().lower()

    def separate_username_field(self) -> bool:
        return False


class MemberCreationForm(MemberFormMixin, UserCreationForm):
    error_messages = UserCreationForm.error_messages | {
        "duplicate_username": _("There is already a member with this email address."),
    }

    class Meta(UserCreationForm.Meta):
        fields = ("email", "name", "language", "is_superuser", "groups")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["password1"].help_text = _(
            "Leave empty: the member then logs in with a mailed code."
        )

    def save(self, commit: bool = True) -> Member:
        if not self.cleaned_data["password1"]:
            self.instance.set_unusable_password()
        return super().save(commit)


class MemberEditForm(MemberFormMixin, UserEditForm):
    error_messages = MemberCreationForm.error_messages

    class Meta(UserEditForm.Meta):
        fields = ("email", "name", "language", "is_active", "is_superuser", "groups")


class NameForm(forms.ModelForm):
    """What editors change of themselves in the admin; the address changes by a mailed code."""

    class Meta:
        model = Member
        fields = ("name", "language")
