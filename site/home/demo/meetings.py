"""The meetings of the demo's CoPs: eight that were held, and one to come. Dates follow from today."""

from datetime import date, datetime, timedelta
from functools import cached_property

from dateutil.relativedelta import relativedelta
from django.utils import timezone

from cop_pages.models import CopPage, Membership
from meetings.models import Meeting, MeetingSeries
from meetings.recurrence import dates_between, rule_of
from modules_library.models import Goal, ModulePage

from .content import modules, read
from .ledger import Ledger
from .meeting_rows import MeetingRows
from .tree import Tree

LONGEST = timedelta(days=500)
SOON = timedelta(days=4)


class Catalogue:
    """The goals and Dutch modules by slug, looked up when the first meeting needs them."""

    def __init__(self, tree: Tree):
        self.tree = tree

    @cached_property
    def goals(self) -> dict[str, Goal]:
        return {goal.slug: goal for goal in Goal.objects.all()}

    @cached_property
    def modules(self) -> dict[str, ModulePage]:
        """Without those that somebody removed."""
        keys = {slug: self.tree.link(slug, "nl") for slug in modules()}
        pages = ModulePage.objects.prefetch_related("goals").in_bulk(
            [k for k in keys.values() if k]
        )
        return {slug: pages[key] for slug, key in keys.items() if key in pages}


def lay_meetings(ledger: Ledger, tree: Tree) -> None:
    catalogue = Catalogue(tree)
    with ledger.section("Meetings"):
        for cop in read("circles")["cop"]:
            circle, texts = tree.find(cop["slug"], "nl"), read(f"meetings/{cop['slug']}")
            if isinstance(circle, CopPage) and texts:
                CircleMeetings(ledger, circle, texts, catalogue).lay()


class CircleMeetings:
    """Lays the meetings of one CoP, oldest first."""

    def __init__(self, ledger: Ledger, circle: CopPage, texts: dict, catalogue: Catalogue):
        self.ledger, self.circle, self.texts, self.catalogue = ledger, circle, texts, catalogue
        self.rhythm = texts["rhythm"]

    @cached_property
    def people(self) -> dict[str, Membership]:
        """The members, by what stands before the @."""
        members = self.circle.memberships.active().select_related("user")
        return {each.user.email.partition("@")[0]: each for each in members}

    def lay(self) -> None:
        series = self.series_key()
        days, coming = self.days()
        for number, (texts, day) in enumerate(zip(self.texts["meeting"], days, strict=True), 1):
            self.lay_one(f"meeting:{self.circle.slug}:{number}", texts, day, series)
        self.lay_one(f"meeting:{self.circle.slug}:next", self.texts["next"], coming, series)

    def days(self) -> tuple[list[date], date]:
        """One date for each meeting that was held, and the next."""
        today = timezone.localdate()
        rule = rule_of(self.rhythm["rule"], today - LONGEST)
        end = today - relativedelta(months=self.rhythm.get("ended_months_ago", 0), days=1)
        past = dates_between(rule, today - LONGEST, end, skip_holidays=False)
        coming = dates_between(rule, today + SOON, today + LONGEST, skip_holidays=False)
        return past[-len(self.texts["meeting"]) :], coming[0]

    def series_key(self) -> int:
        def make(existing):
            return existing or MeetingSeries.objects.create(
                circle=self.circle,
                title=self.rhythm["title"],
                rule=self.rhythm["rule"],
                first_date=self.days()[0][0],
                start_time=self.rhythm["start"],
                minutes=self.rhythm["minutes"],
                place=self.rhythm["place"],
                lead=self.user(self.rhythm["lead"]),
            )

        return self.ledger.lay(f"series:{self.circle.slug}", "", MeetingSeries, make)

    def lay_one(self, key: str, texts: dict, day: date, series: int) -> None:
        def make(existing):
            if existing:
                return existing
            meeting = self.meeting_on(day, texts, series)
            MeetingRows(meeting, texts, self.people, self.catalogue).write()
            return meeting

        self.ledger.lay(key, "", Meeting, make)

    def meeting_on(self, day: date, texts: dict, series: int) -> Meeting:
        start = timezone.make_aware(datetime.combine(day, texts.get("start", self.rhythm["start"])))
        return Meeting(
            circle=self.circle,
            series_id=series,
            recurrence_id=day,
            title=texts["title"],
            starts_at=start,
            ends_at=start + timedelta(minutes=self.rhythm["minutes"]),
            place=texts.get("place", self.rhythm["place"]),
            lead=self.user(self.rhythm["lead"]),
            invitation_text=texts.get("invitation", ""),
            summary=texts.get("summary", ""),
            invited_at=min(start - timedelta(days=21), timezone.now()),
        )

    def user(self, name: str):
        return self.people[name].user if name in self.people else None
