"""The menus above the list of meetings."""

from datetime import datetime, time, timedelta

from django.contrib.admin.filters import SimpleListFilter
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cop_pages.admin.filters import CircleFilter

from ..missing import Missing
from ..quiet_circles import quiet, tracked_circles


class TrackedCircleFilter(CircleFilter):
    """Only circles whose meetings are in the list."""

    def lookups(self, request, model_admin) -> list[tuple[str, str]]:
        circles = tracked_circles(request.user).order_by("title", "pk")
        return [(str(pk), title) for pk, title in circles.values_list("pk", "title")]


def midnight(days: int) -> datetime:
    """The first moment of the day so many days from today."""
    day = timezone.localdate() + timedelta(days=days)
    return timezone.make_aware(datetime.combine(day, time.min))


class PeriodFilter(SimpleListFilter):
    title = _("period")
    parameter_name = "period"
    # The first day and the day after the last, counted from today.
    PERIODS = {"week": (0, 8), "month": (0, 32), "last_month": (-31, 1), "last_quarter": (-92, 1)}

    def lookups(self, request, model_admin) -> list[tuple[str, str]]:
        return [
            ("coming", _("all that is coming")),
            ("week", _("the coming week")),
            ("month", _("the coming month")),
            ("last_month", _("the past month")),
            ("last_quarter", _("the past three months")),
        ]

    def queryset(self, request, queryset):
        if self.value() == "coming":
            return queryset.filter(ends_at__gt=timezone.now())
        if self.value() not in self.PERIODS:
            return queryset
        first, end = map(midnight, self.PERIODS[self.value()])
        return queryset.filter(starts_at__gte=first, starts_at__lt=end)


class MissingFilter(SimpleListFilter):
    """What asks for a reminder. Of a circle that is quiet one sees its last meetings."""

    title = _("missing")
    parameter_name = "missing"

    def lookups(self, request, model_admin) -> list[tuple[str, str]]:
        return Missing.choices

    def queryset(self, request, queryset):
        if self.value() == Missing.QUIET:
            circles = quiet(tracked_circles(request.user)).order_by()
            return queryset.filter(circle__in=circles.values("pk"))
        verbs = {
            Missing.REPORT: queryset.report_missing,
            Missing.AGENDA: queryset.agenda_missing,
            Missing.NEXT: queryset.next_missing,
        }
        return verbs[self.value()]() if self.value() in verbs else queryset
