"""The report of one meeting, as it is read and printed."""

from dataclasses import dataclass

from cop_pages.templatetags.cop_pages_tags import person_name

from .agenda import Agenda
from .models import ActionItem, Decision, Meeting, NextStep


@dataclass(frozen=True)
class Report:
    meeting: Meeting
    agenda: Agenda
    present: list[str]
    guests: list[str]
    decisions: list[Decision]
    actions: list[ActionItem]
    next_step: NextStep | None

    @classmethod
    def of(cls, meeting: Meeting) -> "Report":
        """In a fixed number of queries."""
        there = meeting.attendances.were_there().select_related("user")
        return cls(
            meeting=meeting,
            agenda=Agenda.of(meeting),
            present=sorted((person_name(each.user) for each in there), key=str.casefold),
            guests=[guest.name for guest in meeting.guests.all()],
            decisions=list(meeting.decisions.all()),
            actions=list(meeting.action_items.select_related("owner")),
            next_step=NextStep.objects.filter(meeting=meeting).first(),
        )

    @property
    def is_empty(self) -> bool:
        """Nothing was written yet; an agenda alone is no report."""
        said = any(item.minutes_text for item in self.agenda.items)
        written = (self.meeting.summary, self.decisions, self.actions, self.next_step)
        return not (said or any(written))
