"""An arena around the CoP of the network, with a canary in each item of its tribune, and its rows."""

import uuid

from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from arena.models import ArenaRole, ArenaUpdatePage, Interest, Question, State
from arena.services import following
from arena.unsubscribing import unsubscribe_link
from cop_pages.models import CircleFile, JourneyStep
from meetings.models import Decision, Meeting
from tests.arena.factories import InterestFactory, QuestionFactory, SharedItemFactory, follower_of
from tests.arena.rich_arena import RichArena, build
from tests.network import CANARIES, Network

from .cells import ELSEWHERE, LOGGED_IN, NOBODY, PUBLIC, Row, answer
from .circles import HOST, HOST_CHANGES, IN_CIRCLE, OWN_MEMBERSHIP

ROLE_NAMES = {
    "arena employee": ArenaRole.EMPLOYEE,
    "arena manager": ArenaRole.MANAGER,
    "arena director": ArenaRole.DIRECTOR,
    "arena lead": ArenaRole.LEAD,
}


def add_arena(network: Network, people: dict) -> None:
    """Give the network's CoP an arena; four more people come with it."""
    whole = build(slug="kikkerveld", rich=network.circle)
    people |= {
        "arena employee": whole.follower,
        "arena manager": follower_of(whole.arena, ArenaRole.MANAGER),
        "arena director": follower_of(whole.arena, ArenaRole.DIRECTOR),
        "arena lead": whole.lead,
    }
    keep_to_the_arena(whole)
    share_with_the_arena(whole)
    network.arena = whole


def keep_to_the_arena(whole: RichArena) -> None:
    """Put a word that stands nowhere else in each thing that followers read."""
    word = CANARIES["update of an arena"]
    whole.update.asks, whole.update.body = word, [("text", f"<p>{word}</p>")]
    whole.update.save()
    mine, theirs = whole.interests[State.BROUGHT_IN], whole.interests[State.PARKED]
    Interest.objects.filter(pk=mine.pk).update(why=CANARIES["interest inside an arena"])
    Interest.objects.filter(pk=theirs.pk).update(why=CANARIES["interest for a CoP"])
    Question.objects.filter(pk=whole.question.pk).update(
        text=CANARIES["question without an answer"]
    )
    word = CANARIES["answered question"]
    whole.answered = QuestionFactory(update=whole.update, text=word, answer=word)
    word = CANARIES["reaction under an update"]
    whole.reaction = QuestionFactory(
        update=whole.update, text=word, answer=word, kind="reaction", asker=whole.follower
    )
    hidden = ArenaUpdatePage(title="Nog niet", slug="nog-niet", happened="x", live=False)
    hidden.asks = CANARIES["unpublished update of an arena"]
    whole.hidden = whole.arena.add_child(instance=hidden)


def share_with_the_arena(whole: RichArena) -> None:
    """One word in a thing of each kind that is shared, one in a step that was taken back."""
    shared = whole.shared
    step, withdrawn = JourneyStep.objects.filter(page=whole.cop, is_shared=True).order_by("pk")[:2]
    JourneyStep.objects.filter(pk=step.pk).update(happened=CANARIES["shared step"])
    JourneyStep.objects.filter(pk=withdrawn.pk).update(happened=CANARIES["withdrawn step"])
    SharedItemFactory(
        cop=whole.cop, arena=whole.arena, thing=withdrawn, withdrawn_at=timezone.now()
    )
    Meeting.objects.filter(pk=shared["meeting"].object_id).update(
        summary=CANARIES["shared summary"]
    )
    Decision.objects.filter(pk=shared["decision"].object_id).update(
        text=CANARIES["shared decision"]
    )
    picture = CircleFile.objects.get(pk=shared["picture"].object_id)
    picture.title = CANARIES["shared picture"]
    picture.file.save("gedeeld.png", ContentFile(picture.title.encode()))


def of_arena(name: str, *parts):
    """The address of one of the arena's views; a part may be the name of something of it."""
    return lambda network: reverse(
        f"arena:{name}", args=[network.arena.arena.pk, *(_key(network, part) for part in parts)]
    )


def of_cop(name: str, *parts):
    return lambda network: reverse(
        f"arena:{name}", args=[network.arena.cop.pk, *(_key(network, part) for part in parts)]
    )


def _key(network: Network, part):
    whole = network.arena
    if part in State.values:
        return whole.interests[part].pk
    return getattr(getattr(whole, part, part), "pk", part)


def tribune(network: Network) -> str:
    return network.arena.arena.url


def update(network: Network) -> str:
    return network.arena.update.url


def picture(network: Network) -> str:
    return reverse("arena:picture", args=[network.arena.shared["picture"].pk])


def answering(name: str):
    """The page on which who may answer reads one question."""
    return lambda network: reverse("arena:answer_question", args=[getattr(network.arena, name).pk])


def forwarded_alone(network: Network) -> str:
    """One that nobody has moved: each cell takes its step anew."""
    arena = network.arena.arena
    fresh = InterestFactory(arena=arena, cop=network.arena.cop)
    return reverse("arena:forward", args=[arena.pk, fresh.pk])


def taken_down(network: Network) -> str:
    """One of its own for each cell, so that the update of the network stays."""
    page = ArenaUpdatePage(title="Even", slug=uuid.uuid4().hex, happened="x")
    network.arena.arena.add_child(instance=page)
    return reverse("arena:take_down_update", args=[network.arena.arena.pk, page.pk])


def feed(network: Network) -> str:
    token = following.make_feed(user=network.arena.follower)
    return reverse("arena:feed", args=[token])


def unsubscribe(network: Network) -> str:
    return "/" + unsubscribe_link(network.arena.follower).split("/", 3)[3]


def members(network: Network) -> str:
    return reverse("cop_pages:members", args=[network.arena.arena.pk])


def everyone(status: int) -> dict[str, int]:
    return {name.replace(" ", "_"): status for name in ROLE_NAMES}


REDACTION_200 = {"editor": 200, "moderator": 200, "admin": 200}
IN_ARENA = answer(404, visitor=302, **REDACTION_200, **everyone(200))
FOLLOWERS = answer(404, visitor=302, **everyone(200))
FOLLOWERS_POST = answer(404, visitor=302, **everyone(303))
INCOMPLETE = answer(404, visitor=302, **everyone(422))
LEADS = answer(404, visitor=302, arena_lead=200)
LEADS_POST = answer(404, visitor=302, arena_lead=303)
MAY_ANSWER = answer(404, visitor=302, arena_lead=200, cop_facilitator=200)
HERE = "/arena/%(circle_id)s/"
INTEREST = f"{HERE}interests/%(interest_id)s/"
UPDATE = f"{HERE}updates/%(page_id)s/"
COP = "/arena/cops/%(circle_id)s/"
STEP = f"{COP}interests/%(interest_id)s/%(step)s/"

ARENA = [
    Row("page:arena.ArenaPage", IN_ARENA, tribune),
    Row("page:arena.ArenaUpdatePage", IN_ARENA, update),
    Row(
        "page:arena.ArenaUpdatePage",
        NOBODY | {"visitor": 302},
        lambda n: n.arena.hidden.url,
        "unpublished",
    ),
    Row(f"{HERE}interests/", IN_ARENA, of_arena("interests")),
    Row(f"{HERE}interests/new/", FOLLOWERS, of_arena("bring_in")),
    Row(f"{HERE}interests/new/", INCOMPLETE, of_arena("bring_in"), "empty", method="post"),
    Row(INTEREST, IN_ARENA, of_arena("interest", "brought_in")),
    Row(f"{INTEREST}forward/", LEADS_POST, forwarded_alone, method="post"),
    Row(
        f"{INTEREST}bundle/",
        answer(404, visitor=302, arena_lead=422),
        of_arena("bundle", "brought_in"),
        "with nothing",
        method="post",
    ),
    Row(f"{INTEREST}unbundle/", LEADS_POST, of_arena("unbundle", "bundled"), method="post"),
    Row(f"{HERE}overview/", IN_ARENA, of_arena("overview")),
    Row(f"{HERE}learning/", IN_ARENA, of_arena("learning")),
    Row(f"{HERE}follow/", FOLLOWERS_POST, of_arena("follow"), method="post"),
    Row(f"{UPDATE}ask/", FOLLOWERS, of_arena("ask", "update")),
    Row(f"{UPDATE}questions/", LEADS_POST, of_arena("set_discussion", "update"), method="post"),
    Row(f"{HERE}updates/new/", LEADS, of_arena("new_update")),
    Row(UPDATE, LEADS, of_arena("edit_update", "update")),
    Row(UPDATE, NOBODY | {"visitor": 302}, of_arena("edit_update", "hidden"), "draft of an editor"),
    Row(f"{UPDATE}take-down/", LEADS, of_arena("take_down_update", "update")),
    Row(f"{UPDATE}take-down/", LEADS_POST, taken_down, method="post"),
    Row(f"{HERE}import/", LEADS, of_arena("import_people")),
    Row(f"{HERE}insight/", LEADS, of_arena("insight")),
    Row(f"{HERE}lines/", LEADS, of_arena("programme_lines")),
    Row(
        f"{HERE}lines/%(line_id)s/",
        LEADS_POST,
        of_arena("turn_line", "line"),
        method="post",
    ),
    Row("/arena/questions/%(question_id)s/answer/", MAY_ANSWER, answering("question")),
    Row(
        "/arena/shared/%(item_id)s/picture/",
        IN_ARENA | {"visitor": 404},
        picture,
    ),
    Row(f"{COP}interests/", IN_CIRCLE, of_cop("cop_interests")),
    Row(STEP, HOST, of_cop("answer_interest", "forwarded", "park")),
    Row(STEP, NOBODY | {"visitor": 302}, of_cop("answer_interest", "brought_in", "park"), "inside"),
    Row(
        f"{COP}interests/%(interest_id)s/again/",
        HOST_CHANGES,
        of_cop("put_on_the_list_again", "accepted"),
        method="post",
    ),
    Row(f"{COP}sharing/", HOST, of_cop("choose_shared")),
    Row(f"{COP}sharing/", HOST_CHANGES, of_cop("choose_shared"), method="post"),
    Row(f"{COP}as-seen-by/%(arena_id)s/", HOST, of_cop("as_seen_by", "arena")),
    Row(f"{COP}me/", OWN_MEMBERSHIP, of_cop("shown_person")),
    Row("/arena/following/", LOGGED_IN),
    Row("/arena/following/feed/", answer(200, visitor=302), method="post"),
    Row("/arena/following/feed/stop/", answer(303, visitor=302), method="post"),
    Row("/arena/feed/%(token)s/", PUBLIC, feed, "by its secret"),
    Row("/arena/feed/%(token)s/", NOBODY, lambda n: "/arena/feed/geraden/", "guessed"),
    Row("/arena/unsubscribe/%(token)s/", PUBLIC, unsubscribe, "by its secret"),
    Row("/arena/unsubscribe/%(token)s/", NOBODY, lambda n: "/arena/unsubscribe/x/", "guessed"),
    Row("/cirkels/landing/", ELSEWHERE),
    Row("/cirkels/%(circle_id)s/members/", LEADS, members, "of an arena"),
]

# Where each word of the arena is read by those who may.
SHOWN_IN_ARENA = {
    "update of an arena": [tribune, update],
    "unpublished update of an arena": [lambda n: f"/admin/pages/{n.arena.hidden.pk}/edit/"],
    "interest inside an arena": [of_arena("interest", "brought_in")],
    "interest for a CoP": [of_arena("interest", "parked"), of_cop("cop_interests")],
    "question without an answer": [update, answering("question"), of_cop("cop_interests")],
    "answered question": [update, answering("answered")],
    "reaction under an update": [update, answering("reaction")],
    "shared step": [tribune, lambda n: n.arena.cop.url],
    "withdrawn step": [tribune, lambda n: n.arena.cop.url],
    "shared summary": [tribune, lambda n: n.arena.meeting.get_absolute_url() + "report/"],
    "shared decision": [tribune, lambda n: n.arena.meeting.get_absolute_url() + "report/"],
    "shared picture": [tribune, picture, lambda n: n.arena.cop.url],
}
