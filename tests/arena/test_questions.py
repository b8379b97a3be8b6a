"""Questions and reactions under an update: who may ask, who may answer, who reads what."""

import uuid

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from arena.models import Discussion, Frequency, Question
from arena.services import following, questions
from cop_pages.models import Role
from tests.cop_pages.factories import MembershipFactory, UserFactory

from .factories import ArenaFactory, ArenaUpdatePageFactory, QuestionFactory, follower_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def update(arena):
    return ArenaUpdatePageFactory(parent=arena, cop=arena.cops.first())


@pytest.fixture
def asker(arena):
    return follower_of(arena)


def ask(client, update, user, **typed):
    client.force_login(user)
    typed = {"kind": "question", "text": "Wat vraagt dit?", "submission": uuid.uuid4()} | typed
    return client.post(reverse("arena:ask", args=[update.circle.pk, update.pk]), typed)


def readers(question, *people) -> list[bool]:
    return [Question.objects.visible_to(user).filter(pk=question.pk).exists() for user in people]


def test_question_is_kept_and_the_lead_hears_of_it(
    client, update, asker, lead, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        response = ask(client, update, asker)
    assert (response.status_code, response.url) == (303, f"{update.url}#questions")
    assert Question.objects.get().asker == asker
    assert [message.to for message in mail.outbox] == [[lead.email]]


def test_facilitator_of_the_cop_it_is_about_hears_of_it_too(
    client, update, asker, lead, facilitator, cop, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        ask(client, update, asker)
    links = {message.to[0]: message.body for message in mail.outbox}
    assert set(links) == {lead.email, facilitator.email}
    assert f"{update.full_url}#questions" in links[lead.email]
    path = reverse("arena:cop_interests", args=[cop.pk])
    assert f"{path}#ar-questions" in links[facilitator.email]
    assert "ar-questions" in get(client, facilitator, path)


def get(client, user, path) -> str:
    client.force_login(user)
    return client.get(path).text


def test_facilitator_of_a_cop_that_left_hears_nothing(
    client, update, asker, lead, facilitator, arena, django_capture_on_commit_callbacks
):
    arena.cops.clear()
    arena.save()
    with django_capture_on_commit_callbacks(execute=True):
        ask(client, update, asker)
    assert [message.to for message in mail.outbox] == [[lead.email]]


def test_who_leads_both_gets_one_mail(
    client, update, asker, lead, cop, django_capture_on_commit_callbacks
):
    MembershipFactory(circle=cop, user=lead, role=Role.FACILITATOR)
    with django_capture_on_commit_callbacks(execute=True):
        ask(client, update, asker)
    assert [message.to for message in mail.outbox] == [[lead.email]]


def test_question_sent_twice_is_kept_once(client, update, asker):
    number = uuid.uuid4()
    for _ in range(2):
        ask(client, update, asker, submission=number)
    assert Question.objects.count() == 1


@pytest.mark.parametrize("typed", [{"text": ""}, {"text": "x" * 1001}, {"kind": "comment"}])
def test_wrong_question_comes_back_with_its_text(typed, client, update, asker):
    response = ask(client, update, asker, **typed)
    assert response.status_code == 422
    assert typed.get("text", "Wat vraagt dit?") in response.text


@pytest.mark.parametrize("state", [Discussion.State.CLOSED, Discussion.State.HIDDEN])
def test_closed_or_hidden_takes_no_questions(state, client, update, asker, lead):
    questions.set_discussion(update=update, state=state, by=lead)
    response = ask(client, update, asker)
    assert response.status_code == 409
    assert "Wat vraagt dit?" in response.text  # Nothing that was typed is lost.
    assert "kun je niets meer vragen" in response.text
    assert not Question.objects.exists()
    assert 'name="text"' not in client.get(update.url).text
    path = reverse("arena:ask", args=[update.circle.pk, update.pk])
    assert client.get(path).url == f"{update.url}#questions"


def test_answer_that_nobody_can_read_is_told_to_nobody(
    update, asker, lead, arena, django_capture_on_commit_callbacks
):
    following.follow(user=follower_of(arena), arena=arena, frequency=Frequency.AT_ONCE)
    question = QuestionFactory(update=update, asker=asker)
    questions.set_discussion(update=update, state=Discussion.State.HIDDEN, by=lead)
    with django_capture_on_commit_callbacks(execute=True):
        questions.answer(question=question, text="Ja.", by=lead)
    assert mail.outbox == []


def test_lead_closes_hides_and_opens_again(client, update, lead):
    client.force_login(lead)
    path = reverse("arena:set_discussion", args=[update.circle.pk, update.pk])
    for state in ("closed", "hidden", "open"):
        assert client.post(path, {"state": state}).status_code == 303
        assert Discussion.state_of(update) == state
    client.post(path, {"state": "public"})
    assert Discussion.state_of(update) == "open"


def test_question_without_an_answer_is_read_by_its_asker_and_who_may_answer(
    update, asker, lead, facilitator, arena
):
    question = QuestionFactory(update=update, asker=asker)
    assert readers(question, asker, lead, facilitator) == [True, True, True]
    others = (follower_of(arena), UserFactory(), AnonymousUser())
    assert readers(question, *others) == [False, False, False]


def test_answered_question_is_read_by_all_followers_without_a_name(
    client, update, asker, lead, arena
):
    question = QuestionFactory(update=update, asker=asker)
    questions.answer(question=question, text="Een sleutel.", by=lead)
    client.force_login(follower_of(arena))
    text = client.get(update.url).text
    assert question.text in text
    assert "Een sleutel." in text
    assert asker.get_full_name() not in text
    assert lead.get_full_name() not in text


def test_reaction_stays_between_its_sender_and_who_may_answer(update, asker, lead, arena):
    reaction = QuestionFactory(update=update, asker=asker, kind=Question.Kind.REACTION)
    questions.answer(question=reaction, text="Dank je wel!", by=lead)
    assert readers(reaction, asker, lead, follower_of(arena)) == [True, True, False]


def test_hidden_questions_are_read_by_who_may_answer_only(update, asker, lead, arena):
    question = QuestionFactory(update=update, asker=asker, answer="Ja.")
    questions.set_discussion(update=update, state=Discussion.State.HIDDEN, by=lead)
    assert readers(question, lead, asker, follower_of(arena)) == [True, False, False]


def test_lead_answers_through_the_page(
    client, update, asker, lead, django_capture_on_commit_callbacks
):
    question = QuestionFactory(update=update, asker=asker)
    client.force_login(lead)
    path = reverse("arena:answer_question", args=[question.pk])
    assert client.post(path, {"answer": ""}).status_code == 422
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(path, {"answer": "Een sleutel."})
    assert response.url == f"{update.url}#questions"
    assert [message.to for message in mail.outbox] == [[asker.email]]


def test_facilitator_answers_from_the_cop_s_side(client, update, asker, facilitator):
    question = QuestionFactory(update=update, asker=asker)
    client.force_login(facilitator)
    inbox = reverse("arena:cop_interests", args=[update.cop_id])
    assert question.text in client.get(inbox).text
    path = reverse("arena:answer_question", args=[question.pk])
    assert client.post(path, {"answer": "Kom kijken."}).url == inbox
    assert question.text not in client.get(inbox).text


def test_facilitator_of_another_cop_answers_nothing(client, update, asker):
    stranger = MembershipFactory(circle=ArenaFactory().cops.first(), role=Role.FACILITATOR).user
    question = QuestionFactory(update=update, asker=asker)
    client.force_login(stranger)
    path = reverse("arena:answer_question", args=[question.pk])
    assert client.post(path, {"answer": "Ha"}).status_code == 404


def test_facilitator_answers_no_longer_when_the_arena_stops_following(
    update, asker, facilitator, arena
):
    question = QuestionFactory(update=update, asker=asker)
    arena.cops = []
    arena.save()
    assert not Question.objects.answerable_by(facilitator).filter(pk=question.pk).exists()


def test_better_answer_is_not_mailed_again(update, asker, lead, django_capture_on_commit_callbacks):
    question = QuestionFactory(update=update, asker=asker)
    with django_capture_on_commit_callbacks(execute=True):
        questions.answer(question=question, text="Misschien.", by=lead)
        questions.answer(question=question, text="Ja.", by=lead)
    assert len(mail.outbox) == 1
    question.refresh_from_db()
    assert question.answer == "Ja."


def test_who_wants_news_at_once_hears_of_an_answer(
    update, asker, lead, arena, django_capture_on_commit_callbacks
):
    reader = follower_of(arena)
    following.follow(user=reader, arena=arena, frequency=Frequency.AT_ONCE)
    question = QuestionFactory(update=update, asker=asker)
    with django_capture_on_commit_callbacks(execute=True):
        questions.answer(question=question, text="Ja.", by=lead)
    assert {message.to[0] for message in mail.outbox} == {asker.email, reader.email}


def test_who_left_gets_no_mail_of_the_answer(
    update, asker, lead, arena, django_capture_on_commit_callbacks
):
    question = QuestionFactory(update=update, asker=asker)
    arena.memberships.filter(user=asker).update(ended_at=timezone.now())
    with django_capture_on_commit_callbacks(execute=True):
        questions.answer(question=question, text="Ja.", by=lead)
    assert not mail.outbox
