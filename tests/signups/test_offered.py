"""What is offered on the page of a case, and what an editor hears of what they did there."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from cop_pages.models import Circle
from signups import outcomes, quotes
from signups.models import Intent, Status
from tests.cop_pages.factories import CircleIndexPageFactory

from .addresses import BOARD, LIST, act, case
from .factories import FacilitatorSearchFactory, QuoteFactory, SignUpFactory
from .test_outcomes import COP, post

pytestmark = pytest.mark.django_db


def test_arena_request_without_a_cop_asks_for_one_first(client, handler, cop):
    row = SignUpFactory(intent=Intent.ARENA, organisation="Woonstad")
    request = outcomes.request_arena(sign_up=row, organisation="Woonstad", cop=None, by=handler)
    url = act("arena", row, request.pk)
    page = client.post(url, {"answer": "yes"}, follow=True)
    assert "Kies de CoP" in page.text
    row.refresh_from_db()
    assert row.status == Status.IN_CONVERSATION
    page = client.post(url, {"answer": "yes", "decision-cop": cop.pk}, follow=True)
    assert "Ga verder met de pagina" in page.text
    request.refresh_from_db()
    assert (request.state, request.cop) == ("agreed", cop)


def test_editor_hears_that_an_arena_was_declined_and_can_tell_so(client, handler):
    row = SignUpFactory(intent=Intent.ARENA, organisation="Woonstad")
    request = outcomes.request_arena(sign_up=row, organisation="Woonstad", cop=None, by=handler)
    page = client.post(act("arena", row, request.pk), {"answer": "no"}, follow=True)
    assert f"{act('mail', row)}?key=arena" in page.text


def test_outcome_that_is_there_is_not_offered_again(client, handler):
    row = SignUpFactory(intent=Intent.QUOTE)
    outcomes.request_arena(sign_up=row, organisation="Woonstad", cop=None, by=handler)
    quotes.draft(sign_up=row, subject="Begeleiding", by=handler)
    offered = {each["form"].name for each in client.get(case(row)).context["outcomes"]}
    assert offered == {"invite", "wait", "cop", "facilitator"}


def test_cop_can_be_made_once_its_quote_is_accepted(client, handler):
    CircleIndexPageFactory()
    row = SignUpFactory(intent=Intent.QUOTE, status=Status.PLACED)
    QuoteFactory(sign_up=row, state="accepted")
    (offered,) = client.get(case(row)).context["outcomes"]
    assert (offered["form"].name, offered["is_first"]) == ("cop", True)
    for _click in range(2):
        assert post(client, row, "cop", **COP).status_code == 303
    row.refresh_from_db()
    assert (row.status, row.placed_in) == (Status.IN_CONVERSATION, Circle.objects.get())


def test_search_that_goes_on_is_not_started_again(client, handler):
    row = SignUpFactory()
    start = act("search_start", row)
    assert start in client.get(case(row)).text
    FacilitatorSearchFactory(sign_up=row)
    assert start not in client.get(case(row)).text


def test_what_is_past_its_date_says_so_wherever_it_stands(client, handler):
    yesterday = timezone.localdate() - timedelta(days=1)
    row = SignUpFactory(due_on=yesterday, answered_at=timezone.now())
    for path in (case(row), BOARD, LIST):
        assert "te laat" in client.get(path).text.split("<main", 1)[1]
    row.status = Status.DECLINED
    assert not row.is_overdue


def test_quote_says_to_which_address_it_goes(client, handler):
    quote = QuoteFactory(sign_up=SignUpFactory(), name="Roos", email="roos@example.org")
    page = client.get(reverse("signups_quote_modeladmin_inspect", args=[quote.pk]))
    assert "Aan Roos (roos@example.org)" in page.text


def test_search_of_a_declined_request_stays_in_sight_and_none_begins(client, handler):
    row = SignUpFactory(status=Status.DECLINED)
    search = FacilitatorSearchFactory(sign_up=row)
    page = client.get(case(row)).text
    assert reverse("signups_search", args=[search.pk]) in page
    assert act("search_start", row) not in page
