"""The journey grows by itself from meetings that were held."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from cop_pages.models import CopPage, JourneyStep
from meetings.models import Meeting
from meetings.services import reporting
from tests.factories import ModulePageFactory

from .factories import (
    AgendaItemFactory,
    MeetingFactory,
    NextStepFactory,
    evening,
    facilitator_of,
    member_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting():
    """Over, and not closed yet."""
    return MeetingFactory(planned=True, days=-1, title="Waar de tuin begint")


@pytest.fixture
def facilitator(meeting):
    return facilitator_of(meeting.circle)


def close(meeting, by) -> Meeting:
    reporting.close(meeting=meeting, by=by)
    return Meeting.objects.get(pk=meeting.pk)


def steps_of(meeting) -> list[JourneyStep]:
    return list(JourneyStep.objects.filter(page=meeting.circle_id))


def test_held_meeting_lays_a_step_with_title_date_modules_and_next_step(meeting, facilitator):
    module = ModulePageFactory(title="Waardenkaarten")
    AgendaItemFactory(meeting=meeting, module=module)
    NextStepFactory(meeting=meeting, text="De sleutel halen.")
    step = close(meeting, facilitator).journey_step
    assert (step.title, step.next_step) == ("Waar de tuin begint", "De sleutel halen.")
    assert step.date == meeting.local_start.date()
    assert "Waardenkaarten" in step.happened
    assert list(CopPage.objects.get(pk=meeting.circle_id).modules_used.all()) == [module]


def test_nothing_that_was_said_goes_to_the_page_and_its_old_versions(meeting, facilitator):
    Meeting.objects.filter(pk=meeting.pk).update(summary="Ria huilde.")
    AgendaItemFactory(meeting=meeting, minutes_text="Ria huilde.")
    close(meeting, facilitator)
    page = CopPage.objects.get(pk=meeting.circle_id)
    assert not any("Ria" in str(revision.content) for revision in page.revisions.all())


def test_step_waits_for_the_facilitator_before_members_see_it(meeting, facilitator, client):
    close(meeting, facilitator)
    page = meeting.circle.specific.url
    client.force_login(member_of(meeting.circle))
    assert "Waar de tuin begint" not in client.get(page).content.decode()
    client.force_login(facilitator)
    assert "Waar de tuin begint" in client.get(page).content.decode()
    JourneyStep.objects.update(is_shared=True)
    client.force_login(member_of(meeting.circle))
    assert "Waar de tuin begint" in client.get(page).content.decode()


def test_meeting_grows_the_journey_once(meeting, facilitator):
    close(meeting, facilitator)
    close(meeting, facilitator)
    assert len(steps_of(meeting)) == 1


def test_step_that_was_taken_out_stays_out(meeting, facilitator):
    close(meeting, facilitator)
    JourneyStep.objects.all().delete()
    close(meeting, facilitator)
    assert not steps_of(meeting)


def test_meeting_that_is_yet_to_begin_or_was_cancelled_grows_nothing(facilitator, meeting):
    for other in (
        MeetingFactory(circle=meeting.circle, planned=True),
        MeetingFactory(circle=meeting.circle, cancelled=True, days=-3),
    ):
        assert not reporting.close(meeting=other, by=facilitator)
    assert not steps_of(meeting)


def test_next_step_that_comes_later_completes_the_step(meeting, facilitator):
    closed = close(meeting, facilitator)
    reporting.note_next_step(meeting=closed, text="Grond testen.", by=facilitator)
    assert steps_of(meeting)[0].next_step == "Grond testen."


def test_words_of_a_facilitator_in_the_step_are_not_overwritten(meeting, facilitator):
    close(meeting, facilitator)
    JourneyStep.objects.update(next_step="Eigen woorden.")
    closed = Meeting.objects.get(pk=meeting.pk)
    reporting.note_next_step(meeting=closed, text="Grond testen.", by=facilitator)
    assert steps_of(meeting)[0].next_step == "Eigen woorden."


def test_step_lies_where_its_date_puts_it(meeting, facilitator):
    today = timezone.localdate()
    for place, days in enumerate((-60, -30, 10)):
        day = today + timedelta(days=days)
        JourneyStep.objects.create(
            page=meeting.circle.specific, sort_order=place, date=day, title=str(days)
        )
    close(meeting, facilitator)
    titles = [step.title for step in steps_of(meeting)]
    assert titles == ["-60", "-30", "Waar de tuin begint", "10"]


def test_draft_of_an_editor_keeps_its_words_and_gets_the_step(meeting, facilitator):
    page = CopPage.objects.get(pk=meeting.circle_id)
    page.case = "Nog niet af."
    page.save_revision()
    close(meeting, facilitator)
    page = CopPage.objects.get(pk=page.pk)
    draft = page.get_latest_revision_as_object()
    assert (page.case, draft.case) == ("", "Nog niet af.")
    assert [step.title for step in draft.journey_steps.all()] == ["Waar de tuin begint"]
    draft.save_revision().publish()
    assert len(steps_of(meeting)) == 1


def test_page_that_is_published_again_keeps_the_step(meeting, facilitator):
    """Editors work in the latest revision: a step that is not in it would be lost."""
    close(meeting, facilitator)
    page = CopPage.objects.get(pk=meeting.circle_id)
    page.get_latest_revision_as_object().save_revision().publish()
    assert len(steps_of(meeting)) == 1


def test_next_step_is_the_first_block_of_the_next_agenda(meeting, facilitator):
    coming = MeetingFactory(circle=meeting.circle, planned=True)
    AgendaItemFactory(meeting=coming, title="Welkom", order=0)
    NextStepFactory(meeting=meeting, text="De sleutel halen.")
    close(meeting, facilitator)
    close(meeting, facilitator)
    titles = [item.title for item in coming.agenda_items.in_order()]
    assert titles == ["De sleutel halen.", "Welkom"]


def test_long_title_fits_a_step(facilitator, meeting):
    Meeting.objects.filter(pk=meeting.pk).update(title="x" * 200)
    assert len(close(meeting, facilitator).journey_step.title) <= 120


def test_time_zone_of_the_meeting_gives_the_date(facilitator, meeting):
    moment = evening(-1).replace(hour=23, minute=30)
    Meeting.objects.filter(pk=meeting.pk).update(
        starts_at=moment, ends_at=moment + timedelta(hours=1), timezone="Asia/Tokyo"
    )
    step = close(meeting, facilitator).journey_step
    assert step.date == moment.date() + timedelta(days=1)
    assert isinstance(step.date, date)
