"""What facilitators choose from: people of the circle, goals, time zones."""

from zoneinfo import available_timezones

from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _

from modules_library.models import Goal


class PersonChoiceField(forms.ModelChoiceField):
    """A member of the circle by name, never by address."""

    def label_from_instance(self, obj) -> str:
        return obj.get_full_name() or _("A member without a name")


class GoalsField(forms.ModelMultipleChoiceField):
    widget = forms.CheckboxSelectMultiple

    def __init__(self, **kwargs):
        super().__init__(Goal.objects.all(), required=False, **{"label": _("Goals")} | kwargs)

    def label_from_instance(self, obj) -> str:
        return obj.name


def people_of(circle):
    """Everybody who is in the circle now."""
    members = circle.memberships.active().values("user")
    return get_user_model().objects.filter(pk__in=members, is_active=True).order_by("pk")


def timezone_choices() -> list[tuple[str, str]]:
    return [(name, name.replace("_", " ")) for name in sorted(available_timezones())]


class DateInput(forms.DateInput):
    input_type = "date"

    def __init__(self, **kwargs):
        super().__init__(format="%Y-%m-%d", **kwargs)


class TimeInput(forms.TimeInput):
    input_type = "time"

    def __init__(self, **kwargs):
        super().__init__(format="%H:%M", **kwargs)
