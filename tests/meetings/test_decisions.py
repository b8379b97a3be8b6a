"""Decisions and actions over all meetings, ticking off one's own, and searching the reports."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from meetings.minutes_search import excerpt
from meetings.models import ActionItem, Meeting
from meetings.templatetags.report_tags import marked
from modules_library.text import fold
from tests.cop_pages.factories import CopPageFactory

from .after_pages import circle_beside, meeting_with_agenda
from .factories import (
    ActionItemFactory,
    DecisionFactory,
    MeetingFactory,
    facilitator_of,
    member_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def circle():
    return CopPageFactory()


@pytest.fixture
def member(circle, client):
    user = member_of(circle)
    client.force_login(user)
    return user


def look(client, circle) -> str:
    return client.get(reverse("meetings:decisions", args=[circle.pk])).content.decode()


def found(client, circle, words: str) -> list[str]:
    response = client.get(reverse("meetings:find", args=[circle.pk]), {"q": words})
    assert response.status_code == 200
    return [each.meeting.title for each in response.context["found"]]


def report(circle, **fields) -> Meeting:
    return meeting_with_agenda(1, circle=circle, planned=False, published=True, **fields)


# One page.


def test_decisions_and_open_actions_of_all_meetings_are_on_one_page(client, circle, member):
    for number in range(3):
        meeting = report(circle, days=-30 * number - 1)
        DecisionFactory(meeting=meeting, text=f"Besluit nummer {number}")
        ActionItemFactory(circle=circle, meeting=meeting, text=f"Actie nummer {number}")
    text = look(client, circle)
    assert all(f"{what} nummer {n}" in text for what in ("Besluit", "Actie") for n in range(3))
    assert text.index("Besluit nummer 0") < text.index("Besluit nummer 2")


def test_members_see_nothing_of_a_report_that_is_not_out_but_their_own_action(
    client, circle, member
):
    meeting = MeetingFactory(circle=circle, held=True)
    DecisionFactory(meeting=meeting, text="Nog geheim")
    ActionItemFactory(circle=circle, meeting=meeting, text="Van een ander")
    ActionItemFactory(circle=circle, meeting=meeting, text="Van mij", owner=member)
    text = look(client, circle)
    assert "Nog geheim" not in text
    assert "Van een ander" not in text
    assert "Van mij" in text


def test_late_action_says_so_in_words(client, circle, member):
    yesterday = timezone.localdate() - timedelta(days=1)
    ActionItemFactory(circle=circle, due=yesterday)
    assert "dat is voorbij" in look(client, circle)


def test_empty_page_shows_the_wheelbarrow(client, circle, member):
    assert "wheelbarrow" in look(client, circle)


@pytest.mark.parametrize("name", ["decisions", "find"])
def test_page_of_a_circle_costs_as_many_queries_with_thirty_rows_as_with_two(name, client):
    counts, first = [], CopPageFactory()
    for number in (2, 30):
        circle = circle_beside(first)
        for _ in range(number):
            meeting = report(circle, title="Tuin")
            DecisionFactory(meeting=meeting)
            ActionItemFactory(circle=circle, meeting=meeting, owner=member_of(circle))
        client.force_login(member_of(circle))
        address = reverse(f"meetings:{name}", args=[circle.pk])
        client.get(address, {"q": "tuin"})
        with CaptureQueriesContext(connection) as queries:
            client.get(address, {"q": "tuin"})
        counts.append(len(queries))
    assert counts[0] == counts[1]


# Ticking off.


def tick(client, action, state="done", **data) -> int:
    response = client.post(reverse("meetings:tick", args=[action.pk]), {"state": state} | data)
    action.refresh_from_db()
    return response.status_code


def test_owner_ticks_off_and_opens_again(client, circle, member):
    action = ActionItemFactory(circle=circle, owner=member)
    assert (tick(client, action), action.state) == (303, "done")
    first = action.done_at
    assert (tick(client, action), action.done_at) == (303, first)
    assert (tick(client, action, "open"), action.state, action.done_at) == (303, "open", None)


def test_facilitator_ticks_off_for_anybody(client, circle, member):
    action = ActionItemFactory(circle=circle, owner=member)
    client.force_login(facilitator_of(circle))
    assert (tick(client, action), action.state) == (303, "done")


def test_nobody_ticks_off_the_action_of_another(client, circle, member):
    action = ActionItemFactory(circle=circle, owner=member_of(circle))
    assert (tick(client, action), action.state) == (404, "open")
    assert "mt-todo__tick" not in look(client, circle)


def test_who_left_the_circle_ticks_nothing(client, circle, member):
    action = ActionItemFactory(circle=circle, owner=member)
    circle.memberships.filter(user=member).update(ended_at=timezone.now())
    assert (tick(client, action), action.state) == (404, "open")


@pytest.mark.parametrize("state", ["", "klaar", "a\x00b", "x" * 5000])
def test_state_that_does_not_exist_changes_nothing(state, client, circle, member):
    action = ActionItemFactory(circle=circle, owner=member)
    assert tick(client, action, state) in {303, 400}
    assert action.state == "open"


@pytest.mark.parametrize(
    ("back", "name"), [("mine", "cop_pages:my_circles"), ("//evil.example", "")]
)
def test_back_to_the_page_it_was_ticked_on_and_nowhere_else(back, name, client, circle, member):
    action = ActionItemFactory(circle=circle, owner=member)
    response = client.post(
        reverse("meetings:tick", args=[action.pk]), {"state": "done", "back": back}
    )
    page = reverse(name) if name else reverse("meetings:decisions", args=[circle.pk])
    assert response.url == page


# Searching.


@pytest.mark.parametrize("words", ["café", "CAFE", "Cafe hek", "hek   caf"])
def test_search_knows_no_case_accents_or_order(words, client, circle, member):
    meeting = report(circle)
    meeting.agenda_items.update(minutes_text="Het hek bij het Café moet open.")
    assert found(client, circle, words) == [meeting.title]


@pytest.mark.parametrize("place", ["summary", "title", "minutes", "decision", "action"])
def test_search_looks_in_every_part_of_a_report(place, client, circle, member):
    meeting = report(circle)
    if place in {"summary", "title"}:
        Meeting.objects.filter(pk=meeting.pk).update(**{place: "De waterpomp"})
    elif place == "minutes":
        meeting.agenda_items.update(minutes_text="De waterpomp")
    elif place == "decision":
        DecisionFactory(meeting=meeting, text="De waterpomp")
    else:
        ActionItemFactory(circle=circle, meeting=meeting, text="De waterpomp")
    assert len(found(client, circle, "waterpomp")) == 1


def test_all_words_must_occur_in_the_same_meeting(client, circle, member):
    report(circle, summary="hek")
    report(circle, summary="tuin")
    assert not found(client, circle, "hek tuin")


def test_members_search_published_reports_of_their_own_circle_only(client, circle, member):
    MeetingFactory(circle=circle, held=True, summary="waterpomp")
    MeetingFactory(circle=circle_beside(circle), published=True, summary="waterpomp")
    MeetingFactory(circle=circle, planned=True, title="waterpomp")
    assert not found(client, circle, "waterpomp")


def test_facilitator_finds_what_is_not_out_yet(client, circle):
    meeting = MeetingFactory(circle=circle, held=True, summary="waterpomp")
    client.force_login(facilitator_of(circle))
    assert found(client, circle, "waterpomp") == [meeting.title]


def test_another_circle_cannot_be_searched(client, circle, member):
    other = circle_beside(circle)
    assert client.get(reverse("meetings:find", args=[other.pk]), {"q": "x"}).status_code == 404


@given(line=st.text(max_size=300), word=st.text(min_size=1, max_size=12))
def test_excerpt_never_fails_and_marks_are_safe(line, word):
    wanted = fold(word).split()
    if wanted and any(each in fold(line) for each in wanted):
        assert excerpt(line, wanted) is not None
    text = str(marked(line, word)).replace("<mark>", "").replace("</mark>", "")
    assert "<" not in text


def test_word_is_marked_where_it_was_found():
    assert marked("Het Café <b>hier</b>", "cafe") == (
        "Het <mark>Café</mark> &lt;b&gt;hier&lt;/b&gt;"
    )


def test_action_keeps_its_row_when_the_meeting_goes(circle):
    action = ActionItemFactory(circle=circle, meeting=MeetingFactory(circle=circle, held=True))
    action.meeting.delete()
    assert ActionItem.objects.filter(pk=action.pk).exists()


def test_my_own_open_actions_stand_on_my_circles_to_be_ticked_off(client, circle, member):
    mine = ActionItemFactory(circle=circle, text="Van mij", owner=member)
    ActionItemFactory(circle=circle, text="Van een ander", owner=member_of(circle))
    ActionItemFactory(circle=circle, text="Allang af", owner=member, state="done")
    page = client.get(reverse("cop_pages:my_circles")).content.decode()
    assert "Van mij" in page
    assert f'action="{reverse("meetings:tick", args=[mine.pk])}"' in page
    assert "Van een ander" not in page
    assert "Allang af" not in page
