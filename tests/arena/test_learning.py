"""The arena's own learning track: the same tracker, planned by its lead."""

import pytest
from django.urls import reverse

from arena.learning import Track
from meetings.models import Meeting
from meetings.services.pulse import can_answer
from tests.factories import ModulePageFactory
from tests.meetings.factories import AgendaItemFactory, AttendanceFactory, MeetingFactory

from .factories import ArenaFactory, follow, follower_of, lead_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def arena():
    return ArenaFactory()


@pytest.fixture
def module():
    return ModulePageFactory(title="Wat is cocreatie?")


@pytest.fixture
def held(arena, module):
    meeting = MeetingFactory(circle=arena, published=True, title="Wat is hier aan de hand?")
    AgendaItemFactory(meeting=meeting, module=module)
    return meeting


def test_track_shows_what_was_held_and_what_comes(arena, held, module):
    MeetingFactory(circle=arena, planned=True)
    MeetingFactory(circle=arena.cops.first(), published=True)  # The CoP's own, not the arena's.
    track = Track.of(arena, follower_of(arena))
    assert [len(track.held), len(track.coming)] == [1, 1]
    assert track.modules == [module.title]


def test_draft_is_for_the_lead_only(arena):
    MeetingFactory(circle=arena)
    assert Track.of(arena, lead_of(arena)).coming
    assert not Track.of(arena, follower_of(arena)).coming


def test_follower_reads_how_far_they_are_and_gets_a_certificate(client, arena, held):
    membership = follow(arena)
    AttendanceFactory(meeting=held, user=membership.user, present=True)
    client.force_login(membership.user)
    text = client.get(reverse("arena:learning", args=[arena.pk])).text
    assert "1 van de 1 bijeenkomsten gehouden." in text
    assert "Je was bij 1 ervan." in text
    certificates = reverse("meetings:certificates", args=[arena.pk])
    assert certificates in text
    assert client.get(certificates).status_code == 200
    paper = reverse("meetings:certificate", args=[arena.pk, membership.pk])
    assert "Wat is cocreatie?" in client.get(paper).text


def test_lead_has_the_rights_of_a_facilitator_in_the_tracker(client, arena, held):
    planned = MeetingFactory(circle=arena, planned=True)
    client.force_login(lead_of(arena))
    for name, meeting in (("planner", planned), ("run", planned), ("write_report", held)):
        assert client.get(reverse(f"meetings:{name}", args=[meeting.pk])).status_code in {200, 302}
    client.force_login(follower_of(arena))
    for name, meeting in (("planner", planned), ("run", planned), ("write_report", held)):
        assert client.get(reverse(f"meetings:{name}", args=[meeting.pk])).status_code == 404
    assert Meeting.objects.editable_by(lead_of(arena)).count() == 2


def test_facilitator_of_the_cop_has_no_rights_in_the_arena(client, arena, held):
    from cop_pages.models import Role
    from tests.cop_pages.factories import MembershipFactory

    facilitator = MembershipFactory(circle=arena.cops.first(), role=Role.FACILITATOR).user
    client.force_login(facilitator)
    assert client.get(held.get_absolute_url()).status_code == 404


def test_follower_answers_the_pulse_and_the_lead_does_not(arena, held):
    assert can_answer(held, follower_of(arena))
    assert not can_answer(held, lead_of(arena))


def test_next_meeting_stands_on_the_tribune(client, arena):
    MeetingFactory(circle=arena, planned=True, title="Zeg het gewoon")
    client.force_login(follower_of(arena))
    assert "Zeg het gewoon" in client.get(arena.url).text


def test_track_without_a_meeting_counts_nothing(client, arena):
    client.force_login(follow(arena).user)
    page = client.get(reverse("arena:learning", args=[arena.pk])).text
    assert "Er is nog geen bijeenkomst." in page
    assert "0 van de 0" not in page
