"""The arena's own learning track: the same tracker, beside that of the CoP."""

from dataclasses import dataclass

from django.db.models import Prefetch

from cop_pages.models import Circle
from meetings.models import AgendaItem, Attendance, Meeting


@dataclass(frozen=True)
class Track:
    """What a circle learned so far, as far as this reader may see it."""

    held: list[Meeting]
    coming: list[Meeting]

    @classmethod
    def of(cls, circle: Circle, user) -> "Track":
        meetings = Meeting.objects.visible_to(user).of_circle(circle)
        modules = AgendaItem.objects.filter(module__isnull=False).select_related("module")
        mine = Attendance.objects.filter(user=user)
        with_all = meetings.prefetch_related(
            Prefetch("agenda_items", modules.in_order(), to_attr="woven"),
            Prefetch("attendances", mine, to_attr="mine"),
        )
        return cls(
            list(with_all.held().order_by("starts_at")),
            list(with_all.upcoming().filter(status__in=["draft", "planned"])),
        )

    @property
    def steps(self) -> list[Meeting]:
        return [*self.held, *self.coming]

    @property
    def modules(self) -> list[str]:
        """What was done so far, each once, in the order in which it was first done."""
        titles = [item.module.title for meeting in self.held for item in meeting.woven]
        return list(dict.fromkeys(titles))

    @property
    def attended(self) -> list[Meeting]:
        return [each for each in self.held if any(row.present for row in each.mine)]
