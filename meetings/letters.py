"""The mails of the tracker: their words in the reader's language, and the event that goes along."""

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from cop_pages.mail import CalendarPart, absolute, language_of, send_mail, with_calendar

from .answer_links import link_for
from .calendar import writing
from .calendar.event import Event
from .models import Meeting
from .spoken import spoken_start, spoken_times

WITH_EVENT = {
    "invitation": "REQUEST",
    "changed": "REQUEST",
    "cancelled": "CANCEL",
}


def send(letter: str, *, meeting: Meeting, user, answer: str = "", **words) -> None:
    """Queue the mail templates/email/meetings/<letter>/ about this meeting to this person."""
    language = language_of(user)
    with translation.override(language):
        context = about(meeting) | {"answer": answer, "answer_link": link_for(meeting, user)}
        if letter in WITH_EVENT:
            context |= {"event": Event.of(meeting).as_json(), "attendee": user.email}
    send_mail(f"meetings/{letter}", user.email, context | words, language=language)


def about(meeting: Meeting) -> dict:
    return {
        "title": meeting.title,
        "circle": meeting.circle.title,
        "when": spoken_times(meeting),
        "start": spoken_start(meeting),
        "place": meeting.place,
        "video_url": meeting.video_url,
        "link": absolute(meeting.get_absolute_url()),
        "calendar_link": absolute(reverse("meetings:calendar")),
    }


def calendar_part(method: str):
    """What writes the event of a waiting mail, from its context."""

    def build(context: dict) -> CalendarPart:
        event = Event(**context["event"])
        people = {"organizer": settings.DEFAULT_FROM_EMAIL, "attendee": context["attendee"]}
        if method == "CANCEL":
            return CalendarPart(writing.cancellation(event, **people), method)
        return CalendarPart(writing.request(event, answer=context["answer"], **people), method)

    return build


def register() -> None:
    for letter, method in WITH_EVENT.items():
        with_calendar(f"meetings/{letter}", calendar_part(method))
