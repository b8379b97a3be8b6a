"""Questions under an update, and the answers to them."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from wagtail.log_actions import log

from cop_pages.mail import absolute, language_of, send_mail

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
    """The leads of the arena, and the facilitators of the CoP that it is about; each person once."""
    told = {question.asker_id}
    for circle, link in _where_it_is_answered(question.update):
        leading = circle.active_memberships().facilitating().filter(user__is_active=True)
        for membership in leading.exclude(user__in=told).select_related("user"):
            told.add(membership.user_id)
            _mail_question(question, membership.user, link)


def _where_it_is_answered(update: ArenaUpdatePage):
    arena = update.circle
    yield arena, f"{update.full_url}#questions"
    if update.cop and arena.published_cops.filter(pk=update.cop_id).exists():
        path = reverse("arena:cop_interests", args=[update.cop_id])
        yield update.cop, absolute(f"{path}#ar-questions")


def _mail_question(question: Question, user, link: str) -> None:
    update = question.update
    context = {
        "arena": update.circle.title,
        "update": update.title,
        "kind": question.kind,
        "link": link,
    }
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
    asker, link = question.asker, f"{question.update.full_url}#questions"
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
