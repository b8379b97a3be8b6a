"""Saying whether one comes. Seats are given out one at a time, also when fifty people answer at once."""

from django.db import transaction
from django.utils import timezone

from . import letters
from .models import Attendance, Meeting


class AnswersClosedError(Exception):
    """The meeting is over, or is not planned any more."""


def lock(meeting_id: int) -> Meeting:
    """The meeting, for this transaction alone: who answers next waits until we are done."""
    return Meeting.objects.select_for_update().get(pk=meeting_id)


@transaction.atomic
def give_answer(*, meeting: Meeting, user, answer: str, note: str = "") -> Attendance:
    """Store a first or another answer. A yes takes a seat, or a place on the waiting list.

    Giving the same answer twice changes nothing. Raises AnswersClosedError.
    """
    meeting = lock(meeting.pk)
    if not meeting.is_open_for_answers:
        raise AnswersClosedError
    attendance, _created = Attendance.objects.get_or_create(meeting=meeting, user=user)
    had_seat = attendance.is_coming
    if (attendance.answer, attendance.note) == (answer, note):
        return attendance
    if attendance.answer != answer:
        attendance.answered_at = timezone.now()
        attendance.waiting_since = place_in_line(meeting, answer)
    attendance.answer, attendance.note = answer, note
    attendance.save()
    if had_seat and not attendance.is_coming:
        move_up(meeting)
    return attendance


def place_in_line(meeting: Meeting, answer: str):
    """None for who gets a seat, or needs none."""
    if answer != Attendance.Answer.YES or has_seat(meeting):
        return None
    return timezone.now()


def has_seat(meeting: Meeting) -> bool:
    free = free_seats(meeting)
    return free is None or free > 0


def free_seats(meeting: Meeting) -> int | None:
    """None when there is no limit. More people than seats, after a limit was lowered, gives 0."""
    if meeting.capacity is None:
        return None
    return max(meeting.capacity - meeting.attendances.coming().count(), 0)


@transaction.atomic
def fill_seats(*, meeting: Meeting) -> int:
    """Give seats that came free to who waits longest; returns how many moved up."""
    return move_up(lock(meeting.pk))


def move_up(meeting: Meeting) -> int:
    """The meeting must be locked."""
    if not meeting.is_open_for_answers:
        return 0
    next_in_line = meeting.attendances.waiting().select_related("user")[: free_seats(meeting)]
    for attendance in next_in_line:
        attendance.waiting_since = None
        attendance.save(update_fields=["waiting_since"])
        letters.send("seat", meeting=meeting, user=attendance.user, answer=attendance.answer)
    return len(next_in_line)


@transaction.atomic
def withdraw(*, user, circle_id: int | None = None) -> None:
    """Take somebody out of all meetings to come, of one circle or of all, and pass their seats on."""
    coming = Meeting.objects.planned().upcoming()
    if circle_id:
        coming = coming.of_circle(circle_id)
    for meeting_id in coming.filter(attendances__user=user).values_list("pk", flat=True):
        meeting = lock(meeting_id)
        meeting.attendances.filter(user=user).delete()
        meeting.notices.filter(user=user).delete()  # Or they are not invited when they come back.
        move_up(meeting)


def place_number(attendance: Attendance) -> int:
    """1 for who moves up first."""
    waiting = list(attendance.meeting.attendances.waiting().values_list("pk", flat=True))
    return waiting.index(attendance.pk) + 1


def standing(meeting: Meeting, user) -> dict:
    """My answer as it is stored, how many come, and what is left."""
    attendance = Attendance.objects.filter(meeting=meeting, user=user).first()
    return {
        "attendance": attendance,
        "answer": attendance.answer if attendance else "",
        "place": place_number(attendance) if attendance and attendance.is_waiting else None,
        "free_seats": free_seats(meeting),
        "number_coming": meeting.attendances.coming().count(),
    }
