from .agenda import AgendaItem, AgendaTemplate, BacklogItem
from .attendance import Attendance, GuestAttendance
from .field_notes import FieldNote
from .meetings import Meeting
from .outcomes import ActionItem, Decision, NextStep
from .pulse import PulseAnswer, PulseRound, PulseVoter
from .sending import CalendarToken, Notice
from .series import MeetingSeries

__all__ = [
    "ActionItem",
    "AgendaItem",
    "AgendaTemplate",
    "Attendance",
    "BacklogItem",
    "CalendarToken",
    "Decision",
    "FieldNote",
    "GuestAttendance",
    "Meeting",
    "MeetingSeries",
    "NextStep",
    "Notice",
    "PulseAnswer",
    "PulseRound",
    "PulseVoter",
]
