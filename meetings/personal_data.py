"""The personal data of the tracker. The undercurrent holds none: its answers belong to nobody."""

from datetime import timedelta

from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cop_pages import privacy

from . import answers
from .models import (
    ActionItem,
    AgendaItem,
    Attendance,
    BacklogItem,
    CalendarToken,
    GuestAttendance,
    Meeting,
    MeetingSeries,
    Notice,
)

GUEST_RETENTION = timedelta(days=getattr(settings, "MEETINGS_GUEST_RETENTION_DAYS", 365))
NOTICE_RETENTION = timedelta(days=180)
TOKEN_RETENTION = timedelta(days=90)
NAME_GOES = _("The row stays for the circle, the name goes.")
WITH_ACCOUNT = _("As long as the account exists.")
# The model's own name would tell somebody of all that the circle has.
NAMES = {
    GuestAttendance: _("Guests you brought"),
    Meeting: _("Meetings you lead"),
    MeetingSeries: _("Series of meetings you lead"),
    AgendaItem: _("Agenda items you lead"),
    BacklogItem: _("Items for later that you added"),
}


def declare() -> None:
    """Every model with a person in it: what is told to them, and what is taken out for them."""
    for each in (
        (Attendance, export_attendance, erase_attendance, WITH_ACCOUNT),
        (GuestAttendance, export_guests, forget_bringer, _("One year."), purge_guests),
        (ActionItem, export_actions, forget_owner, NAME_GOES),
        (Meeting, *led(Meeting, "title"), NAME_GOES),
        (MeetingSeries, *led(MeetingSeries, "title"), NAME_GOES),
        (AgendaItem, *led(AgendaItem, "title"), NAME_GOES),
        (BacklogItem, export_backlog, forget_adder, NAME_GOES),
        (CalendarToken, export_tokens, erase_tokens, WITH_ACCOUNT, purge_tokens),
        (Notice, export_notices, erase_notices, _("180 days."), purge_notices),
    ):
        privacy.declare(privacy.PersonalData(*each, name=NAMES.get(each[0], "")))


def export_attendance(user):
    rows = Attendance.objects.filter(user=user).select_related("meeting__circle")
    for row in rows.order_by("meeting__starts_at"):
        yield {
            "circle": row.meeting.circle.title,
            "meeting": row.meeting.title,
            "date": row.meeting.local_start.date().isoformat(),
            "answer": row.get_answer_display(),
            "note": row.note,
            "present": row.present,
        }


def erase_attendance(user) -> None:
    """A seat at a meeting to come goes to the next in line."""
    answers.withdraw(user=user)
    Attendance.objects.filter(user=user).delete()


def export_guests(user):
    """Whom this person brought; the name is the guest's own, and is left out."""
    for row in GuestAttendance.objects.filter(brought_by=user).select_related("meeting"):
        yield {"meeting": row.meeting.title}


def forget_bringer(user) -> None:
    GuestAttendance.objects.filter(brought_by=user).update(brought_by=None)


def purge_guests() -> int:
    old = timezone.now() - GUEST_RETENTION
    return GuestAttendance.objects.filter(meeting__ends_at__lt=old).delete()[0]


def export_actions(user):
    for row in ActionItem.objects.filter(owner=user).select_related("circle"):
        yield {
            "circle": row.circle.title,
            "action": row.text,
            "due": row.due.isoformat() if row.due else None,
            "state": row.get_state_display(),
        }


def forget_owner(user) -> None:
    ActionItem.objects.filter(owner=user).update(owner=None)


def led(model, title: str):
    """Export and erasure of rows that name somebody as their lead."""

    def export(user):
        for name in model.objects.filter(lead=user).values_list(title, flat=True):
            yield {"title": name}

    def erase(user) -> None:
        model.objects.filter(lead=user).update(lead=None)

    return export, erase


def export_backlog(user):
    for row in BacklogItem.objects.filter(added_by=user).select_related("circle"):
        yield {"circle": row.circle.title, "title": row.title, "note": row.note}


def forget_adder(user) -> None:
    BacklogItem.objects.filter(added_by=user).update(added_by=None)


def export_tokens(user):
    for row in CalendarToken.objects.filter(user=user):
        yield {
            "created_at": row.created_at.isoformat(),
            "revoked_at": row.revoked_at.isoformat() if row.revoked_at else None,
            "last_used_on": row.last_used_on.isoformat() if row.last_used_on else None,
        }


def erase_tokens(user) -> None:
    CalendarToken.objects.filter(user=user).delete()


def purge_tokens() -> int:
    """Revoked ones stay a while, so that a member sees what they revoked."""
    old = timezone.now() - TOKEN_RETENTION
    return CalendarToken.objects.filter(revoked_at__lt=old).delete()[0]


def export_notices(user):
    for row in Notice.objects.filter(user=user):
        yield {"kind": row.get_kind_display(), "sent_at": row.sent_at.isoformat()}


def erase_notices(user) -> None:
    Notice.objects.filter(user=user).delete()


def purge_notices() -> int:
    """Long after the meeting, when no job can send them again."""
    return Notice.objects.filter(sent_at__lt=timezone.now() - NOTICE_RETENTION).delete()[0]
