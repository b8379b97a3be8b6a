"""Active circles that have not met for six weeks, with their last meeting and the next one."""

from datetime import timedelta

from django.db.models import F, OuterRef, Q, Subquery
from django.utils import timezone

from cop_pages.models import Circle

from .models import Meeting
from .querysets import may_view_all

QUIET_AFTER = timedelta(weeks=6)
ACTIVE = Q(coppage__isnull=True) | Q(coppage__status="active")


def tracked_circles(user):
    """As `Meeting.objects.tracked_by`, also of circles that never met."""
    circles = Circle.objects
    return circles.visible_to(user) if may_view_all(user) else circles.facilitated_by(user)


def with_dates(circles):
    """When each met last, and when it meets next; None where there is no such date."""
    of_circle = Meeting.objects.filter(circle=OuterRef("pk"))
    met = of_circle.filter(status__in=["planned", "held", "published"]).past()
    return circles.annotate(
        last_met_at=Subquery(met.values("starts_at")[:1]),
        meets_at=Subquery(of_circle.upcoming().values("starts_at")[:1]),
    )


def quiet(circles):
    """Longest ago first. A circle that never met is quiet once it has been there for as long."""
    since = timezone.now() - QUIET_AFTER
    never = Q(last_met_at__isnull=True, first_published_at__lt=since)
    found = with_dates(circles.filter(ACTIVE)).filter(Q(last_met_at__lt=since) | never)
    return found.order_by(F("last_met_at").asc(nulls_first=True), "title", "pk")
