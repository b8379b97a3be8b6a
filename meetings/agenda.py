"""An agenda with its running clock: when each block begins, and what runs past the end."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from .models import AgendaItem, Meeting
from .spoken import spoken_clock

# Four colours in turn, as the steps of a module have them.
COLOURS = "abcd"
# How tall a minute is drawn, in em; a day-long meeting is drawn smaller, or it would be metres long.
TALLEST_MINUTE = 0.3
TALLEST_AGENDA = 90


@dataclass
class Block:
    """One item at its place. `start` is in minutes from the beginning, `over` what lies past the end."""

    item: AgendaItem
    start: int
    over: int
    meeting: Meeting
    number: int
    minute_height: float = TALLEST_MINUTE
    parts: list[AgendaItem] = field(default_factory=list)

    @property
    def minutes(self) -> int:
        return self.item.minutes

    @property
    def within(self) -> int:
        """The minutes before the end of the meeting."""
        return self.minutes - self.over

    @property
    def over_from(self) -> int:
        """Where in the meeting the part past its end begins, in minutes."""
        return self.start + self.within

    @property
    def is_over(self) -> bool:
        return self.over > 0

    @property
    def height(self) -> str:
        """A length for SVG: a block is as tall as it lasts."""
        return f"{self.minutes * self.minute_height:.2f}em"

    @property
    def share_within(self) -> str:
        return f"{100 * self.within / self.minutes:.2f}%" if self.minutes else "0%"

    @property
    def share_over(self) -> str:
        return f"{100 * self.over / self.minutes:.2f}%" if self.minutes else "0%"

    @property
    def colour(self) -> str:
        return "pause" if self.item.is_break else COLOURS[(self.number - 1) % len(COLOURS)]

    @property
    def starts_at(self) -> datetime:
        return self.meeting.local_time(self.start)

    @property
    def ends_at(self) -> datetime:
        return self.meeting.local_time(self.start + self.minutes)

    @property
    def clock(self) -> str:
        return spoken_clock(self.starts_at)

    @property
    def until(self) -> str:
        return spoken_clock(self.ends_at)


class Agenda:
    """The blocks of a meeting in order. Parts lie inside their block and add no minutes."""

    def __init__(self, meeting: Meeting, items: list[AgendaItem]):
        self.meeting, self.items = meeting, items

    @classmethod
    def of(cls, meeting: Meeting) -> "Agenda":
        """All items with what a page shows of them, in two queries."""
        return cls(meeting, list(meeting.agenda_items.in_order().for_agenda()))

    @cached_property
    def blocks(self) -> list[Block]:
        blocks, start = [], 0
        for number, item in enumerate(self._tops, 1):
            over = min(max(start + item.minutes - self.meeting.minutes, 0), item.minutes)
            parts = [each for each in self.items if each.parent_id == item.pk]
            height = self.minute_height
            blocks.append(Block(item, start, over, self.meeting, number, height, parts))
            start += item.minutes
        return blocks

    @cached_property
    def _tops(self) -> list[AgendaItem]:
        return [item for item in self.items if not item.parent_id]

    @property
    def minute_height(self) -> float:
        return min(TALLEST_MINUTE, TALLEST_AGENDA / (self.scale or 1))

    @property
    def is_empty(self) -> bool:
        return not self.items

    @property
    def total(self) -> int:
        """The minutes of all blocks together."""
        return sum(item.minutes for item in self._tops)

    @property
    def over(self) -> int:
        """Minutes past the end of the meeting."""
        return max(self.total - self.meeting.minutes, 0)

    @property
    def left(self) -> int:
        return max(self.meeting.minutes - self.total, 0)

    @property
    def scale(self) -> int:
        """The longest of the meeting and its agenda: the whole length of the strip."""
        return max(self.total, self.meeting.minutes)

    @property
    def ends_at(self) -> datetime:
        return self.meeting.local_time(self.total)
