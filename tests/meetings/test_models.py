"""Meetings and what hangs under them: who sees what, and the rules of the rows."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from meetings.models import ActionItem, AgendaItem, Decision, Meeting, Notice
from tests.cop_pages.factories import CopPageFactory, UserFactory

from .factories import (
    ActionItemFactory,
    AgendaItemFactory,
    AttendanceFactory,
    DecisionFactory,
    MeetingFactory,
    MeetingSeriesFactory,
    evening,
    facilitator_of,
    member_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def member(cop):
    return member_of(cop)


@pytest.mark.parametrize("status", Meeting.Status.values)
def test_outsider_sees_no_meeting_of_a_circle(cop, status):
    MeetingFactory(circle=cop, status=status)
    elsewhere = CopPageFactory(parent=cop.get_parent())
    assert not Meeting.objects.visible_to(member_of(elsewhere))
    assert not Meeting.objects.visible_to(facilitator_of(elsewhere))


@pytest.mark.parametrize("status", Meeting.Status.values)
def test_member_sees_every_meeting_but_a_draft(cop, member, status):
    meeting = MeetingFactory(circle=cop, status=status)
    assert meeting.can_be_seen_by(member) == (status != "draft")
    assert not meeting.can_be_edited_by(member)


def test_facilitator_sees_and_edits_drafts_of_this_circle_only(cop, facilitator):
    own, other = MeetingFactory(circle=cop), MeetingFactory(circle__parent=cop.get_parent())
    assert list(Meeting.objects.visible_to(facilitator)) == [own]
    assert own.can_be_edited_by(facilitator)
    assert not other.can_be_edited_by(facilitator)


def test_who_was_facilitator_sees_nothing_any_more(cop, facilitator):
    MeetingFactory(circle=cop, planned=True)
    cop.memberships.update(ended_at=evening(-1))
    assert not Meeting.objects.visible_to(facilitator)
    assert not Meeting.objects.editable_by(facilitator)


def test_meetings_vanish_with_their_circle(cop, facilitator):
    meeting = MeetingFactory(circle=cop, planned=True)
    cop.unpublish()
    assert not meeting.can_be_seen_by(facilitator)
    assert not meeting.can_be_edited_by(facilitator)


def test_who_may_view_all_circles_sees_drafts_and_edits_nothing(cop):
    admin = UserFactory(is_superuser=True)
    meeting = MeetingFactory(circle=cop)
    assert meeting.can_be_seen_by(admin)
    assert meeting.private_notes_can_be_read_by(admin)
    assert not meeting.can_be_edited_by(admin)


def test_upcoming_is_soonest_first_and_without_what_is_cancelled(cop):
    late, soon = (MeetingFactory(circle=cop, planned=True, days=days) for days in (40, 3))
    MeetingFactory(circle=cop, cancelled=True)
    MeetingFactory(circle=cop, published=True)
    assert list(Meeting.objects.upcoming()) == [soon, late]


def test_meeting_that_is_going_on_is_upcoming_and_not_past(cop):
    meeting = MeetingFactory(circle=cop, planned=True, starts_at=evening(-1), hours=24 * 3)
    assert list(Meeting.objects.upcoming()) == [meeting]
    assert not Meeting.objects.past()


def test_card_counts_who_has_a_seat(cop):
    meeting = MeetingFactory(circle=cop, planned=True)
    AttendanceFactory(meeting=meeting, coming=True)
    AttendanceFactory(meeting=meeting, coming=True, waiting_since=evening(0))
    AttendanceFactory(meeting=meeting, answer="no")
    assert Meeting.objects.for_cards().get().number_coming == 1


def test_decision_is_read_by_members_when_the_report_is_out(cop, member, facilitator):
    decision = DecisionFactory(meeting=MeetingFactory(circle=cop, held=True))
    assert not Decision.objects.visible_to(member)
    assert Decision.objects.visible_to(facilitator).exists()
    Meeting.objects.update(status=Meeting.Status.PUBLISHED)
    assert list(Decision.objects.visible_to(member)) == [decision]


def test_action_is_seen_by_its_owner_at_once_and_by_others_with_the_report(cop, member):
    held = MeetingFactory(circle=cop, held=True)
    ActionItemFactory(circle=cop, meeting=held, owner=member)
    assert ActionItem.objects.visible_to(member).exists()
    assert not ActionItem.objects.visible_to(member_of(cop)).exists()
    Meeting.objects.update(status=Meeting.Status.PUBLISHED)
    assert ActionItem.objects.visible_to(member_of(cop)).exists()


def test_action_of_a_circle_one_has_left_is_gone(cop, member):
    ActionItemFactory(circle=cop, owner=member)
    cop.memberships.update(ended_at=evening(-1))
    assert not ActionItem.objects.visible_to(member).exists()


def test_agenda_is_nested_once_and_within_one_meeting():
    block = AgendaItemFactory()
    part = AgendaItemFactory(meeting=block.meeting, parent=block)
    part.full_clean()
    with pytest.raises(ValidationError):
        AgendaItem(meeting=block.meeting, parent=part, title="Te diep").full_clean()
    with pytest.raises(ValidationError):
        AgendaItem(meeting=MeetingFactory(), parent=block, title="Elders").full_clean()
    block.parent = AgendaItemFactory(meeting=block.meeting)
    with pytest.raises(ValidationError):
        block.full_clean()


def test_time_zone_that_does_not_exist_is_refused():
    with pytest.raises(ValidationError, match=r"tijdzone|time zone"):
        MeetingFactory.build(
            circle=CopPageFactory(), timezone="Mars/Olympus", cancel_reason=""
        ).full_clean()


def test_meeting_ends_after_it_starts():
    with pytest.raises(IntegrityError), transaction.atomic():
        MeetingFactory(hours=0)


def test_series_has_one_meeting_per_date():
    series = MeetingSeriesFactory()
    day = series.first_date
    MeetingFactory(series=series, circle=series.circle, recurrence_id=day)
    with pytest.raises(IntegrityError), transaction.atomic():
        MeetingFactory(series=series, circle=series.circle, recurrence_id=day)


def test_notice_is_sent_once_per_edition():
    meeting, user = MeetingFactory(), UserFactory()
    first = Notice.objects.first_time
    assert first("reminder", user, meeting=meeting)
    assert not first("reminder", user, meeting=meeting)
    assert first("reminder", user, meeting=meeting, edition=1)
    action = ActionItemFactory(circle=meeting.circle)
    assert first("action_due", user, action=action)
    assert not first("action_due", user, action=action)


def test_action_remembers_the_first_moment_it_was_done():
    action = ActionItemFactory.build()
    action.set_state("done")
    moment = action.done_at
    action.set_state("done")
    assert action.done_at == moment
    action.set_state("open")
    assert action.done_at is None
