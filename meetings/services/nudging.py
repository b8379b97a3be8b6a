"""A moderator reminds facilitators of what is missing: one mail for each of them, once a day."""

from collections import defaultdict

from django.db import transaction
from django.urls import reverse
from django.utils import translation

from cop_pages.mail import absolute, language_of, send_mail

from ..missing import Gap, facilitators_of, today
from ..models import Notice
from ..spoken import spoken_start
from .log import record


@transaction.atomic
def nudge(*, gaps: list[Gap], by) -> int:
    """Returns how many mails that gave; what somebody heard of today is not told again."""
    letters = letters_for([gap for gap in gaps if gap.missing])
    for user, theirs in letters.items():
        mail(user, theirs)
    for circle, about in told_per_circle(letters).items():
        record(circle, "meetings.nudge", by, meetings=sorted(about))
    return len(letters)


def letters_for(gaps: list[Gap]) -> dict:
    """By facilitator, what they have not heard of today; remembered at once, in this transaction."""
    people, letters = facilitators_of(gaps), defaultdict(list)
    for gap in gaps:
        for user in people[gap.circle.pk]:
            notice = gap.about | {"edition": today()}
            if Notice.objects.first_time(Notice.Kind.MISSING, user, **notice):
                letters[user].append(gap)
    return letters


def told_per_circle(letters: dict) -> dict:
    """The keys of the meetings each circle was reminded of; for the log, so without people."""
    told = defaultdict(set)
    for gap in (gap for theirs in letters.values() for gap in theirs):
        told[gap.circle] |= {gap.meeting.pk} if gap.meeting else set()
    return told


def mail(user, gaps: list[Gap]) -> None:
    language = language_of(user)
    with translation.override(language):
        context = {"gaps": [in_words(gap) for gap in gaps]}
    send_mail("meetings/missing", user.email, context, language=language)


def in_words(gap: Gap) -> dict:
    page = reverse("meetings:circle", args=[gap.circle.pk])
    return {
        "circle": gap.circle.title,
        "title": gap.meeting.title if gap.meeting else "",
        "when": spoken_start(gap.meeting) if gap.meeting else "",
        "missing": list(map(str, gap.missing)),
        "link": absolute(gap.meeting.get_absolute_url() if gap.meeting else page),
    }
