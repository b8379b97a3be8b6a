"""What happens in the demo's arenas: who follows, what they bring in, what the CoPs show and answer."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import cached_property

from dateutil.relativedelta import relativedelta
from django.contrib.contenttypes.models import ContentType
from django.core.files.base import File
from django.db.models import Model
from django.utils import timezone

from arena.models import (
    ArenaPage,
    ArenaUpdatePage,
    Frequency,
    Interest,
    InterestEvent,
    ProgrammeLine,
    Question,
    SharedItem,
    ShownPerson,
    State,
    Visit,
)
from arena.services import following
from arena.services.interests import put_on_the_list
from cop_pages.models import CircleFile, CopPage, JourneyStep, Membership
from meetings.models import Decision, Meeting

from .circle_people import LogIn
from .content import picture, read
from .ledger import Ledger
from .meetings import Catalogue, CircleMeetings
from .people import member_with
from .tree import Tree

# What comes before a state, each a few days after the other.
ON_THE_WAY = {
    State.BROUGHT_IN: [],
    State.BUNDLED: [],
    State.FORWARDED: [],
    State.ACCEPTED: [State.FORWARDED],
    State.PARKED: [State.FORWARDED],
    State.DECLINED: [State.FORWARDED],
    State.ANSWERED: [State.FORWARDED, State.ACCEPTED],
}
DAYS_PER_STEP = 6
MONTHS_SEEN = 5


def arena_log_ins() -> list[LogIn]:
    """The followers whose address and role are printed."""
    followers = [each for arena in read("arenas")["arena"] for each in arena["follower"]]
    return [LogIn(each["email"], each["log_in"]) for each in followers if "log_in" in each]


def lay_arenas(ledger: Ledger, tree: Tree) -> None:
    catalogue = Catalogue(tree)
    with ledger.section("Arenas"):
        for texts in read("arenas")["arena"]:
            page = tree.find(texts["slug"], "nl")
            if isinstance(page, ArenaPage):
                ArenaRows(ledger, tree, page, texts).lay(catalogue)


def ago(days: int) -> datetime:
    return timezone.now() - timedelta(days=days)


class ArenaRows:
    """Lays the rows of one arena."""

    def __init__(self, ledger: Ledger, tree: Tree, arena: ArenaPage, texts: dict):
        self.ledger, self.tree, self.arena, self.texts = ledger, tree, arena, texts

    def lay(self, catalogue: Catalogue) -> None:
        for each in self.texts["follower"]:
            self.once(f"follower:{each['email']}", Membership, self.follower, each)
        for each in self.texts["interest"]:
            self.once(f"interest:{each['title']}", Interest, self.interest, each)
        for each in self.texts["update"]:
            self.lay_questions(each)
        for each in self.texts["share"]:
            self.once(f"share:{each['cop']}", CopPage, self.share, each)
        track = read(f"meetings/{self.arena.slug}")
        if track:
            CircleMeetings(self.ledger, self.arena, track, catalogue).lay()

    def once(self, key: str, model: type[Model], make: Callable, texts: dict) -> None:
        """Make it the first time; what somebody changed or removed since is left alone."""
        key = f"arena:{self.arena.slug}:{key}"
        self.ledger.lay(key, "", model, lambda old: old or make(texts))

    @cached_property
    def people(self) -> dict:
        """The followers, by what stands before the @."""
        members = self.arena.active_memberships().select_related("user")
        return {each.user.email.partition("@")[0]: each.user for each in members}

    def follower(self, texts: dict) -> Membership:
        user = member_with(texts["email"], texts["name"])
        following.follow(user=user, arena=self.arena, frequency=Frequency.WEEKLY)
        this = timezone.localdate().replace(day=1)
        months = [this - relativedelta(months=number) for number in range(MONTHS_SEEN)]
        Visit.objects.bulk_create(Visit(user=user, arena=self.arena, month=day) for day in months)
        return Membership.objects.create(
            circle=self.arena,
            user=user,
            role=texts["role"],
            organisation=self.arena.organisation,
            joined_on=this - relativedelta(months=MONTHS_SEEN),
        )

    def cop(self, slug: str) -> CopPage:
        found = self.tree.find(slug, "nl")
        return found if isinstance(found, CopPage) else self.arena.cops.first()

    def interest(self, texts: dict) -> Interest:
        state, started = State(texts["state"]), texts["days"]
        path = [State.BROUGHT_IN, *ON_THE_WAY[state]]
        path += [state] if state != State.BROUGHT_IN else []
        interest = Interest.objects.create(
            arena=self.arena,
            cop=self.cop(texts.get("cop", self.texts["cops"][0])),
            sender=self.people.get(texts["from"]),
            title=texts["title"],
            programme_line=ProgrammeLine.objects.get(
                organisation=self.arena.organisation, name=texts["line"]
            ),
            why=texts["why"],
            urgency=texts["urgency"],
            state=state,
            reason=texts.get("reason", ""),
            bundle=self.arena.brought_interests.filter(title=texts.get("into")).first(),
            created_at=ago(started),
            changed_at=ago(started - DAYS_PER_STEP * (len(path) - 1)),
        )
        InterestEvent.objects.bulk_create(
            InterestEvent(
                interest=interest,
                state=step,
                reason=interest.reason if step == state else "",
                happened_at=ago(started - DAYS_PER_STEP * number),
            )
            for number, step in enumerate(path)
        )
        if state == State.ACCEPTED:
            put_on_the_list(interest, by=None, minutes=texts["minutes"])
        return interest

    def lay_questions(self, texts: dict) -> None:
        update = self.tree.find(texts["slug"], "nl")
        for number, each in enumerate(texts.get("question", [])):
            if isinstance(update, ArenaUpdatePage):
                key = f"question:{texts['slug']}:{number}"
                self.once(key, Question, self.question, each | {"update": update})

    def question(self, texts: dict) -> Question:
        answer = texts.get("answer", "")
        return Question.objects.create(
            update=texts["update"],
            asker=self.people.get(texts["from"]),
            kind=texts.get("kind", Question.Kind.QUESTION),
            text=texts["text"],
            asked_at=ago(texts["days"]),
            answer=answer,
            answered_at=ago(texts["days"] - 2) if answer else None,
        )

    def share(self, texts: dict) -> CopPage:
        """Shown by the CoP's facilitator; what the CoP has no more is skipped."""
        cop = self.cop(texts["cop"])
        steps = list(JourneyStep.objects.filter(page=cop))
        things = [steps[place] for place in texts["steps"] if place < len(steps)]
        things += filter(None, (self.meeting(cop, number) for number in texts["meetings"]))
        held = filter(None, (self.meeting(cop, number) for number in texts["decisions"]))
        things += Decision.objects.filter(meeting__in=list(held))
        if "picture" in texts:
            things.append(self.picture(cop, texts["picture"], texts["picture_title"]))
        for thing in things:
            kind = ContentType.objects.get_for_model(thing)
            SharedItem.objects.create(
                cop=cop, arena=self.arena, content_type=kind, object_id=thing.pk
            )
        self.show_people(cop, texts["shown"])
        return cop

    def meeting(self, cop: CopPage, number: int) -> Meeting | None:
        return self.ledger.find(Meeting, f"meeting:{cop.slug}:{number}")

    def picture(self, cop: CopPage, name: str, title: str) -> CircleFile:
        alt_text = read("drawings/alt_texts").get(name, title)[:160]
        file = CircleFile(circle=cop, title=title, alt_text=alt_text)
        with picture(name).open("rb") as data:
            file.file.save(f"{name}.webp", File(data))
        return file

    def show_people(self, cop: CopPage, names: list[str]) -> None:
        for membership in cop.active_memberships().select_related("user"):
            if membership.user.email.partition("@")[0] in names:
                ShownPerson.objects.get_or_create(
                    membership=membership,
                    defaults={"shows_name": True, "shows_contribution": True},
                )
