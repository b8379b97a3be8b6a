"""A random walk over page and membership changes: whatever editors do, nothing private leaks."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.utils import timezone
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from wagtail.models import Page, PageViewRestriction

from cop_pages.models import Circle, CircleIndexPage, CopUpdatePage, Membership
from cop_pages.models.circles import PrivatePage

from .factories import (
    CircleIndexPageFactory,
    CopPageFactory,
    CopUpdatePageFactory,
    UserFactory,
    home_page,
)

NUMBERS = st.integers(min_value=0, max_value=50)
STEPS = 50


def pick(rows, number):
    rows = list(rows)
    return rows[number % len(rows)] if rows else None


class PrivateSection(RuleBasedStateMachine):
    """Two circles, two people, and an editor without any sense of privacy."""

    def __init__(self):
        super().__init__()
        self.serial = 0
        self.walk = transaction.atomic()
        self.walk.__enter__()
        section = CircleIndexPageFactory(slug="projecten")
        cops = [CopPageFactory(parent=section) for _ in range(2)]
        for cop in cops:
            CopUpdatePageFactory(parent=cop)
        self.people = [UserFactory(), UserFactory()]
        for person, cop in zip(self.people, cops, strict=True):
            Membership.objects.create(user=person, circle=cop)

    def teardown(self):
        transaction.set_rollback(True)
        self.walk.__exit__(None, None, None)

    def private_pages(self):
        return [page for page in Page.objects.specific() if isinstance(page, PrivatePage)]

    def new_slug(self):
        self.serial += 1
        return f"step-{self.serial}"

    @rule(page=NUMBERS, to=NUMBERS)
    def move(self, page, to):
        page, target = pick(self.private_pages(), page), pick(Page.objects.filter(depth__gt=1), to)
        if (
            page
            and not target.is_descendant_of(page)
            and target.pk not in {page.pk, page.get_parent().pk}
        ):
            Page.objects.filter(pk=page.pk).update(slug=self.new_slug())
            Page.objects.get(pk=page.pk).move(target, pos="last-child")

    @rule(page=NUMBERS, recursive=st.booleans())
    def copy(self, page, recursive):
        page = pick(self.private_pages(), page)
        if page and Page.objects.count() < 40:
            page.copy(recursive=recursive, update_attrs={"slug": self.new_slug()})

    @rule(page=NUMBERS)
    def alias(self, page):
        page = pick(self.private_pages(), page)
        if page:
            with pytest.raises((ValidationError, PermissionDenied)):
                page.create_alias(update_slug=self.new_slug(), parent=home_page())

    @rule(number=NUMBERS, in_bulk=st.booleans())
    def lift_restriction(self, number, in_bulk):
        restriction = pick(PageViewRestriction.objects.all(), number)
        if restriction and in_bulk:
            PageViewRestriction.objects.all().delete()
        elif restriction:
            restriction.delete()

    @rule(page=NUMBERS)
    def unpublish(self, page):
        page = pick(self.private_pages(), page)
        if page:
            page.unpublish()

    @rule(page=NUMBERS)
    def publish(self, page):
        page = pick(self.private_pages(), page)
        if page:
            page.save_revision().publish()

    @rule(page=NUMBERS)
    def expire(self, page):
        page = pick(self.private_pages(), page)
        if page:
            Page.objects.filter(pk=page.pk).update(expire_at=timezone.now())

    @rule(person=NUMBERS, circle=NUMBERS)
    def join(self, person, circle):
        circle = pick(Circle.objects.all(), circle)
        if circle:
            Membership.objects.get_or_create(
                user=pick(self.people, person), circle=circle, ended_at=None
            )

    @rule(number=NUMBERS)
    def leave(self, number):
        membership = pick(Membership.objects.active(), number)
        if membership:
            Membership.objects.filter(pk=membership.pk).update(ended_at=timezone.now())

    @rule(page=NUMBERS)
    def delete(self, page):
        page = pick(self.private_pages(), page)
        if page and len(self.private_pages()) > 4:
            Page.objects.get(pk=page.pk).specific.delete()

    @invariant()
    def no_channel_for_visitors_lists_a_private_page(self):
        public = set(Page.objects.live().public().values_list("pk", flat=True))
        assert not public & {page.pk for page in self.private_pages()}
        assert not Circle.objects.visible_to(AnonymousUser()).exists()

    @invariant()
    def a_person_sees_circles_of_their_own_only(self):
        for person in self.people:
            own = set(
                Membership.objects.active().filter(user=person).values_list("circle", flat=True)
            )
            seen = set(Circle.objects.visible_to(person).values_list("pk", flat=True))
            assert seen <= own
            updates = CopUpdatePage.objects.visible_to(person)
            assert {update.circle.pk for update in updates} <= own

    @invariant()
    def what_is_seen_is_published_and_stands_in_a_published_section(self):
        for person in self.people:
            for circle in Circle.objects.visible_to(person):
                section = circle.get_parent().specific
                assert isinstance(section, CircleIndexPage)
                assert circle.live
                assert section.live


@pytest.mark.django_db
def test_five_hundred_steps_leak_nothing():
    run_state_machine_as_test(
        PrivateSection,
        settings=settings(
            max_examples=10,
            stateful_step_count=STEPS,
            deadline=None,
            # To shrink a walk of fifty steps takes minutes and tells little.
            phases=[Phase.generate],
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
