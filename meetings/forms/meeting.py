"""The form of a meeting: what people say about a date, turned into moments."""

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from ..models import Meeting
from ..models.base import validate_timezone
from ..recurrence import instant
from .choices import DateInput, GoalsField, PersonChoiceField, TimeInput, people_of

EARLIEST, LATEST = date(2000, 1, 1), date(2100, 1, 1)


class MeetingForm(forms.ModelForm):
    """Knows which edition of the meeting it started from, and what the circle's people are."""

    date = forms.DateField(label=_("Day"), widget=DateInput)
    start = forms.TimeField(label=_("From"), widget=TimeInput)
    end = forms.TimeField(label=_("To"), widget=TimeInput)
    lead = PersonChoiceField(
        None, label=_("Who leads"), required=False, empty_label=_("Nobody in particular")
    )
    goals = GoalsField(label=_("What is this meeting for?"))
    started_from = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Meeting
        fields = ["title", "place", "video_url", "capacity", "invitation_text", "timezone", "lead"]
        help_texts = {
            "title": _("For instance: A day in the life of the square."),
            "capacity": _("Leave empty when everybody fits. Who comes too late waits in line."),
            "invitation_text": _("Stands in the mail, above the agenda."),
            "video_url": _("Starts with https://"),
        }
        widgets = {
            "invitation_text": forms.Textarea(attrs={"rows": 4}),
            "timezone": forms.HiddenInput,
        }

    def __init__(self, *args, circle, **kwargs):
        super().__init__(*args, **kwargs)
        self.instance.circle = circle
        self.fields["lead"].queryset = people_of(circle)
        self.fields["timezone"].required = False
        self.initial["started_from"] = edition_of(self.instance)
        if self.instance.pk:
            self.initial |= self._initial_times()
            self.initial["goals"] = [goal.pk for goal in self.instance.goals.all()]

    def _initial_times(self) -> dict:
        start, end = self.instance.local_start, self.instance.local_end
        return {"date": start.date(), "start": start.time(), "end": end.time()}

    @property
    def is_stale(self) -> bool:
        return self.has_error("started_from")

    @property
    def texts_changed_by_others(self) -> set[str]:
        """Fields whose stored text differs from what was typed here; the times are told in one line."""
        names = ("title", "place", "video_url", "capacity", "invitation_text")
        return {name for name in names if self.initial.get(name) != self[name].value()}

    @property
    def details(self) -> dict:
        """What the services store."""
        return {name: self.cleaned_data[name] for name in self.Meta.fields} | self.moments

    @property
    def moments(self) -> dict:
        """Start and end in UTC. An end before the start is on the next day, as at a New Year's party."""
        data = self.cleaned_data
        zone = ZoneInfo(data["timezone"])
        last_day = data["date"] + timedelta(days=data["end"] <= data["start"])
        return {
            "starts_at": instant(data["date"], data["start"], zone),
            "ends_at": instant(last_day, data["end"], zone),
        }

    def clean_timezone(self):
        name = self.cleaned_data["timezone"] or self.instance.timezone
        validate_timezone(name)
        return name

    def clean_date(self):
        day = self.cleaned_data["date"]
        if not EARLIEST <= day < LATEST:
            raise forms.ValidationError(_("Choose a day in this century."))
        return day

    def clean_started_from(self):
        if self.cleaned_data["started_from"] != self.initial["started_from"]:
            raise forms.ValidationError(
                _("Somebody else changed this meeting. Compare, and save again.")
            )
        return self.cleaned_data["started_from"]

    def clean(self):
        data = super().clean()
        if {"date", "start", "end", "timezone"} <= data.keys() and data["start"] == data["end"]:
            self.add_error("end", _("The end is the same as the start."))
        return data

    def _post_clean(self):
        """The instance gets its moments before the model's own rules look at it."""
        if {"date", "start", "end", "timezone"} <= self.cleaned_data.keys():
            for name, moment in self.moments.items():
                setattr(self.instance, name, moment)
        super()._post_clean()


def edition_of(meeting: Meeting) -> str:
    """Changes when anybody saves the details."""
    return meeting.updated_at.isoformat() if meeting.pk else ""


class CancelForm(forms.Form):
    reason = forms.CharField(
        label=_("Why it is cancelled"),
        max_length=300,
        help_text=_("Everybody who was invited reads this."),
        widget=forms.Textarea(attrs={"rows": 3}),
    )


def suggestion_for(circle, user) -> dict:
    """How the next meeting probably looks: as the last one, on the same weekday of a later month."""
    last = Meeting.objects.of_circle(circle).not_cancelled().order_by("starts_at").last()
    start = {"lead": user.pk, "start": "19:30", "end": "21:30"}
    if last is None:
        return start
    return start | {
        "date": same_weekday_later(last.local_start.date()),
        "start": last.local_start.time(),
        "end": last.local_end.time(),
        "place": last.place,
        "video_url": last.video_url,
        "capacity": last.capacity,
        "timezone": last.timezone,
    }


def same_weekday_later(day: date) -> date:
    """From the third Tuesday to the third Tuesday of the first month that lies ahead."""
    nth = (day.day - 1) // 7
    today = timezone.localdate()
    year, month = day.year, day.month
    while True:
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
        first = date(year, month, 1)
        found = first + timedelta(days=(day.weekday() - first.weekday()) % 7 + 7 * nth)
        found -= timedelta(days=7 * (found.month != month))
        if found > max(day, today):
            return found
