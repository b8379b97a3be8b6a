"""What a CoP shows to its arenas: nothing until it is chosen, and gone everywhere once it is taken back."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from arena.models import ArenaPage, Frequency, SharedItem, ShownPerson
from arena.services import following, sharing
from arena.services.sharing import Choice
from arena.shareable import KINDS, shown_items
from arena.sharing_table import SharingTable
from cop_pages.models import JourneyStep, Role
from meetings.models import Meeting
from tests.cop_pages.factories import (
    CircleFileFactory,
    CopPageFactory,
    MembershipFactory,
    UserFactory,
)
from tests.meetings.factories import DecisionFactory, MeetingFactory

from .factories import ArenaFactory, SharedItemFactory, follow, follower_of, section

pytestmark = pytest.mark.django_db


@pytest.fixture
def cop():
    return CopPageFactory(parent=section())


@pytest.fixture
def arena(cop):
    return ArenaFactory(cops=[cop])


@pytest.fixture
def facilitator(cop):
    return MembershipFactory(circle=cop, role=Role.FACILITATOR).user


@pytest.fixture
def step(cop):
    return JourneyStep.objects.create(page=cop, title="Kennismaken")


@pytest.fixture
def things(cop, step):
    meeting = MeetingFactory(circle=cop, published=True, summary="Het ging goed.")
    return {
        "step": step,
        "meeting": meeting,
        "decision": DecisionFactory(meeting=meeting),
        "picture": CircleFileFactory(circle=cop, file__filename="tomaten.png"),
    }


def seen_by(user) -> list:
    return [item.thing for item in shown_items(SharedItem.objects.visible_to(user))]


def post(client, cop, facilitator, **ticked):
    client.force_login(facilitator)
    return client.post(reverse("arena:choose_shared", args=[cop.pk]), ticked)


# By default nothing.


def test_nothing_is_shown_by_itself(arena, things):
    assert seen_by(follower_of(arena)) == []


@pytest.mark.parametrize("kind", ["step", "meeting", "decision", "picture"])
def test_ticked_thing_is_shown_and_unticked_thing_is_gone(
    kind, client, cop, arena, things, facilitator
):
    follower, choice = follower_of(arena), str(Choice(kind, things[kind].pk, arena.pk))
    assert post(client, cop, facilitator, share=choice, offered=choice).status_code == 303
    assert seen_by(follower) == [things[kind]]
    post(client, cop, facilitator, offered=choice)
    assert seen_by(follower) == []


def test_choosing_twice_shares_once(cop, arena, step, facilitator):
    choice = Choice("step", step.pk, arena.pk)
    for expected in ((1, 0), (0, 0)):
        done = sharing.choose(cop=cop, wanted={choice}, offered={choice}, by=facilitator)
        assert done == expected
    assert SharedItem.objects.count() == 1


def test_facilitator_sees_what_is_chosen_and_not_only_its_title(client, cop, things, facilitator):
    ArenaFactory(cops=[cop])
    JourneyStep.objects.update(happened="We liepen langs de sloot.")
    client.force_login(facilitator)
    text = client.get(reverse("arena:choose_shared", args=[cop.pk])).text
    assert "We liepen langs de sloot." in text
    assert things["meeting"].summary in text
    assert f'src="{things["picture"].get_absolute_url()}"' in text


def previewed(client, cop, arena, wanted, **more):
    offered = [f"step-{wanted.pk}-{arena.pk}"]
    data = {"share": offered, "offered": offered, "preview": arena.pk} | more
    return client.post(reverse("arena:choose_shared", args=[cop.pk]), data)


def test_choice_is_looked_at_before_anybody_sees_it(
    client, cop, arena, step, facilitator, django_capture_on_commit_callbacks
):
    following.follow(user=follower_of(arena), arena=arena, frequency=Frequency.AT_ONCE)
    agreed = ShownPerson.objects.create(
        membership=cop.active_memberships().get(user=facilitator), shows_name=True
    )
    client.force_login(facilitator)
    with django_capture_on_commit_callbacks(execute=True):
        page = previewed(client, cop, arena, step)
    assert page.status_code == 200
    assert step.title in page.text
    assert page.context["cops"][0].people == [agreed]
    assert not SharedItem.objects.exists()
    assert mail.outbox == []


def test_preview_leaves_out_what_was_unticked_and_what_another_arena_sees(
    client, cop, arena, step, facilitator
):
    other = ArenaFactory(cops=[cop])
    SharedItemFactory(cop=cop, arena=arena, thing=step)
    client.force_login(facilitator)
    assert step.title not in previewed(client, cop, arena, step, share=[]).text
    for_other = [f"step-{step.pk}-{other.pk}"]
    page = previewed(client, cop, arena, step, share=for_other, offered=for_other)
    assert step.title in page.text  # It stays as it is: it was not offered.
    SharedItem.objects.all().delete()
    page = previewed(client, cop, arena, step, share=for_other, offered=for_other)
    assert step.title not in page.text


def test_from_the_preview_one_goes_back_to_the_list_with_the_same_ticks(
    client, cop, arena, step, facilitator
):
    client.force_login(facilitator)
    page = previewed(client, cop, arena, step, edit="1")
    assert page.context["table"].ticked == {Choice("step", step.pk, arena.pk)}
    assert not SharedItem.objects.exists()


@pytest.mark.parametrize("value", ["", "0", "x", "9" * 30])
def test_preview_as_an_arena_that_does_not_follow_is_not_found(
    value, client, cop, arena, step, facilitator
):
    client.force_login(facilitator)
    assert previewed(client, cop, arena, step, preview=value).status_code == 404


def test_what_was_not_offered_stays_shared(cop, arena, things, facilitator):
    SharedItemFactory(cop=cop, arena=arena, thing=things["meeting"])
    choice = Choice("step", things["step"].pk, arena.pk)
    sharing.choose(cop=cop, wanted=set(), offered={choice}, by=facilitator)
    assert seen_by(follower_of(arena)) == [things["meeting"]]


def test_thing_of_another_cop_cannot_be_shared(client, cop, arena, facilitator):
    other = JourneyStep.objects.create(page=CopPageFactory(parent=section()), title="Vreemd")
    choice = str(Choice("step", other.pk, arena.pk))
    post(client, cop, facilitator, share=choice, offered=choice)
    assert not SharedItem.objects.exists()


def test_arena_that_does_not_follow_cannot_be_chosen(client, cop, arena, step, facilitator):
    stranger = ArenaFactory()
    choice = str(Choice("step", step.pk, stranger.pk))
    post(client, cop, facilitator, share=choice, offered=choice)
    assert not SharedItem.objects.exists()


@pytest.mark.parametrize("value", ["\x00", "step-1", "step-x-y", "", "step-99999999999999999999-1"])
def test_hostile_choice_is_ignored(value, client, cop, arena, step, facilitator):
    response = post(client, cop, facilitator, share=value, offered=value)
    assert response.status_code in {303, 400}
    assert not SharedItem.objects.exists()


# Two arenas.


def test_what_is_for_one_arena_another_does_not_see(cop, arena, step):
    other = ArenaFactory(cops=[cop])
    SharedItemFactory(cop=cop, arena=arena, thing=step)
    assert seen_by(follower_of(arena)) == [step]
    assert seen_by(follower_of(other)) == []


def test_with_one_arena_nothing_is_promised_to_those_to_come(cop, arena, step):
    assert SharingTable(cop).columns == [arena]
    other = ArenaFactory(cops=[cop])
    assert set(SharingTable(cop).columns) == {None, arena, other}


def test_what_is_for_all_arenas_a_new_one_sees(cop, arena, step):
    SharedItemFactory(cop=cop, thing=step)
    newcomer = ArenaFactory(cops=[cop])
    assert seen_by(follower_of(newcomer)) == [step]


def test_thing_shared_with_one_and_with_all_is_shown_once(cop, arena, step):
    SharedItemFactory(cop=cop, thing=step)
    SharedItemFactory(cop=cop, arena=arena, thing=step)
    assert seen_by(follower_of(arena)) == [step]


# Gone everywhere.


def hide_step(things, **_):
    JourneyStep.objects.update(is_shared=False)


def take_report_back(things, **_):
    Meeting.objects.update(status=Meeting.Status.HELD)


def delete_thing(things, kind, **_):
    things[kind].delete()


def stop_following(arena, **_):
    arena.cops = []
    arena.save()


def unpublish_cop(cop, **_):
    Page.objects.filter(pk=cop.pk).update(live=False)


def expire_cop(cop, **_):
    Page.objects.filter(pk=cop.pk).update(expire_at=timezone.now() - timedelta(minutes=1))


def unpublish_arena(arena, **_):
    Page.objects.filter(pk=arena.pk).update(live=False)


def move_cop(cop, **_):
    Page.objects.get(pk=cop.pk).move(section().get_parent(), pos="last-child")


def leave(arena, **_):
    arena.memberships.update(ended_at=timezone.now())


EVENTS = [
    *[(kind, delete_thing) for kind in ("step", "meeting", "decision", "picture")],
    ("step", hide_step),
    ("meeting", take_report_back),
    ("decision", take_report_back),
    *[
        (kind, event)
        for kind in ("step", "picture")
        for event in (stop_following, unpublish_cop, expire_cop, unpublish_arena, move_cop, leave)
    ],
]


@pytest.mark.parametrize(
    ("kind", "event"), EVENTS, ids=lambda each: getattr(each, "__name__", each)
)
def test_thing_vanishes_from_the_tribune_when(kind, event, cop, arena, things):
    follower = follower_of(arena)
    SharedItemFactory(cop=cop, arena=arena, thing=things[kind])
    assert seen_by(follower) == [things[kind]]
    event(things=things, kind=kind, cop=cop, arena=arena)
    assert seen_by(follower) == []


def test_visitors_strangers_and_the_cop_itself_see_no_shared_rows(cop, arena, step, facilitator):
    SharedItemFactory(cop=cop, arena=arena, thing=step)
    for user in (AnonymousUser(), UserFactory(), facilitator):
        assert not SharedItem.objects.visible_to(user).exists()


def test_document_is_no_picture_and_is_not_offered(cop, arena):
    CircleFileFactory(circle=cop)
    assert SharingTable(cop).groups == []


def test_draft_and_unpublished_report_are_not_offered(cop, arena):
    MeetingFactory(circle=cop, held=True, summary="Nog niet")
    MeetingFactory(circle=cop, published=True, summary="")
    DecisionFactory(meeting=MeetingFactory(circle=cop, held=True))
    assert SharingTable(cop).groups == []


def test_kinds_are_the_four_that_a_cop_may_show():
    assert [kind.key for kind in KINDS] == ["step", "meeting", "decision", "picture"]


# Who hears of it.


def test_follower_who_wants_news_at_once_hears_that_there_is_something_but_not_what(
    cop, arena, step, facilitator, django_capture_on_commit_callbacks
):
    follower = follower_of(arena)
    following.follow(user=follower, arena=arena, frequency=Frequency.AT_ONCE)
    following.follow(user=follower_of(arena), arena=arena, frequency=Frequency.NEVER)
    choice = Choice("step", step.pk, arena.pk)
    with django_capture_on_commit_callbacks(execute=True):
        sharing.choose(cop=cop, wanted={choice}, offered={choice}, by=facilitator)
    [message] = mail.outbox
    assert message.to == [follower.email]
    assert cop.title in message.body
    assert step.title not in message.body + message.subject


# People.


def agree(client, membership, **ticked):
    client.force_login(membership.user)
    return client.post(reverse("arena:shown_person", args=[membership.circle_id]), ticked)


def test_member_agrees_and_takes_it_back(client, cop, arena):
    membership = MembershipFactory(circle=cop)
    assert agree(client, membership, shows_name="on").status_code == 303
    assert list(ShownPerson.objects.of_cops([cop])) == [membership.shown_to_arenas]
    agree(client, membership)
    assert not ShownPerson.objects.of_cops([cop]).exists()


def test_what_one_brings_is_not_shown_without_a_name(client, cop, arena):
    response = agree(client, MembershipFactory(circle=cop), shows_contribution="on")
    assert response.status_code == 422


def test_who_left_the_cop_is_shown_no_longer(cop, arena):
    membership = MembershipFactory(circle=cop)
    ShownPerson.objects.create(membership=membership, shows_name=True)
    membership.ended_at = timezone.now()
    membership.save()
    assert not ShownPerson.objects.of_cops([cop]).exists()


def test_contribution_that_the_cop_itself_does_not_see_stays_hidden(cop):
    membership = MembershipFactory(circle=cop, contribution="Stil", shares_contribution=False)
    shown = ShownPerson(membership=membership, shows_name=True, shows_contribution=True)
    assert shown.contribution == ""


def test_follower_does_not_agree_for_somebody_of_the_cop(client, cop, arena):
    client.force_login(follow(arena).user)
    assert client.post(reverse("arena:shown_person", args=[cop.pk]), {}).status_code == 404


def test_arena_around_two_cops_keeps_them_apart(cop):
    other = CopPageFactory(parent=section())
    arena = ArenaFactory(cops=[cop, other])
    step = JourneyStep.objects.create(page=other, title="Elders")
    SharedItemFactory(cop=cop, arena=arena, thing=step)  # Forged: not this CoP's own.
    assert seen_by(follower_of(arena)) == []
    assert set(ArenaPage.objects.around(other)) == {arena}
