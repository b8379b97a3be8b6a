"""What each person sees of the tribune and of the pages around it, and what those pages cost."""

import copy

import html5lib
import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from arena.models import SharedItem, ShownPerson
from tests.cop_pages.factories import CircleFileFactory, MembershipFactory
from tests.cop_pages.rich_circle import add_steps
from tests.meetings.factories import DecisionFactory, MeetingFactory

from .factories import (
    ArenaUpdatePageFactory,
    InterestFactory,
    QuestionFactory,
    SharedItemFactory,
    follow,
)
from .rich_arena import SUMMARY, WHY, build

pytestmark = pytest.mark.django_db

FOR_FOLLOWERS = ["interests", "bring_in", "overview", "learning"]
FOR_LEADS = ["import_people", "insight", "programme_lines", "new_update"]
FOR_FACILITATORS = ["choose_shared"]
FOR_MEMBERS = ["cop_interests", "shown_person"]


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Built once; each test works in a transaction of its own within this one."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield build()
        transaction.set_rollback(True)


@pytest.fixture
def whole(world):
    return copy.deepcopy(world)


@pytest.fixture
def as_(client, whole):
    """`as_("follower").get(…)`; a visitor has no account."""

    def log_in(role):
        client.logout()
        if role != "visitor":
            client.force_login(getattr(whole, role))
        return client

    return log_in


def address(whole, name):
    pages = {
        "tribune": whole.arena.url,
        "update": whole.update.url,
        "interest": reverse("arena:interest", args=[whole.arena.pk, whole.interests["parked"].pk]),
        "ask": reverse("arena:ask", args=[whole.arena.pk, whole.update.pk]),
        "answer_question": reverse("arena:answer_question", args=[whole.question.pk]),
        "as_seen_by": reverse("arena:as_seen_by", args=[whole.cop.pk, whole.arena.pk]),
        "edit_update": reverse("arena:edit_update", args=[whole.arena.pk, whole.update.pk]),
        "take_down": reverse("arena:take_down_update", args=[whole.arena.pk, whole.update.pk]),
        "following": reverse("arena:following"),
        "picture": reverse("arena:picture", args=[whole.shared["picture"].pk]),
    }
    for step in ("accept", "park", "decline"):
        found = whole.interests["forwarded"].pk
        pages[step] = reverse("arena:answer_interest", args=[whole.cop.pk, found, step])
    circle = whole.cop if name in {*FOR_FACILITATORS, *FOR_MEMBERS} else whole.arena
    return pages.get(name) or reverse(f"arena:{name}", args=[circle.pk])


EVERY_PAGE = {
    "follower": ["tribune", "update", "interest", "ask", "following", *FOR_FOLLOWERS],
    "lead": [
        *("tribune", "update", "edit_update", "take_down", "interest", "answer_question"),
        *FOR_LEADS,
    ],
    "member": FOR_MEMBERS,
    "facilitator": ["as_seen_by", "accept", "park", "decline", *FOR_FACILITATORS, *FOR_MEMBERS],
}


@pytest.mark.parametrize(
    ("role", "name"), [(role, name) for role, names in EVERY_PAGE.items() for name in names]
)
def test_page_is_there_is_valid_and_is_for_this_reader_only(role, name, whole, as_):
    response = as_(role).get(address(whole, name))
    assert response.status_code == 200
    html5lib.HTMLParser(strict=True).parse(response.text)
    assert "no-store" in response["Cache-Control"]


# What the tribune shows.


def test_follower_sees_what_the_cop_shares(whole, as_):
    text = as_("follower").get(whole.arena.url).text
    assert SUMMARY in text
    assert whole.decision.text in text
    assert "Stap nummer 1" in text
    assert address(whole, "picture") in text


def test_follower_sees_nothing_that_was_not_shared(whole, as_):
    text = as_("follower").get(whole.arena.url).text
    assert "Stap nummer 2" not in text
    assert whole.cop.case not in text


@pytest.mark.parametrize("kind", ["step", "meeting", "decision", "picture"])
def test_withdrawn_item_is_gone_at_once(kind, whole, as_):
    item = whole.shared[kind]
    words = {
        "step": "Stap nummer 1",
        "meeting": SUMMARY,
        "decision": whole.decision.text,
        "picture": address(whole, "picture"),
    }[kind]
    assert words in as_("follower").get(whole.arena.url).text
    SharedItem.objects.filter(pk=item.pk).update(withdrawn_at=item.shared_at)
    assert words not in as_("follower").get(whole.arena.url).text


def test_withdrawn_picture_answers_like_one_that_never_was(whole, as_):
    assert as_("follower").get(address(whole, "picture")).status_code == 200
    SharedItem.objects.update(withdrawn_at=whole.shared["picture"].shared_at)
    assert as_("follower").get(address(whole, "picture")).status_code == 404


@pytest.mark.parametrize("role", ["visitor", "outsider", "member", "facilitator"])
def test_shared_picture_is_for_followers_through_the_arena(role, whole, as_):
    assert as_(role).get(address(whole, "picture")).status_code == 404


def test_member_of_the_cop_is_shown_only_after_agreeing(whole, as_):
    name = whole.member.get_full_name()
    assert name in as_("follower").get(whole.arena.url).text
    ShownPerson.objects.update(shows_name=False)
    assert name not in as_("follower").get(whole.arena.url).text
    assert whole.facilitator.get_full_name() not in as_("follower").get(whole.arena.url).text


def test_what_a_member_brings_is_shown_only_after_agreeing(whole, as_):
    membership = whole.rich.membership(whole.member)
    membership.contribution = "Soep voor veertig man"
    membership.save()
    assert membership.contribution not in as_("follower").get(whole.arena.url).text
    ShownPerson.objects.update(shows_contribution=True)
    assert membership.contribution in as_("follower").get(whole.arena.url).text


def test_preview_shows_the_facilitator_what_the_arena_sees_and_nothing_of_the_arena(whole, as_):
    text = as_("facilitator").get(address(whole, "as_seen_by")).text
    assert SUMMARY in text
    assert "Stap nummer 2" not in text
    assert whole.update.title not in text
    assert WHY not in text


def test_preview_leads_to_pictures_the_facilitator_may_open(whole, as_):
    text = as_("facilitator").get(address(whole, "as_seen_by")).text
    assert whole.rich.picture.get_absolute_url() in text


@pytest.mark.parametrize("name", ["tribune", "update", *FOR_FOLLOWERS, "interest"])
@pytest.mark.parametrize("role", ["outsider", "member", "facilitator"])
def test_the_arena_is_closed_to_the_cop_and_to_strangers(role, name, whole, as_):
    assert as_(role).get(address(whole, name)).status_code == 404


@pytest.mark.parametrize("name", FOR_LEADS)
def test_follower_has_no_tools_of_the_lead(name, whole, as_):
    assert as_("follower").get(address(whole, name)).status_code == 404


def test_cop_that_shows_nothing_says_that_this_is_its_choice(whole, as_):
    SharedItem.objects.all().delete()
    ShownPerson.objects.all().delete()
    assert "Deze CoP laat de arena nog niets zien" in as_("follower").get(whole.arena.url).text


def test_links_on_the_project_page_lead_to_the_arena_side(whole, as_):
    text = as_("facilitator").get(whole.cop.url).text
    assert address(whole, "choose_shared") in text
    assert address(whole, "cop_interests") in text
    assert address(whole, "choose_shared") not in as_("member").get(whole.cop.url).text


# What they cost.


def queries(client, path) -> int:
    client.get(path)  # Warm what is cached per process.
    with CaptureQueriesContext(connection) as context:
        assert client.get(path).status_code == 200
    return len(context)


def grow(whole, number: int) -> None:
    """So many of everything that stands on the tribune."""
    people = [follow(whole.arena).user for _ in range(3)]
    for index in range(number):
        ArenaUpdatePageFactory(parent=whole.arena, slug=f"groei-{number}-{index}", cop=whole.cop)
        InterestFactory(
            arena=whole.arena, cop=whole.cop, programme_line=whole.line, sender=people[0]
        )
        meeting = MeetingFactory(circle=whole.cop, published=True, summary=SUMMARY)
        decision = DecisionFactory(meeting=meeting)
        picture = CircleFileFactory(circle=whole.cop, file__filename=f"foto{index}.png")
        for thing in (meeting, decision, picture):
            SharedItemFactory(cop=whole.cop, arena=whole.arena, thing=thing)
        shown = MembershipFactory(circle=whole.cop)
        ShownPerson.objects.create(membership=shown, shows_name=True, shows_contribution=True)
        QuestionFactory(update=whole.update, asker=people[1], answer="Ja.")


@pytest.mark.parametrize(
    ("role", "name"),
    [
        ("follower", "tribune"),
        ("lead", "tribune"),
        ("follower", "update"),
        ("follower", "overview"),
        ("follower", "interests"),
        ("lead", "insight"),
        ("facilitator", "choose_shared"),
        ("facilitator", "as_seen_by"),
        ("facilitator", "cop_interests"),
    ],
)
def test_thirty_of_everything_cost_no_more_queries_than_two(role, name, whole, as_):
    add_steps(whole.cop, 2)
    grow(whole, 2)
    little = queries(as_(role), address(whole, name))
    add_steps(whole.cop, 10)
    grow(whole, 28)
    assert queries(as_(role), address(whole, name)) == little


@pytest.mark.parametrize("name", ["tribune", "overview", "interests"])
def test_two_hundred_interests_cost_no_more_queries_than_two(name, whole, as_):
    little = queries(as_("follower"), address(whole, name))
    for _ in range(193):
        InterestFactory(
            arena=whole.arena, cop=whole.cop, programme_line=whole.line, sender=whole.follower
        )
    assert queries(as_("follower"), address(whole, name)) == little


@pytest.mark.parametrize(
    "path",
    [
        "/arena/{n}/interests/",
        "/arena/{a}/interests/{n}/",
        "/arena/{a}/interests/?page={n}",
        "/arena/{a}/interests/?state=%00",
        "/arena/{a}/updates/{n}/ask/",
        "/arena/shared/{n}/picture/",
        "/arena/questions/{n}/answer/",
        "/arena/cops/{c}/as-seen-by/{n}/",
        "/arena/cops/{c}/interests/{n}/park/",
        "/arena/feed/%00/",
    ],
)
@pytest.mark.parametrize("role", ["lead", "facilitator"])
def test_number_that_fits_nowhere_is_never_a_server_error(role, path, whole, as_):
    address = path.format(n="9" * 40, a=whole.arena.pk, c=whole.cop.pk)
    assert as_(role).get(address).status_code in {200, 400, 404}
