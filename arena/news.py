"""What is new in an arena, as far as somebody has not read it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from cop_pages.mail import absolute

from .models import (
    ArenaPage,
    ArenaUpdatePage,
    Discussion,
    Interest,
    Question,
    ReadMark,
    SharedItem,
    State,
)
from .shareable import shown_items

OUTCOMES = [State.ACCEPTED, State.PARKED, State.DECLINED, State.ANSWERED]

SHARED = "shared"


@dataclass(frozen=True)
class News:
    """One new thing. Its title is left out where the CoP may take the thing back tomorrow."""

    subject: str
    happened_at: datetime
    link: str
    update_id: int | None = None  # Where it is read: on this update, or on the tribune itself.
    title: str = ""
    state: str = ""
    cop: str = ""
    told_already: int | None = None  # The person who got a mail of their own about it.

    def for_mail(self, number: int = 1) -> dict:
        """Plain data; `number` of things of this kind, said in one line."""
        names = ("subject", "title", "state", "cop", "link")
        return {"number": number} | {name: getattr(self, name) for name in names}


def lines_for_mail(news: list[News]) -> list[dict]:
    """One line for each thing, but what one CoP shows takes one line together."""
    shared = Counter(each.cop for each in news if each.subject == SHARED)
    lines = [each.for_mail() for each in news if each.subject != SHARED]
    for cop, number in shared.items():
        first = next(each for each in news if each.subject == SHARED and each.cop == cop)
        lines.append(first.for_mail(number))
    return lines


def news_of(arena: ArenaPage, since: datetime, until: datetime) -> list[News]:
    """All that happened in this stretch of time and still stands, oldest first."""
    span = (since, until)
    found = [*_updates(arena, span), *_shared(arena, span), *_answers(arena, span)]
    return sorted([*found, *_outcomes(arena, span)], key=lambda news: news.happened_at)


def unread_by(user, arena: ArenaPage, news: list[News]) -> list[News]:
    """Without what this person read since, and what was mailed to them."""
    marks = ReadMark.objects.filter(user=user, arena=arena)
    read = dict(marks.values_list("update_id", "read_at"))
    return [
        each
        for each in news
        if each.told_already != user.pk and not _is_read(each, read.get(each.update_id))
    ]


def _is_read(news: News, read_at: datetime | None) -> bool:
    return read_at is not None and read_at >= news.happened_at


def _updates(arena: ArenaPage, span) -> Iterable[News]:
    return map(news_of_update, arena.updates.filter(first_published_at__range=span))


def _shared(arena: ArenaPage, span) -> Iterable[News]:
    arenas = ArenaPage.objects.published().filter(pk=arena.pk)
    rows = SharedItem.objects.shown_in(arenas).filter(shared_at__range=span).select_related("cop")
    for item in shown_items(rows):
        yield News(SHARED, item.row.shared_at, arena.full_url, cop=item.row.cop.title)


def _outcomes(arena: ArenaPage, span) -> Iterable[News]:
    rows = Interest.objects.of_arena(arena).filter(state__in=OUTCOMES, changed_at__range=span)
    for row in rows.select_related("cop"):
        yield News(
            "interest",
            row.changed_at,
            absolute(reverse("arena:interest", args=[arena.pk, row.pk])),
            title=row.title,
            state=row.state,
            cop=row.cop.title,
            told_already=row.sender_id,
        )


def _answers(arena: ArenaPage, span) -> Iterable[News]:
    updates = ArenaUpdatePage.objects.current().child_of(arena)
    rows = Question.objects.filter(
        update__in=updates, kind=Question.Kind.QUESTION, answered_at__range=span
    ).exclude(update__discussion__state=Discussion.State.HIDDEN)
    return map(news_of_answer, rows.select_related("update"))


def news_of_update(page: ArenaUpdatePage) -> News:
    return News(
        "update", page.first_published_at, page.full_url, update_id=page.pk, title=page.title
    )


def news_of_answer(question: Question) -> News:
    return News(
        "question",
        question.answered_at,
        question.update.full_url,
        update_id=question.update_id,
        title=question.update.title,
        told_already=question.asker_id,
    )
