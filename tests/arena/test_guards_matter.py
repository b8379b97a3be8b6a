"""Take each guard away in turn: something private must then show, or the guard guards nothing."""

from types import SimpleNamespace

import pytest
from django.db.models import Q
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from arena.models import (
    ArenaUpdatePage,
    Interest,
    Question,
    SharedItem,
    ShownPerson,
    following,
    interests,
)
from arena.models.following import FeedTokenQuerySet, FollowPreferenceQuerySet
from arena.models.interests import InterestQuerySet
from arena.models.questions import QuestionQuerySet
from arena.models.sharing import SharedItemQuerySet, ShownPersonQuerySet
from arena.shareable import shown_items
from cop_pages.models import Circle, JourneyStep, Role
from cop_pages.models.circles import CircleQuerySet, InCircleQuerySet
from tests.cop_pages.factories import CopPageFactory, MembershipFactory, UserFactory

from .factories import (
    ArenaFactory,
    ArenaUpdatePageFactory,
    InterestFactory,
    QuestionFactory,
    SharedItemFactory,
    follower_of,
    section,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    """An arena around one CoP, another around another, and people who ought to see little."""
    cop, elsewhere = (CopPageFactory(parent=section()) for _ in range(2))
    arena, other = ArenaFactory(cops=[cop]), ArenaFactory(cops=[elsewhere])
    withdrawn, hidden, open_step = (
        JourneyStep.objects.create(page=cop, title=title, is_shared=title != "verborgen")
        for title in ("teruggetrokken", "verborgen", "open")
    )
    SharedItemFactory(cop=cop, arena=arena, thing=withdrawn, withdrawn_at=timezone.now())
    SharedItemFactory(cop=cop, arena=arena, thing=hidden)
    SharedItemFactory(cop=cop, arena=arena, thing=open_step)
    unfollowed = CopPageFactory(parent=section())
    left_behind = JourneyStep.objects.create(page=unfollowed, title="niet meer gevolgd")
    SharedItemFactory(cop=unfollowed, arena=arena, thing=left_behind)
    silent = MembershipFactory(circle=cop)
    ShownPerson.objects.create(membership=silent, shows_name=False)
    gone = MembershipFactory(circle=cop, ended_at=timezone.now())
    ShownPerson.objects.create(membership=gone, shows_name=True)
    update = ArenaUpdatePageFactory(parent=arena, cop=cop)
    draft_cop = CopPageFactory(parent=section())
    draft_step = JourneyStep.objects.create(page=draft_cop, title="uit de lucht")
    arena.cops = [cop, draft_cop]
    arena.save()
    SharedItemFactory(cop=draft_cop, arena=arena, thing=draft_step)
    Page.objects.filter(pk=draft_cop.pk).update(live=False)
    return SimpleNamespace(
        cop=cop,
        arena=arena,
        update=update,
        follower=follower_of(arena),
        stranger=follower_of(other),
        facilitator=MembershipFactory(circle=cop, role=Role.FACILITATOR).user,
        silent=silent,
        gone=gone,
        inside=InterestFactory(arena=arena, cop=cop),
        forwarded=InterestFactory(arena=arena, cop=cop, forwarded=True),
        question=QuestionFactory(update=update),
        outsider=UserFactory(),
    )


def titles(user) -> set[str]:
    return {item.title for item in shown_items(SharedItem.objects.visible_to(user))}


def opens(user, path) -> bool:
    client = Client()
    client.force_login(user)
    return client.get(path).status_code == 200


# Each probe answers whether something private shows to somebody who may not see it.
PROBES = {
    "a stranger sees what is shared": lambda w: bool(titles(w.stranger)),
    "a withdrawn thing shows": lambda w: "teruggetrokken" in titles(w.follower),
    "a thing of a CoP that is not followed shows": lambda w: (
        "niet meer gevolgd" in titles(w.follower)
    ),
    "a thing of an unpublished CoP shows": lambda w: "uit de lucht" in titles(w.follower),
    "somebody who said no is shown": lambda w: (
        ShownPerson.objects.of_cops([w.cop]).filter(membership=w.silent).exists()
    ),
    "somebody who left is shown": lambda w: (
        ShownPerson.objects.of_cops([w.cop]).filter(membership=w.gone).exists()
    ),
    "a stranger lists interests": lambda w: Interest.objects.visible_to(w.stranger).exists(),
    "the CoP reads what was not forwarded": lambda w: (
        Interest.objects.visible_to(w.facilitator).filter(pk=w.inside.pk).exists()
        or Interest.objects.for_cop(w.cop).filter(pk=w.inside.pk).exists()
    ),
    "a stranger lists questions": lambda w: Question.objects.visible_to(w.stranger).exists(),
    "a follower reads a question without an answer": lambda w: (
        Question.objects.visible_to(w.follower).filter(pk=w.question.pk).exists()
    ),
    "a stranger opens an update": lambda w: ArenaUpdatePage.objects.visible_to(w.stranger).exists(),
    "a follower leads": lambda w: opens(w.follower, reverse("arena:insight", args=[w.arena.pk])),
    "a stranger opens the overview": lambda w: opens(
        w.stranger, reverse("arena:overview", args=[w.arena.pk])
    ),
}


def everything(queryset, *_args):
    return queryset


GUARDS = {
    "what is withdrawn is gone": (SharedItemQuerySet, "shared", everything),
    "shared things are for the arena": (SharedItemQuerySet, "visible_to", everything),
    "an arena must follow the CoP, which is published": (
        SharedItemQuerySet,
        "shown_in",
        lambda queryset, _arenas: queryset.shared(),
    ),
    "people are shown after they agreed": (
        ShownPersonQuerySet,
        "of_cops",
        lambda queryset, _cops: queryset,
    ),
    "interests ask who sees them": (InterestQuerySet, "visible_to", everything),
    "the CoP sees what was forwarded": (interests, "INSIDE_THE_ARENA", []),
    "questions ask who sees them": (QuestionQuerySet, "visible_to", everything),
    "updates follow their arena": (InCircleQuerySet, "visible_to", everything),
    "only leads lead": (Circle, "is_facilitated_by", lambda *_: True),
    "an arena is for its followers": (CircleQuerySet, "visible_to", everything),
}


def leaks(world) -> set[str]:
    return {name for name, probe in PROBES.items() if probe(world)}


def test_with_all_guards_in_place_nothing_shows(world):
    assert leaks(world) == set()


def test_what_may_be_seen_is_seen(world):
    assert titles(world.follower) == {"open"}
    assert Interest.objects.visible_to(world.follower).count() == 2
    assert Interest.objects.visible_to(world.facilitator).get() == world.forwarded
    assert Question.objects.visible_to(world.facilitator).exists()


@pytest.mark.parametrize("guard", GUARDS)
def test_without_a_guard_something_shows(guard, world, monkeypatch):
    owner, name, replacement = GUARDS[guard]
    monkeypatch.setattr(owner, name, replacement)
    assert leaks(world)


def test_every_probe_is_able_to_sound(world, monkeypatch):
    """A probe that no missing guard sets off would prove nothing."""
    sounded = set()
    for owner, name, replacement in GUARDS.values():
        with monkeypatch.context() as patch:
            patch.setattr(owner, name, replacement)
            sounded |= leaks(world)
    assert sounded == set(PROBES)


def test_follow_rows_of_who_left_are_not_in_force(world):
    preferences = FollowPreferenceQuerySet(following.FollowPreference)
    following.FollowPreference.objects.create(user=world.outsider, arena=world.arena)
    assert not preferences.in_force().exists()


def test_feed_of_a_closed_account_is_closed(world):
    row = following.FeedToken.objects.create(user=world.follower, token_hash="x")
    assert FeedTokenQuerySet(following.FeedToken).valid().filter(Q(pk=row.pk)).exists()
    world.follower.is_active = False
    world.follower.save()
    assert not FeedTokenQuerySet(following.FeedToken).valid().exists()
