"""Questions under an update, and the answers to them."""

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from cop_pages.mail import send_mail

from ..interest_mail import language_of
from ..models import ArenaUpdatePage, Discussion, Question
from ..news import news_of_answer
from . import telling
from .once import keep_once


class ClosedError(Exception):
    """No questions are welcome under this update (any more)."""


@transaction.atomic
def ask(*, update: ArenaUpdatePage, question: Question, by) -> Question:
    """Keep a question and tell who may answer it. Submitted twice, there is one."""
    if Discussion.state_of(update) != Discussion.State.OPEN:
        raise ClosedError
    question.update = update
    question, is_new = keep_once(question, asker=by)
    if is_new:
        _tell_who_may_answer(question)
    return question


def _tell_who_may_answer(question: Question) -> None:
    arena = question.update.circle
    leads = arena.active_memberships().facilitating().filter(user__is_active=True)
    for membership in leads.select_related("user"):
        context = {
            "arena": arena.title,
            "update": question.update.title,
            "kind": question.kind,
            "link": question.update.full_url,
        }
        user = membership.user
        send_mail("arena/question", user.email, context, language=language_of(user))


@transaction.atomic
def answer(*, question: Question, text: str, by) -> Question:
    """Answer, or better an answer given before; the asker hears of the first one."""
    locked = Question.objects.select_for_update(of=("self",)).get(pk=question.pk)
    is_first = not locked.answer
    locked.answer, locked.answered_by, locked.answered_at = text, by, timezone.now()
    locked.save()
    arena = locked.update.circle
    log(arena, "arena.answer", user=by, data={"question": locked.pk})
    if is_first:
        _tell_of_answer(locked, arena)
    return locked


def _tell_of_answer(question: Question, arena) -> None:
    """Nobody is led to what is hidden."""
    if Discussion.state_of(question.update) == Discussion.State.HIDDEN:
        return
    asker, link = question.asker, question.update.full_url
    if asker and asker.is_active and arena.can_be_seen_by(asker):
        context = {"arena": arena.title, "update": question.update.title, "link": link}
        send_mail("arena/answer", asker.email, context, language=language_of(asker))
    if question.kind == Question.Kind.QUESTION:
        telling.tell_at_once(arena, news_of_answer(question), but=question.answered_by)


def set_discussion(*, update: ArenaUpdatePage, state: str, by) -> None:
    """Open, close or hide the questions under an update."""
    with transaction.atomic():
        Discussion.objects.update_or_create(update=update, defaults={"state": state})
        log(update.circle, "arena.discussion", user=by, data={"state": state})
