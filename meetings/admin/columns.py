"""The columns of a file with meetings: no person, and nothing that a member wrote."""

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _


def total(name: str, label):
    """A column with one of the numbers of `with_totals`."""

    def column(self, meeting) -> int:
        return getattr(meeting, f"number_{name}")

    column.short_description = label
    return column


class FileColumns:
    """For the ModelAdmin of meetings."""

    invited = total("invited", _("invited"))
    yes = total("yes", _("said yes"))
    present = total("present", _("were there"))
    guests = total("guests", _("guests"))
    items = total("items", _("agenda items"))
    decisions = total("decisions", _("decisions"))
    actions = total("actions", _("actions"))
    open_actions = total("open_actions", _("open actions"))

    def number(self, meeting) -> int:
        return meeting.pk

    number.short_description = _("number")

    def kind_of_circle(self, meeting) -> str:
        return capfirst(meeting.circle.specific_class._meta.verbose_name)

    kind_of_circle.short_description = _("kind of circle")

    def day(self, meeting):
        return meeting.local_start.date()

    day.short_description = _("day")

    def start(self, meeting) -> str:
        return f"{meeting.local_start:%H:%M}"

    start.short_description = _("starts at")

    def end(self, meeting) -> str:
        return f"{meeting.local_end:%H:%M}"

    end.short_description = _("ends at")

    def time_zone(self, meeting) -> str:
        return meeting.timezone

    time_zone.short_description = _("time zone")

    def state(self, meeting) -> str:
        return meeting.get_status_display()

    state.short_description = _("status")

    def report_on(self, meeting):
        moment = meeting.report_published_at
        return moment.astimezone(meeting.zone).date() if moment else ""

    report_on.short_description = _("report published at")
