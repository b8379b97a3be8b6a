"""The form of a series: said as people say it, kept as a rule."""

from datetime import timedelta

from django import forms
from django.utils import timezone
from django.utils.dates import WEEKDAYS
from django.utils.translation import gettext_lazy as _

from .. import days_taken
from ..models import AgendaTemplate, MeetingSeries
from ..rhythm import rule_for
from ..services.series import twin_of
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


class DaysTakenForm(forms.Form):
    """Asks what to do with days on which the circle meets already, when there are any.

    The answer counts for the days that were shown: `asked` says which those were.
    """

    LEAVE_OUT, KEEP = "leave_out", "keep"

    taken = forms.ChoiceField(
        label=_("What to do on those days"),
        choices=[
            (LEAVE_OUT, _("Leave those days out of this rhythm")),
            (KEEP, _("Meet on those days all the same")),
        ],
        widget=forms.RadioSelect,
        required=False,
    )
    meetings_there = ()

    def look_for_meetings(self, series: MeetingSeries, last, *, but=None) -> None:
        self.meetings_there = days_taken.meetings_there(series, last, but=but)
        self.fields["taken"].required = bool(self.meetings_there)
        if self.meetings_there and not self._is_answered:
            self.add_error("taken", _("You meet on some of these days already. Choose."))

    @property
    def _is_answered(self) -> bool:
        shown = self.data.get("asked", "").split(",")
        return bool(self.cleaned_data.get("taken")) and set(self.asked.split(",")) <= set(shown)

    @property
    def days_there(self) -> list:
        return sorted({days_taken.day_of(each) for each in self.meetings_there})

    @property
    def asked(self) -> str:
        return ",".join(day.isoformat() for day in self.days_there)

    @property
    def left_out(self) -> list:
        return self.days_there if self.cleaned_data.get("taken") == self.LEAVE_OUT else []


class SeriesForm(DaysTakenForm, forms.ModelForm):
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

    def _post_clean(self):
        """Only then does the instance know its rhythm."""
        super()._post_clean()
        if not self.errors:
            twin = twin_of(self.instance)
            self.look_for_meetings(self.instance, self.cleaned_data["last"], but=twin)


class ExtendForm(DaysTakenForm):
    """More dates of a series."""

    last = forms.DateField(label=_("Write dates up to and including"), widget=DateInput)

    def __init__(self, *args, series: MeetingSeries, **kwargs):
        super().__init__(*args, **kwargs)
        self.series = series

    def clean_last(self):
        ahead(self.cleaned_data["last"], timezone.localdate())
        return self.cleaned_data["last"]

    def clean(self):
        data = super().clean()
        if not self.errors:
            self.look_for_meetings(self.series, data["last"])
        return data
