"""What one arena sees of its CoPs, gathered per CoP."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from cop_pages.models import CopPage, JourneyStep

from .models import ArenaPage, SharedItem, ShownPerson
from .shareable import ShownItem, shown_by, shown_items


@dataclass
class ShownCop:
    """One CoP from the tribune: no more than it chose to show."""

    cop: CopPage
    people: list[ShownPerson] = field(default_factory=list)
    steps: list[ShownItem] = field(default_factory=list)
    meetings: list[ShownItem] = field(default_factory=list)
    decisions: list[ShownItem] = field(default_factory=list)
    pictures: list[ShownItem] = field(default_factory=list)

    @property
    def journey(self) -> list[JourneyStep]:
        return [item.thing for item in self.steps]

    @property
    def is_empty(self) -> bool:
        return not (self.people or self.steps or self.meetings or self.decisions or self.pictures)

    def add(self, item: ShownItem) -> None:
        getattr(self, f"{item.kind.key}s").append(item)


def shown_by_cops(arena: ArenaPage, *, only: CopPage | None = None) -> list[ShownCop]:
    """All CoPs the arena follows, also those that show nothing yet; or one of them.

    As many queries for a long history as for a short one.
    """
    cops = arena.published_cops.filter(pk=only.pk) if only else arena.published_cops
    shown = {cop.pk: ShownCop(cop) for cop in cops}
    arenas = ArenaPage.objects.published().filter(pk=arena.pk)
    rows = SharedItem.objects.shown_in(arenas).filter(cop__in=shown)
    return _gathered(shown, shown_items(rows))


def preview_of(cop: CopPage, rows: Iterable[SharedItem]) -> list[ShownCop]:
    """The one CoP as these rows would show it; nothing of it is saved."""
    return _gathered({cop.pk: ShownCop(cop)}, shown_by(rows))


def _gathered(shown: dict[int, ShownCop], items: Iterable[ShownItem]) -> list[ShownCop]:
    for item in items:
        shown[item.row.cop_id].add(item)
    for person in ShownPerson.objects.of_cops(shown):
        shown[person.membership.circle_id].people.append(person)
    return list(shown.values())
