"""What a calendar holds of a meeting: plain values, which go into a mail's context and come back."""

from dataclasses import asdict, dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from cop_pages.mail import absolute

from ..models import Meeting


@dataclass(frozen=True)
class Event:
    """All values survive JSON; moments are ISO texts in UTC. Nobody is named in it."""

    uid: str
    sequence: int
    title: str
    starts_at: str
    ends_at: str
    timezone: str
    location: str
    description: str
    url: str
    circle: str
    updated_at: str
    is_cancelled: bool = False
    # Who said no keeps the event, but their time counts as free.
    is_free: bool = False

    @classmethod
    def of(cls, meeting: Meeting, *, is_free: bool = False) -> "Event":
        """In the language that is active now."""
        return cls(
            uid=str(meeting.uid),
            sequence=meeting.sequence,
            title=meeting.title,
            starts_at=meeting.starts_at.isoformat(),
            ends_at=meeting.ends_at.isoformat(),
            timezone=meeting.timezone,
            location=meeting.place or meeting.video_url,
            description=describe(meeting),
            url=absolute(meeting.get_absolute_url()),
            circle=meeting.circle.title,
            updated_at=meeting.updated_at.isoformat(),
            is_cancelled=meeting.is_cancelled,
            is_free=is_free or meeting.is_cancelled,
        )

    @property
    def start(self) -> datetime:
        """By the clock where the meeting is."""
        return datetime.fromisoformat(self.starts_at).astimezone(ZoneInfo(self.timezone))

    @property
    def end(self) -> datetime:
        return datetime.fromisoformat(self.ends_at).astimezone(ZoneInfo(self.timezone))

    @property
    def updated(self) -> datetime:
        return datetime.fromisoformat(self.updated_at)

    def as_json(self) -> dict:
        return asdict(self)


def describe(meeting: Meeting) -> str:
    """Short: whose meeting it is, why it does not go on, what it is about, and where to read more."""
    parts = [
        meeting.circle.title,
        _("Cancelled: %(reason)s") % {"reason": meeting.cancel_reason}
        if meeting.is_cancelled and meeting.cancel_reason
        else "",
        meeting.invitation_text,
        _("Video: %(link)s") % {"link": meeting.video_url} if meeting.video_url else "",
        _("Agenda and answer: %(link)s") % {"link": absolute(meeting.get_absolute_url())},
    ]
    return "\n\n".join(part for part in parts if part)
