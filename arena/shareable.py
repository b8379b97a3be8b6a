"""The kinds of things a CoP may show to an arena, and how to find them again.

What may be shared is asked anew at every look: a step that is hidden from members after all, a report
that is taken back or a file that is deleted is gone from the tribune as well.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cop_pages.models import CircleFile, CopPage, JourneyStep
from meetings.models import Decision, Meeting

from .models import SharedItem


@dataclass(frozen=True)
class Kind:
    """One kind of thing. `of_cops` gives all of it that these CoPs may share now."""

    key: str
    model: type[Model]
    label: Promise
    of_cops: Callable[[Iterable[CopPage]], QuerySet]
    cop_id: Callable[[Model], int]
    title: Callable[[Model], str]
    day: Callable[[Model], date]
    text: Callable[[Model], str] = lambda thing: ""  # What is shown with it, to choose by.

    @property
    def content_type(self) -> ContentType:
        return ContentType.objects.get_for_model(self.model)


KINDS = (
    Kind(
        "step",
        JourneyStep,
        _("Steps of the journey"),
        lambda cops: JourneyStep.objects.filter(page__in=cops, is_shared=True).order_by(
            "sort_order"
        ),
        lambda step: step.page_id,
        lambda step: step.title,
        lambda step: step.date,
        lambda step: step.happened,
    ),
    Kind(
        "meeting",
        Meeting,
        _("Summaries of meetings"),
        lambda cops: (
            Meeting.objects.with_report()
            .filter(circle__in=cops)
            .exclude(summary="")
            .order_by("-starts_at")
        ),
        lambda meeting: meeting.circle_id,
        lambda meeting: meeting.title,
        lambda meeting: meeting.local_start.date(),
        lambda meeting: meeting.summary,
    ),
    Kind(
        "decision",
        Decision,
        _("Decisions"),
        lambda cops: (
            Decision.objects.filter(meeting__circle__in=cops, meeting__status="published")
            .select_related("meeting")
            .order_by("-meeting__starts_at", "order", "pk")
        ),
        lambda decision: decision.meeting.circle_id,
        lambda decision: decision.text,
        lambda decision: decision.meeting.local_start.date(),
    ),
    Kind(
        "picture",
        CircleFile,
        _("Pictures"),
        lambda cops: CircleFile.objects.pictures().filter(circle__in=cops),
        lambda file: file.circle_id,
        lambda file: file.title,
        lambda file: timezone.localdate(file.created_at),
    ),
)
BY_KEY = {kind.key: kind for kind in KINDS}


@dataclass(frozen=True)
class ShownItem:
    """A shared row together with the thing itself."""

    row: SharedItem
    kind: Kind
    thing: Model

    @property
    def title(self) -> str:
        return self.kind.title(self.thing)

    @property
    def day(self) -> date:
        return self.kind.day(self.thing)


def shown_items(rows: QuerySet) -> list[ShownItem]:
    """What these rows show, each once, by the row that was shared first."""
    return shown_by(rows.order_by("-shared_at", "-pk"))


def shown_by(rows: Iterable[SharedItem]) -> list[ShownItem]:
    """Of rows that need not be saved: as many queries as there are kinds, in the order of each kind."""
    wanted = defaultdict(dict)
    for row in rows:
        wanted[row.content_type_id][row.object_id] = row
    shown = []
    for kind in KINDS:
        shown += _shown_of(kind, wanted[kind.content_type.pk])
    return shown


def _shown_of(kind: Kind, rows: dict[int, SharedItem]) -> list[ShownItem]:
    """Only what its CoP may share still, and only what is that CoP's own."""
    cops = {row.cop_id for row in rows.values()}
    things = kind.of_cops(cops).filter(pk__in=rows) if rows else []
    return [
        ShownItem(rows[thing.pk], kind, thing)
        for thing in things
        if rows[thing.pk].cop_id == kind.cop_id(thing)
    ]
