"""A random walk over what editors, facilitators and followers do: what shows is what the rules say."""

import pytest
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from wagtail.models import Page, PageViewRestriction

from arena.models import ArenaPage, SharedItem
from arena.services import sharing
from arena.services.sharing import Choice
from arena.shareable import shown_items
from cop_pages.models import CircleIndexPage, CopPage, JourneyStep, Membership
from tests.cop_pages.factories import (
    CircleIndexPageFactory,
    CopPageFactory,
    UserFactory,
    home_page,
)

from .factories import ArenaFactory

NUMBERS = st.integers(min_value=0, max_value=50)
STEPS = 40


def pick(rows, number):
    rows = list(rows)
    return rows[number % len(rows)] if rows else None


class Tribune(RuleBasedStateMachine):
    """Two CoPs, two arenas, two followers, and people who change their minds all the time."""

    def __init__(self):
        super().__init__()
        self.walk = transaction.atomic()
        self.walk.__enter__()
        self.serial = 0
        place = CircleIndexPageFactory(slug="projecten")
        cops = [CopPageFactory(parent=place) for _ in range(2)]
        self.steps = [
            JourneyStep.objects.create(page=cop, title=f"Stap {number} van {cop.pk}")
            for cop in cops
            for number in range(2)
        ]
        self.arenas = [ArenaFactory(parent=place, cops=cops) for _ in range(2)]
        self.people = [UserFactory() for _ in range(2)]
        for person, arena in zip(self.people, self.arenas, strict=True):
            Membership.objects.create(user=person, circle=arena, role="employee")

    def teardown(self):
        transaction.set_rollback(True)
        self.walk.__exit__(None, None, None)

    def circles(self):
        return [*CopPage.objects.all(), *ArenaPage.objects.all()]

    @rule(step=NUMBERS, arena=NUMBERS, for_all=st.booleans())
    def share(self, step, arena, for_all):
        step, arena = pick(self.steps, step), pick(self.arenas, arena)
        choice = Choice("step", step.pk, 0 if for_all else arena.pk)
        cop = CopPage.objects.get(pk=step.page_id)
        sharing.choose(cop=cop, wanted={choice}, offered={choice}, by=None)

    @rule(number=NUMBERS)
    def withdraw(self, number):
        row = pick(SharedItem.objects.shared(), number)
        if row:
            choice = Choice("step", row.object_id, row.arena_id or 0)
            sharing.choose(cop=row.cop, wanted=set(), offered={choice}, by=None)

    @rule(number=NUMBERS)
    def hide_or_show_a_step(self, number):
        step = JourneyStep.objects.get(pk=pick(self.steps, number).pk)
        JourneyStep.objects.filter(pk=step.pk).update(is_shared=not step.is_shared)

    @rule(person=NUMBERS, arena=NUMBERS)
    def join(self, person, arena):
        Membership.objects.get_or_create(
            user=pick(self.people, person),
            circle=pick(self.arenas, arena),
            ended_at=None,
            defaults={"role": "employee"},
        )

    @rule(number=NUMBERS)
    def leave(self, number):
        row = pick(Membership.objects.active(), number)
        if row:
            Membership.objects.filter(pk=row.pk).update(ended_at=timezone.now())

    @rule(arena=NUMBERS, cop=NUMBERS)
    def follow_or_stop(self, arena, cop):
        arena = ArenaPage.objects.get(pk=pick(self.arenas, arena).pk)
        cop = pick(CopPage.objects.all(), cop)
        arena.cops = set(arena.cops.all()) ^ {cop}
        arena.save()

    @rule(number=NUMBERS)
    def publish_or_unpublish(self, number):
        page = pick(self.circles(), number)
        Page.objects.filter(pk=page.pk).update(live=not page.live)

    @rule(number=NUMBERS, home=st.booleans())
    def move(self, number, home):
        page = pick(self.circles(), number)
        target = home_page() if home else CircleIndexPage.objects.first()
        if page.get_parent().pk != target.pk:
            self.serial += 1
            Page.objects.filter(pk=page.pk).update(slug=f"verhuisd-{self.serial}")
            Page.objects.get(pk=page.pk).move(Page.objects.get(pk=target.pk), pos="last-child")

    @rule()
    def lift_restrictions(self):
        PageViewRestriction.objects.all().delete()

    def stands(self, page: Page) -> bool:
        parent = page.get_parent().specific
        return page.live and isinstance(parent, CircleIndexPage) and parent.live

    def may_see(self, person, row: SharedItem) -> bool:
        """The rule once more, told the long way."""
        step = JourneyStep.objects.get(pk=row.object_id)
        if row.withdrawn_at or not step.is_shared or not self.stands(row.cop):
            return False
        return any(
            self.stands(arena)
            and row.arena_id in {None, arena.pk}
            and arena.cops.filter(pk=row.cop_id).exists()
            and Membership.objects.active().filter(user=person, circle=arena).exists()
            for arena in ArenaPage.objects.all()
        )

    @invariant()
    def a_follower_sees_what_the_rules_say_and_no_more(self):
        for person in self.people:
            rows = SharedItem.objects.visible_to(person)
            seen = {item.row.object_id for item in shown_items(rows)}
            expected = {
                row.object_id for row in SharedItem.objects.all() if self.may_see(person, row)
            }
            assert seen == expected

    @invariant()
    def no_channel_for_visitors_lists_an_arena(self):
        public = set(Page.objects.live().public().values_list("pk", flat=True))
        assert not public & set(ArenaPage.objects.values_list("pk", flat=True))


@pytest.mark.django_db
def test_four_hundred_steps_show_nothing_that_was_not_chosen():
    run_state_machine_as_test(
        Tribune,
        settings=settings(
            max_examples=10,
            stateful_step_count=STEPS,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
