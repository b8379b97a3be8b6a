"""Finding what was said: in the reports that this user may read, whatever the case or the accents."""

from dataclasses import dataclass, field

from django.db.models import Q

from modules_library.text import fold

from .models import ActionItem, AgendaItem, Decision, Meeting

MOST_WORDS = 12
MOST_FOUND = 50
AROUND = 90  # Letters of the text on each side of a word that was found.


@dataclass
class Found:
    """A meeting in which all words occur, with the lines they occur in."""

    meeting: Meeting
    lines: list[str] = field(default_factory=list)


def search(circle, user, words: str) -> list[Found]:
    """The newest first. Members search published reports; facilitators also those that are not out."""
    wanted = list(dict.fromkeys(fold(words).split()))[:MOST_WORDS]
    if not wanted:
        return []
    meetings = readable(circle, user)
    texts = texts_of(meetings)
    found = []
    for meeting in meetings:
        lines = [meeting.title, meeting.summary, *texts.get(meeting.pk, ())]
        folded = [fold(line) for line in lines]
        if all(any(word in line for line in folded) for word in wanted):
            hits = [excerpt(line, wanted) for line in lines if hit_in(fold(line), wanted)]
            found.append(Found(meeting, hits))
    return found[:MOST_FOUND]


def readable(circle, user) -> list[Meeting]:
    """Whose report this user may read."""
    meetings = Meeting.objects.of_circle(circle).order_by("-starts_at", "-pk")
    return list(meetings.shown_to(user, Q(status="published")).held())


def texts_of(meetings: list[Meeting]) -> dict[int, list[str]]:
    """All lines of these meetings: agenda, minutes, decisions and actions."""
    texts: dict[int, list[str]] = {}
    of_meetings = {"meeting__in": meetings}
    for model, names in (
        (AgendaItem, ("title", "minutes_text")),
        (Decision, ("text",)),
        (ActionItem, ("text",)),
    ):
        for pk, *lines in model.objects.filter(**of_meetings).values_list("meeting", *names):
            texts.setdefault(pk, []).extend(line for line in lines if line)
    return texts


def hit_in(folded: str, wanted: list[str]) -> bool:
    return any(word in folded for word in wanted)


def excerpt(line: str, wanted: list[str]) -> str:
    """The words around the first hit; folding may shift letters a little, which costs nothing here."""
    words = " ".join(line.split())
    folded = fold(words)
    place = min(folded.find(word) for word in wanted if word in folded)
    start, end = max(place - AROUND, 0), place + AROUND
    before, after = "… " if start else "", " …" if end < len(words) else ""
    middle = words[start:end]
    if start:
        middle = middle.partition(" ")[2] or middle
    if after:
        middle = middle.rpartition(" ")[0] or middle
    return f"{before}{middle}{after}"
