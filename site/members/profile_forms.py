"""What members fill in about themselves."""

from django import forms
from django.utils.translation import gettext_lazy as _

from .models import Member
from .portraits import make_portrait


class ProfileForm(forms.ModelForm):
    """Name, language and picture. What to share, and which mail to get, is asked per circle."""

    picture = forms.FileField(
        label=_("Picture of you"),
        required=False,
        help_text=_("Only people in your circles see it."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    removes_picture = forms.BooleanField(label=_("Remove my picture"), required=False)

    class Meta:
        model = Member
        fields = ["name", "language"]
        widgets = {"name": forms.TextInput(attrs={"autocomplete": "name"})}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["name"].required = True

    def clean_picture(self):
        upload = self.cleaned_data["picture"]
        if not upload:
            return None
        try:
            return make_portrait(upload)
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error

    def save(self, commit: bool = True) -> Member:
        portrait = self.cleaned_data["picture"]
        if portrait or self.cleaned_data["removes_picture"]:
            self.instance.picture.delete(save=False)
        if portrait:
            self.instance.picture.save(portrait.name, portrait, save=False)
        return super().save(commit)


class FarewellForm(forms.Form):
    """One deliberate tick before everything goes."""

    sure = forms.BooleanField(
        label=_("Yes, delete my account and my data"),
        error_messages={"required": _("Tick the box if you are sure.")},
    )
