"""Personal data of the arena: exported, erased, and gone when its time is over."""

from datetime import timedelta

import pytest
from django.utils import timezone

from arena import insight
from arena.models import (
    ArenaRole,
    DigestLog,
    FeedToken,
    FollowPreference,
    Interest,
    InterestEvent,
    Question,
    ReadMark,
    ShownPerson,
    State,
    Visit,
)
from arena.reading import note_visit
from arena.services import following, interests, questions
from cop_pages import privacy
from tests.cop_pages.factories import MembershipFactory, UserFactory
from tests.factories import ModulePageFactory
from tests.meetings.factories import AgendaItemFactory, AttendanceFactory, MeetingFactory

from .factories import (
    ArenaFactory,
    ArenaUpdatePageFactory,
    InterestFactory,
    QuestionFactory,
    follow,
    follower_of,
    lead_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def arena():
    return ArenaFactory(title="Elzenmeer kijkt mee")


@pytest.fixture
def person(arena):
    """Somebody who did everything that one can do in an arena."""
    user = follower_of(arena)
    page = ArenaUpdatePageFactory(parent=arena)
    interest = InterestFactory(arena=arena, sender=user, title="Warmtenet")
    interests.forward(interest=interest, by=user)
    QuestionFactory(update=page, asker=user, text="Waarom?", answer="Daarom.")
    QuestionFactory(update=page, asker=user, kind=Question.Kind.REACTION, text="Mooi.")
    membership = MembershipFactory(circle=arena.cops.first(), user=user)
    ShownPerson.objects.create(membership=membership, shows_name=True)
    following.follow(user=user, arena=arena, frequency="daily")
    following.make_feed(user=user)
    note_visit(user, arena)
    note_visit(user, arena, page)
    DigestLog.objects.create(user=user, day=timezone.localdate(), items=2)
    return user


def test_export_tells_all_that_is_held(person):
    found = privacy.export(person)
    assert found["arena.Interest"][0]["title"] == "Warmtenet"
    assert {row["text"] for row in found["arena.Question"]} == {"Waarom?", "Mooi."}
    for label in ("ShownPerson", "FollowPreference", "ReadMark", "Visit", "DigestLog", "FeedToken"):
        assert found[f"arena.{label}"], label
    assert not any(key.startswith("arena.") for key in privacy.export(UserFactory()))


def test_erasure_leaves_the_words_of_the_arena_and_no_person(person):
    privacy.erase(person)
    interest = Interest.objects.get()
    assert (interest.title, interest.sender) == ("Warmtenet", None)
    assert not InterestEvent.objects.exclude(by=None).exists()
    [question] = Question.objects.all()  # The answered one; the reaction went along.
    assert (question.text, question.asker) == ("Waarom?", None)
    for model in (ShownPerson, FollowPreference, ReadMark, Visit, DigestLog, FeedToken):
        assert not model.objects.exists(), model


def test_what_is_past_its_time_is_purged(person, arena):
    old = timezone.now() - timedelta(days=800)
    ReadMark.objects.update(read_at=old)
    Visit.objects.update(month=old.date().replace(day=1))
    DigestLog.objects.update(day=old.date())
    FeedToken.objects.update(revoked_at=old)
    InterestEvent.objects.update(happened_at=old)
    privacy.purge()
    for model in (ReadMark, Visit, DigestLog, FeedToken):
        assert not model.objects.exists(), model
    assert InterestEvent.objects.get().by is None


def test_editor_who_looks_on_leaves_no_trace(client, arena):
    editor = UserFactory(is_superuser=True, is_staff=True)
    client.force_login(editor)
    assert client.get(arena.url).status_code == 200
    assert not Visit.objects.exists()
    assert not ReadMark.objects.exists()


def test_looking_twice_is_one_mark_and_one_visit(client, arena):
    client.force_login(follower_of(arena))
    for _ in range(2):
        client.get(arena.url)
    assert (ReadMark.objects.count(), Visit.objects.count()) == (1, 1)


@pytest.mark.parametrize(
    "model", [Interest, Question, FollowPreference, ReadMark, Visit, FeedToken]
)
def test_text_of_a_row_names_nobody(model, person):
    text = str(model.objects.first())
    assert person.get_full_name() not in text
    assert person.email not in text
    assert "Warmtenet" not in text


# Figures: only from five people on.


def visits(arena, role, number):
    month = timezone.localdate().replace(day=1)
    people = [follower_of(arena, role) for _ in range(number)]
    Visit.objects.bulk_create(Visit(user=user, arena=arena, month=month) for user in people)
    return people


@pytest.mark.parametrize(("number", "shown"), [(0, None), (1, None), (4, None), (5, 5), (9, 9)])
def test_participation_is_counted_from_five_people_on(number, shown, arena):
    visits(arena, ArenaRole.EMPLOYEE, number)
    visits(arena, ArenaRole.DIRECTOR, 1)
    rows = dict(insight.participation(arena))
    assert rows[ArenaRole.EMPLOYEE][-1].number == shown
    assert rows[ArenaRole.DIRECTOR][-1].number is None
    assert insight.followers_by_role(arena)[ArenaRole.EMPLOYEE].number == shown


def test_interests_of_four_people_are_not_counted_however_many_there_are(arena):
    people = [follower_of(arena) for _ in range(4)]
    for number in range(12):
        InterestFactory(arena=arena, sender=people[number % 4])
    assert dict(insight.interests_by_state(arena))[State.BROUGHT_IN].number is None
    InterestFactory(arena=arena)
    assert dict(insight.interests_by_state(arena))[State.BROUGHT_IN].number == 13


def learned(arena, module, present):
    meeting = MeetingFactory(circle=arena, held=True)
    AgendaItemFactory(meeting=meeting, module=module)
    for _ in range(present):
        AttendanceFactory(meeting=meeting, user=follower_of(arena), present=True)
    AttendanceFactory(meeting=meeting, user=follower_of(arena), present=False)


@pytest.mark.parametrize(("present", "shown"), [(4, None), (5, 5)])
def test_modules_learned_count_people_who_were_there(present, shown, arena):
    module = ModulePageFactory(title="Wijkwandeling")
    learned(arena, module, present)
    learned(ArenaFactory(), module, 9)
    [(title, figure)] = insight.modules_learned(arena)
    assert (title, figure.number) == ("Wijkwandeling", shown)


def test_page_of_figures_names_nobody(client, arena):
    people = visits(arena, ArenaRole.MANAGER, 6)
    lead = lead_of(arena)
    client.force_login(lead)
    text = client.get(f"/arena/{arena.pk}/insight/").text
    assert "minder dan 5" in text
    assert not [user for user in people if user.get_full_name() in text or user.email in text]


def test_former_follower_counts_no_more(arena):
    people = visits(arena, ArenaRole.EMPLOYEE, 5)
    arena.memberships.filter(user=people[0]).update(ended_at=timezone.now())
    assert dict(insight.participation(arena))[ArenaRole.EMPLOYEE][-1].number is None


def test_answer_of_somebody_erased_stays_without_their_name(arena):
    question = QuestionFactory(update=ArenaUpdatePageFactory(parent=arena))
    lead = follow(arena, ArenaRole.LEAD).user
    questions.answer(question=question, text="Ja.", by=lead)
    privacy.erase(lead)
    question.refresh_from_db()
    assert (question.answer, question.answered_by) == ("Ja.", None)
