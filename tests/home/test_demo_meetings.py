"""The meetings of the demo: eight months of them, with texts that are whole and dates that make sense."""

from io import StringIO

from django.core import mail
from django.core.management import call_command
from django.test import TestCase

from cop_pages import schedule
from cop_pages.models import CopPage
from home.demo import content
from meetings.models import AgendaItem, Meeting, PulseAnswer, PulseRound
from meetings.services.pulse import purge_words
from modules_library.models import ModulePage


class DemoMeetingsTest(TestCase):
    """Eight months of meetings in each CoP, and one to come."""

    @classmethod
    def setUpTestData(cls):
        call_command("load_demo", "--with-logins", stdout=StringIO())

    def test_every_cop_met_eight_times_and_meets_again(self):
        for cop in CopPage.objects.live():
            meetings = Meeting.objects.of_circle(cop)
            assert meetings.held().past().count() == 8, cop.slug
            coming = meetings.planned().upcoming().get()
            assert coming.agenda_items.exists()
            assert coming.attendances.exclude(invited_at=None).count() == cop.memberships.count()

    def test_every_meeting_has_an_agenda_that_fits_and_what_came_of_it(self):
        for meeting in Meeting.objects.held():
            minutes = sum(meeting.agenda_items.values_list("minutes", flat=True))
            assert 0 < minutes <= meeting.minutes, meeting.title
            assert meeting.summary, meeting.title
            assert meeting.next_step.text, meeting.title
            assert meeting.attendances.were_there().exists(), meeting.title
            assert not meeting.agenda_items.filter(minutes_text="").exclude(kind="break").exists()

    def test_modules_on_agendas_are_those_of_the_catalogue_with_goals_and_steps(self):
        woven = AgendaItem.objects.exclude(module=None)
        assert woven.count() >= 40
        for item in woven.prefetch_related("goals"):
            assert item.module_version == 1
            assert item.steps
            assert item.goals.exists()

    def test_no_module_in_the_texts_is_unknown(self):
        known = set(content.modules())
        for cop in content.read("circles")["cop"]:
            texts = content.read(f"meetings/{cop['slug']}")
            blocks = [each for m in (*texts["meeting"], texts["next"]) for each in m["agenda"]]
            assert {each["module"] for each in blocks if "module" in each} <= known

    def test_one_report_is_still_to_be_published(self):
        assert Meeting.objects.filter(status=Meeting.Status.HELD).count() == 1

    def test_catalogue_shows_how_modules_really_went(self):
        module = ModulePage.objects.get(slug="kikkers-in-de-kruiwagen", locale__language_code="nl")
        assert "in het echt" in self.client.get(module.get_url()).content.decode()

    def test_undercurrent_has_totals_and_words_that_are_not_too_old(self):
        assert PulseRound.objects.exclude(closed_at=None).count() >= 20
        assert PulseAnswer.objects.exclude(unsaid=b"").exists()
        assert purge_words() == 0

    def test_nobody_gets_mail_about_the_demo(self):
        assert not mail.outbox
        schedule.run_all()
        assert not [each for each in mail.outbox if "uitgenodigd" in each.subject]
