"""The board: a column per status, cards that move by button, and a constant number of queries."""

from datetime import timedelta

import pytest
from django.utils import timezone

from signups.models import Intent, Status, WaitingListEntry
from tests.cop_pages.factories import CopPageFactory

from .addresses import BOARD, act
from .factories import SignUpFactory, WaitingListEntryFactory

pytestmark = pytest.mark.django_db


def columns(response) -> dict[str, list[str]]:
    """Names of the cards by status."""
    return {
        column.status: [card["sign_up"].name for card in column.cards]
        for column in response.context["columns"]
    }


def test_every_status_has_a_column(client, handler):
    for status in Status:
        SignUpFactory(status=status, name=status)
    found = columns(client.get(BOARD))
    withdrawn = {Status.WITHDRAWN}
    assert found == {status: [status] for status in set(Status) - withdrawn}


def test_merged_sign_up_has_no_card(client, handler):
    kept = SignUpFactory(name="Blijft")
    SignUpFactory(name="Weg", merged_into=kept)
    assert columns(client.get(BOARD))[Status.CONFIRMED] == ["Blijft"]


def test_most_urgent_card_comes_first(client, handler):
    today = timezone.localdate()
    SignUpFactory(name="Zonder datum", due_on=None)
    SignUpFactory(name="Later", due_on=today + timedelta(days=5))
    SignUpFactory(name="Nu", due_on=today)
    assert columns(client.get(BOARD))[Status.CONFIRMED] == ["Nu", "Later", "Zonder datum"]


def test_board_shows_one_intent_or_only_mine(client, handler):
    SignUpFactory(name="Arena", intent=Intent.ARENA)
    SignUpFactory(name="Mijn", owner=handler)
    assert columns(client.get(f"{BOARD}?intent=arena"))[Status.CONFIRMED] == ["Arena"]
    assert columns(client.get(f"{BOARD}?owner=me"))[Status.CONFIRMED] == ["Mijn"]
    assert len(columns(client.get(f"{BOARD}?intent=onzin"))[Status.CONFIRMED]) == 2


def test_viewer_sees_own_cards_without_buttons(client, viewer):
    SignUpFactory(name="Mijn", owner=viewer)
    SignUpFactory(name="Ander")
    response = client.get(BOARD)
    assert columns(response)[Status.CONFIRMED] == ["Mijn"]
    assert 'name="status"' not in response.content.decode()


def test_card_has_a_button_for_every_column_it_can_be_dragged_to(client, handler):
    SignUpFactory()
    html = client.get(BOARD).content.decode()
    assert 'data-moves="in_conversation placed declined "' in html
    for status in ("in_conversation", "placed", "declined"):
        assert f'name="status" value="{status}"' in html


def test_button_moves_the_card_and_leads_back_to_the_board(client, handler):
    row = SignUpFactory()
    post = {"status": "placed", "seen": "confirmed", "next": f"{BOARD}?owner=me"}
    response = client.post(act("move", row), post)
    row.refresh_from_db()
    assert row.status == Status.PLACED
    assert (response.status_code, response.url) == (303, f"{BOARD}?owner=me")


def test_board_leads_to_no_other_site(client, handler):
    post = {"status": "placed", "next": "https://elsewhere.example/"}
    assert "elsewhere" not in client.post(act("move", SignUpFactory()), post).url


def test_moving_away_from_the_waiting_list_leaves_the_line(client, handler):
    turn = WaitingListEntryFactory(cop=CopPageFactory())
    client.post(act("move", turn.sign_up), {"status": "declined"})
    turn.refresh_from_db()
    assert turn.state == WaitingListEntry.State.LEFT


def test_long_column_says_how_many_more_there_are(client, handler):
    SignUpFactory.create_batch(12, status=Status.PLACED)
    (placed,) = [
        each for each in client.get(BOARD).context["columns"] if each.status == Status.PLACED
    ]
    assert (len(placed.cards), placed.total, placed.more) == (10, 12, 2)


def test_board_takes_the_same_queries_for_many_cards(handler, queries_of):
    for status in Status:
        SignUpFactory.create_batch(2, status=status, owner=handler)
    few = queries_of(BOARD)
    for status in Status:
        SignUpFactory.create_batch(10, status=status, owner=handler)
    assert queries_of(BOARD) == few
