"""The form of a series: said as people say it, kept as a rule."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from ..models import AgendaTemplate, MeetingSeries
from ..rhythm import rule_for
from .choices import DateInput, GoalsField, PersonChoiceField, TimeInput, people_of

MOST_AHEAD = timedelta(days=366 * 2)
OFTEN = [
    ("1", _("every week")),
    ("2", _("every other week")),
    ("3", _("every three weeks")),
    ("4", _("every four weeks")),
    ("first", _("every first of the month")),
    ("second", _("every second of the month")),
    ("third", _("every third of the month")),
    ("fourth", _("every fourth of the month")),
    ("last", _("every last of the month")),
]


def ahead(day, today) -> None:
    """Nobody knows what they do in three years."""
    if day > today + MOST_AHEAD:
        raise forms.ValidationError(_("Plan at most two years ahead."))


class SeriesForm(forms.ModelForm):
    often = forms.ChoiceField(label=_("How often"), choices=OFTEN, initial="third")
    weekday = forms.TypedChoiceField(
        label=_("On"), choices=list(WEEKDAYS.items()), coerce=int, initial=1
    )
    last = forms.DateField(
        label=_("Write dates up to and including"),
        widget=DateInput,
        help_text=_("You can add more dates later."),
    )
    lead = PersonChoiceField(
        None, label=_("Who leads"), required=False, empty_label=_("Nobody in particular")
    )
    goals = GoalsField(label=_("What are these meetings for?"))

    class Meta:
        model = MeetingSeries
        fields = [
            "title",
            "first_date",
            "start_time",
            "minutes",
            "place",
            "video_url",
            "skips_holidays",
            "lead",
            "capacity",
            "template",
        ]
        widgets = {"first_date": DateInput, "start_time": TimeInput}
        help_texts = {
            "first_date": _("The first date of the rhythm on or after this day."),
            "video_url": _("Starts with https://"),
            "template": _("Every meeting starts with these blocks."),
        }

    def __init__(self, *args, circle, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.circle = circle
        self.fields["lead"].queryset = people_of(circle)
        self.fields["template"].queryset = AgendaTemplate.objects.for_circle(circle)
        self.fields["template"].empty_label = _("No fixed agenda")
        self.initial |= {"start_time": "19:30", "first_date": timezone.localdate()}

    def clean_last(self):
        ahead(self.cleaned_data["last"], timezone.localdate())
        return self.cleaned_data["last"]

    def clean(self):
        data = super().clean()
        if {"often", "weekday"} <= data.keys():
            self.instance.rule = rule_for(data["often"], data["weekday"])
        if {"first_date", "last"} <= data.keys() and data["last"] < data["first_date"]:
            self.add_error("last", _("This day comes before the first one."))
        return data


class ExtendForm(forms.Form):
    """More dates of a series."""

    last = forms.DateField(label=_("Write dates up to and including"), widget=DateInput)

    def clean_last(self):
        ahead(self.cleaned_data["last"], timezone.localdate())
        return self.cleaned_data["last"]
