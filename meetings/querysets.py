"""Reads of the tracker as verbs; `visible_to` here asks the circle, as everything does."""

from django.db import models
from django.db.models import Count, F, Q
from django.utils import timezone

from cop_pages.models import Circle
from cop_pages.models.people import hash_token


def may_view_all(user) -> bool:
    return user.is_active and user.has_perm("cop_pages.view_all_circles")


class OfCircleQuerySet(models.QuerySet):
    """Rows with a circle. `circle_path` leads to it."""

    circle_path = "circle"

    def of_circle(self, circle):
        return self.filter(**{self.circle_path: circle})

    def in_visible_circles(self, user):
        return self.filter(**{f"{self.circle_path}__in": Circle.objects.visible_to(user)})

    def editable_by(self, user):
        """Rows of the circles that this user facilitates now."""
        return self.filter(**{f"{self.circle_path}__in": Circle.objects.facilitated_by(user)})

    def shown_to(self, user, shown: Q):
        """Of visible circles: all to facilitators and who may view all, to members what is `shown`."""
        rows = self.in_visible_circles(user)
        if may_view_all(user):
            return rows
        facilitated = {f"{self.circle_path}__in": Circle.objects.facilitated_by(user)}
        return rows.filter(shown | Q(**facilitated))


class MeetingQuerySet(OfCircleQuerySet):
    def visible_to(self, user):
        """Meetings of visible circles; drafts only for who facilitates or may view all."""
        return self.shown_to(user, ~Q(status="draft"))

    def upcoming(self):
        """What has not ended and goes on, soonest first."""
        return self.not_cancelled().filter(ends_at__gt=timezone.now()).order_by("starts_at", "pk")

    def past(self):
        return self.filter(ends_at__lte=timezone.now()).order_by("-starts_at", "-pk")

    def drafts(self):
        return self.filter(status="draft")

    def planned(self):
        return self.filter(status="planned")

    def held(self):
        """Closed by the facilitator, whether or not the report is out."""
        return self.filter(status__in=["held", "published"])

    def with_report(self):
        return self.filter(status="published")

    def not_cancelled(self):
        return self.exclude(status="cancelled")

    def before(self, meeting):
        """Earlier meetings of the same circle, latest first."""
        earlier = self.of_circle(meeting.circle_id).filter(starts_at__lt=meeting.starts_at)
        return earlier.order_by("-starts_at", "-pk")

    def after(self, meeting):
        later = self.of_circle(meeting.circle_id).filter(starts_at__gt=meeting.starts_at)
        return later.order_by("starts_at", "pk")

    def for_cards(self):
        """With all that a card in a list shows: the circle, and how many come."""
        coming = Q(attendances__answer="yes", attendances__waiting_since__isnull=True)
        return self.select_related("circle", "lead").annotate(
            number_coming=Count("attendances", filter=coming)
        )


class MeetingSeriesQuerySet(OfCircleQuerySet):
    pass


class AgendaItemQuerySet(OfCircleQuerySet):
    circle_path = "meeting__circle"

    def visible_to(self, user):
        return self.shown_to(user, ~Q(meeting__status="draft"))

    def in_order(self):
        return self.order_by("order", "pk")

    def for_agenda(self):
        """With all that an agenda shows of an item."""
        long = [
            f"module__{name}"
            for name in ("steps", "explanation", "facilitator_notes", "search_text")
        ]
        return self.select_related("lead", "module").defer(*long).prefetch_related("goals")

    def blocks(self):
        """Without the parts inside other blocks."""
        return self.filter(parent__isnull=True)

    def unfinished(self):
        return self.exclude(state__in=["done", "moved"])


class BacklogItemQuerySet(OfCircleQuerySet):
    def newest_first(self):
        return self.order_by("-created_at", "-pk")


class AgendaTemplateQuerySet(models.QuerySet):
    def for_circle(self, circle):
        """Those of this circle and those of the whole network."""
        return self.filter(Q(circle=circle) | Q(circle__isnull=True))


class AttendanceQuerySet(OfCircleQuerySet):
    circle_path = "meeting__circle"

    def coming(self):
        return self.filter(answer="yes", waiting_since__isnull=True)

    def waiting(self):
        """The one who waits longest first."""
        return self.filter(answer="yes", waiting_since__isnull=False).order_by(
            "waiting_since", "pk"
        )

    def without_answer(self):
        return self.filter(answer="")

    def were_there(self):
        return self.filter(present=True)


class DecisionQuerySet(OfCircleQuerySet):
    circle_path = "meeting__circle"

    def visible_to(self, user):
        """Members read decisions in the published report."""
        return self.shown_to(user, Q(meeting__status="published"))


class ActionItemQuerySet(OfCircleQuerySet):
    def visible_to(self, user):
        """Members see actions when the report is out, and their own at once."""
        if not user.is_authenticated:
            return self.none()
        out = Q(meeting__isnull=True) | Q(meeting__status="published")
        return self.shown_to(user, out | Q(owner=user))

    def open(self):
        return self.filter(state="open")

    def of_owner(self, user):
        return self.filter(owner=user)

    def late(self):
        return self.open().filter(due__lt=timezone.localdate())

    def soonest_first(self):
        return self.order_by(F("due").asc(nulls_last=True), "pk")


class NextStepQuerySet(OfCircleQuerySet):
    circle_path = "meeting__circle"

    def visible_to(self, user):
        return self.shown_to(user, Q(meeting__status="published"))

    def waiting(self):
        """Not yet on an agenda."""
        return self.filter(carried_to__isnull=True)


class FieldNoteQuerySet(OfCircleQuerySet):
    pass


class PulseRoundQuerySet(OfCircleQuerySet):
    circle_path = "meeting__circle"

    def open(self):
        return self.filter(opened_at__isnull=False, closed_at__isnull=True)

    def closed(self):
        return self.filter(closed_at__isnull=False)

    def with_words(self):
        """Closed, and what people wrote has not been removed."""
        return self.closed().filter(texts_purged_at__isnull=True)


class CalendarTokenQuerySet(models.QuerySet):
    def valid(self):
        return self.filter(revoked_at__isnull=True, user__is_active=True)

    def for_token(self, token: str):
        return self.valid().filter(token_hash=hash_token(token))


class NoticeQuerySet(models.QuerySet):
    def first_time(self, kind: str, user, *, meeting=None, action=None, edition: int = 0) -> bool:
        """Mark this notice as sent; False when it was before. Of two jobs at once one gets True."""
        row = {"kind": kind, "user": user, "meeting": meeting, "action": action}
        return self.get_or_create(**row, edition=edition)[1]
