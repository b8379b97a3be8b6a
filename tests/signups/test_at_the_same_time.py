"""Two editors, or two places, at one moment: PostgreSQL keeps them apart."""

from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone

from cop_pages.models import CopPage, Invitation
from signups import leading, merging, outcomes, quotes, searches
from signups.models import FacilitatorSearch, Quote, SignUp, WaitingListEntry
from signups.pipeline import ImpossibleError
from signups.starting_mails import ensure_mail_templates
from tests import at_the_same_time
from tests.at_the_same_time import ON_POSTGRESQL, ensure_first_pages
from tests.cop_pages.factories import CopPageFactory, MembershipFactory
from tests.factories import MemberFactory

from .factories import (
    FacilitatorProfileFactory,
    FacilitatorRequestFactory,
    QuoteFactory,
    SignUpFactory,
    WaitingListEntryFactory,
)

pytestmark = ON_POSTGRESQL
together = partial(at_the_same_time.together, refusal=ImpossibleError)


@pytest.fixture
def cop():
    ensure_first_pages()
    return CopPageFactory(status=CopPage.Status.ACTIVE)


def test_no_two_quotes_get_one_number():
    drafts = [QuoteFactory() for _quote in range(6)]
    together(*[lambda quote=quote: quotes.send(quote=quote, by=None) for quote in drafts])
    numbers = sorted(Quote.objects.values_list("number", flat=True))
    assert numbers == [f"{timezone.localdate().year}-{number:04}" for number in range(1, 7)]


def test_one_quote_sent_by_two_clicks_is_sent_once():
    quote = QuoteFactory()
    sent = together(*[lambda: quotes.send(quote=quote, by=None)] * 4)
    assert sorted(sent) == [False, False, False, True]


def test_two_places_go_to_two_people(cop):
    for days in range(4):
        WaitingListEntryFactory(cop=cop, since=timezone.now() - timedelta(days=days))
    together(*[lambda: outcomes.invite_next(cop=cop)] * 2)
    assert Invitation.objects.count() == 2
    assert WaitingListEntry.objects.waiting().count() == 2


def test_one_invitation_by_many_clicks(cop):
    row = SignUpFactory(joining=True)
    together(*[lambda: outcomes.invite(sign_up=row, cop=cop)] * 4)
    assert Invitation.objects.count() == 1
    assert row.history.count() == 1


def test_two_editors_who_merge_the_other_way_round_lose_nobody():
    one, two = SignUpFactory.create_batch(2, email="roos@example.org")
    together(
        lambda: merging.merge(kept=one, double=two, by=None),
        lambda: merging.merge(kept=two, double=one, by=None),
    )
    assert SignUp.objects.unmerged().count() == 1


def test_two_editors_choose_and_exactly_one_wins(cop):
    ensure_mail_templates()
    search = searches.start_for_cop(cop=cop, by=None)
    asked = [FacilitatorRequestFactory(search=search, state="accepted") for _each in range(4)]
    together(*[lambda each=each: searches.choose(request=each, by=None) for each in asked])
    states = list(search.requests.values_list("state", flat=True))
    assert sorted(states) == ["chosen", "passed_over", "passed_over", "passed_over"]
    assert Invitation.objects.filter(role="facilitator").count() == 1


def test_choice_and_change_of_mind_at_one_moment_leave_no_half_answer(cop):
    ensure_mail_templates()
    search = searches.start_for_cop(cop=cop, by=None)
    request = FacilitatorRequestFactory(search=search, state="accepted")
    together(
        lambda: searches.choose(request=request, by=None),
        lambda: searches.answer(request=request, willing=False),
    )
    request.refresh_from_db()
    search.refresh_from_db()
    assert (search.state, request.state) in {("filled", "chosen"), ("open", "declined")}


def test_two_clicks_start_one_search(cop):
    together(*[lambda: searches.start_for_cop(cop=cop, by=None)] * 4)
    assert FacilitatorSearch.objects.count() == 1


def test_two_editors_hand_over_and_one_successor_leads(cop):
    ensure_mail_templates()
    former = MembershipFactory(circle=cop, user=MemberFactory(), role="facilitator")
    next_ones = [
        FacilitatorProfileFactory(user=MemberFactory(), name="", email="") for _each in range(3)
    ]
    together(
        *[
            lambda each=each: leading.hand_over(cop=cop, former=former, profile=each, by=None)
            for each in next_ones
        ]
    )
    assert cop.active_memberships().filter(role="facilitator").count() == 1
