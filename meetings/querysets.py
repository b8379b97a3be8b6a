"""Reads of the tracker as verbs; `visible_to` here asks the circle, as everything does."""

from datetime import timedelta

from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from cop_pages.models import Circle
from cop_pages.models.people import hash_token

# How long a facilitator has for the report, and how long before a meeting its agenda should be there.
REPORT_WITHIN = timedelta(days=7)
AGENDA_AHEAD = timedelta(days=14)
# A kind of circle without a status of its own is always active.
OF_ACTIVE_CIRCLE = Q(circle__coppage__isnull=True) | Q(circle__coppage__status="active")


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

    def tracked_by(self, user):
        """Rows in the admin: all for who may view all circles, else those of circles one leads."""
        return self.in_visible_circles(user) if may_view_all(user) else self.editable_by(user)

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

    def report_missing(self):
        """Over for so long that members should have its report, and it is not out."""
        before = timezone.now() - REPORT_WITHIN
        return self.filter(status__in=["planned", "held"], ends_at__lt=before)

    def agenda_missing(self):
        """About to happen, and nothing is on the agenda."""
        now = timezone.now()
        soon = self.filter(starts_at__lte=now + AGENDA_AHEAD, ends_at__gt=now)
        return soon.filter(status__in=["draft", "planned"], agenda_items__isnull=True)

    def next_missing(self):
        """The last meeting of an active circle that has no date for the next one."""
        others = self.model.objects.not_cancelled().filter(circle=OuterRef("circle"))
        over = self.not_cancelled().filter(OF_ACTIVE_CIRCLE, ends_at__lte=timezone.now())
        return over.exclude(Exists(others.filter(starts_at__gt=OuterRef("starts_at"))))

    def with_missing(self):
        """What is missing, as a mark on each row; see `missing.py`."""
        here, rows = {"pk": OuterRef("pk")}, self.model.objects
        return self.annotate(
            misses_report=Exists(rows.report_missing().filter(**here)),
            misses_agenda=Exists(rows.agenda_missing().filter(**here)),
            misses_next=Exists(rows.next_missing().filter(**here)),
        )

    def with_totals(self):
        """Numbers of all that hangs under each meeting; subqueries, for joins would multiply them."""
        return self.annotate(
            number_invited=self._number_of("attendances", invited_at__isnull=False),
            number_yes=self._number_of("attendances", answer="yes"),
            number_present=self._number_of("attendances", present=True),
            number_guests=self._number_of("guests"),
            number_items=self._number_of("agenda_items", parent__isnull=True),
            number_decisions=self._number_of("decisions"),
            number_actions=self._number_of("action_items"),
            number_open_actions=self._number_of("action_items", state="open"),
        )

    def _number_of(self, relation: str, **only):
        rows = self.model._meta.get_field(relation).related_model.objects
        found = rows.filter(meeting=OuterRef("pk"), **only).order_by().values("meeting")
        return Coalesce(Subquery(found.annotate(number=Count("pk")).values("number")), 0)

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
    def first_time(
        self, kind: str, user, *, meeting=None, action=None, circle=None, edition: int = 0
    ) -> bool:
        """Mark this notice as sent; False when it was before. Of two jobs at once one gets True."""
        about = {"meeting": meeting, "action": action, "circle": circle}
        return self.get_or_create(kind=kind, user=user, **about, edition=edition)[1]
