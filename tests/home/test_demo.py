"""The demo network: complete, true to the catalogue's own rules, and never in the way of editors."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import TestCase, override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.images import get_image_model
from wagtail.models import Page, Site

from arena.models import ArenaPage, ArenaRole, FollowPreference, SharedItem, State
from arena.shareable import shown_items
from cop_pages.models import JourneyStep, Membership
from home.demo import content
from home.demo.people import PASSWORD, PEOPLE
from home.models import HomePage, NetworkSettings, StandardPage
from members.models import Member, Seed
from modules_library.models import (
    Goal,
    JourneyPhase,
    ModuleIndexPage,
    ModulePage,
    RelatedModule,
)
from signups.models import ContactPage


def load(*options) -> str:
    out = StringIO()
    call_command("load_demo", *options, stdout=out)
    return out.getvalue()


def dutch(model):
    return model.objects.filter(locale__language_code="nl")


class DemoTest(TestCase):
    """Loaded once for all of these; what a test changes is rolled back after it."""

    @classmethod
    def setUpTestData(cls):
        cls.output = load("--with-logins")

    def test_there_are_twelve_modules_of_each_kind(self):
        for kind in ModulePage.Kind:
            assert dutch(ModulePage).live().filter(kind=kind).count() == 12

    def test_every_module_keeps_the_rules_of_the_catalogue(self):
        for module in ModulePage.objects.live():
            module.full_clean()
            assert module.steps_fit_duration, module.slug
            assert module.has_described_picture, module.slug
            assert module.goals.exists(), module.slug
            assert module.phases.exists(), module.slug
            assert module.tags.exists(), module.slug
            assert module.related_modules.exists(), module.slug
            assert module.facilitator_notes, module.slug

    def test_every_goal_and_phase_is_served_by_a_module(self):
        assert Goal.objects.count() == 9
        assert JourneyPhase.objects.count() == 5
        assert not Goal.objects.filter(modules=None).exists()
        assert not JourneyPhase.objects.filter(modules=None).exists()

    def test_main_pages_are_linked_with_their_english_translation(self):
        kinds = (HomePage, StandardPage, ContactPage, ModuleIndexPage)
        for page in (page for kind in kinds for page in dutch(kind)):
            assert page.get_translations().live().count() == 1, page.title

    def test_six_modules_are_translated(self):
        english = ModulePage.objects.filter(locale__language_code="en").live()
        assert english.count() == 6
        assert all(
            dutch(ModulePage).filter(translation_key=each.translation_key) for each in english
        )

    def test_every_picture_and_document_is_used(self):
        assert get_image_model().objects.count() >= 30
        printable = dutch(ModulePage).exclude(attachments=None)
        assert {page.slug for page in printable} == {
            "rollen-op-tafel",
            "van-plan-naar-proef",
            "waardenkaarten",
        }

    def test_two_arenas_have_followers_interests_in_all_states_and_a_learning_track(self):
        assert ArenaPage.objects.live().count() == 2
        first = ArenaPage.objects.get(slug="elzenmeer-kijkt-mee")
        assert set(first.brought_interests.values_list("state", flat=True)) == set(State.values)
        assert {each.role for each in first.memberships.all()} == set(ArenaRole.values)
        assert first.meetings.held().count() == 2
        assert first.meetings.planned().count() == 1
        shown = shown_items(SharedItem.objects.shown_in(ArenaPage.objects.filter(pk=first.pk)))
        assert {item.kind.key for item in shown} == {"step", "meeting", "decision", "picture"}

    def test_followers_can_log_in_and_see_their_tribune(self):
        for email in ("karin@voorbeeld.nl", "iris@voorbeeld.nl", "bestuur@voorbeeld.nl"):
            assert f"  {email}" in self.output
            self.client.force_login(Member.objects.get(email=email))
            arena = ArenaPage.objects.get(slug="elzenmeer-kijkt-mee")
            assert self.client.get(arena.url).status_code == 200

    def test_followers_get_a_digest_every_monday(self):
        preferences = FollowPreference.objects.all()
        assert preferences.count() == Membership.objects.filter(role__in=ArenaRole.values).count()
        assert {timezone.localtime(each.due_at).weekday() for each in preferences} == {0}

    def test_every_public_page_answers(self):
        for page in Page.objects.live().public().filter(depth__gt=1):
            address = page.get_url()
            assert address is None or self.client.get(address).status_code == 200, address

    def test_no_rich_text_lost_its_links(self):
        for page in StandardPage.objects.live():
            assert "<a>" not in self.client.get(page.get_url()).content.decode(), page.slug

    def test_the_tree_is_sound(self):
        assert not any(Page.find_problems())

    def test_versions_start_at_one(self):
        assert set(ModulePage.objects.values_list("version", flat=True)) == {1}

    def test_the_demo_can_be_searched(self):
        hits = self.client.get("/zoeken/?query=kikker").context["results"]
        assert "Kikkers in de kruiwagen" in [hit.title for hit in hits]

    def test_everybody_can_log_in(self):
        for person in PEOPLE:
            member = Member.objects.get(email=person.email)
            assert member.check_password(PASSWORD)
            assert member.emailaddress_set.get().verified

    def test_roles_are_what_they_say(self):
        assert Member.objects.get(email="beheerder@voorbeeld.nl").is_superuser
        editor = Member.objects.get(email="redacteur@voorbeeld.nl")
        assert editor.has_perm("wagtailadmin.access_admin")
        facilitator = Member.objects.get(email="begeleider@voorbeeld.nl")
        assert facilitator.has_perm("modules_library.view_facilitator_notes")
        assert not facilitator.has_perm("wagtailadmin.access_admin")

    def test_it_tells_where_to_look_and_how_to_log_in(self):
        assert Site.objects.get().root_url + "/modules/" in self.output
        assert PASSWORD in self.output
        assert "beheerder@voorbeeld.nl" in self.output

    def test_what_was_laid_is_noted_within_the_length_of_a_key(self):
        """SQLite would not mind, PostgreSQL does."""
        longest = Seed._meta.get_field("key").max_length
        assert not [seed.key for seed in Seed.objects.all() if len(seed.key) > longest]

    def test_a_second_time_changes_nothing(self):
        before = Page.objects.in_bulk()
        revisions = sum(page.revisions.count() for page in before.values())
        with CaptureQueriesContext(connection) as queries:
            output = load("--with-logins")
        after = Page.objects.in_bulk()
        assert after.keys() == before.keys()
        assert all(after[pk].last_published_at == before[pk].last_published_at for pk in before)
        assert sum(page.revisions.count() for page in after.values()) == revisions
        assert "published" not in output
        written = [each["sql"] for each in queries if each["sql"].startswith(("INSERT", "UPDATE"))]
        assert written == []

    def test_what_an_editor_changed_stays(self):
        page = dutch(StandardPage).get(slug="over-ons")
        page.title = "Bel ons"
        page.save_revision().publish()
        network = NetworkSettings.objects.get()
        network.name = "De Kikkerwijk"
        network.save()
        load()
        page.refresh_from_db()
        network.refresh_from_db()
        assert (page.title, network.name) == ("Bel ons", "De Kikkerwijk")

    def test_what_an_editor_removed_stays_away(self):
        dutch(ModulePage).get(slug="wijkwandeling").delete()
        dutch(StandardPage).get(slug="hoe-het-werkt").delete()
        load()
        assert not dutch(ModulePage).filter(slug="wijkwandeling").exists()
        assert not dutch(StandardPage).filter(slug__in=["hoe-het-werkt", "prijs"]).exists()

    def test_what_has_an_order_was_given_one(self):
        """Rows without a place come in any order on PostgreSQL, and then look like a change."""
        for model in (RelatedModule, JourneyStep):
            assert model.objects.exists()
            assert not model.objects.filter(sort_order=None).exists()

    def test_reset_puts_the_texts_back_and_makes_nothing_twice(self):
        page = dutch(StandardPage).get(slug="over-ons")
        page.title = "Bel ons"
        page.save_revision().publish()
        count, pictures = Page.objects.count(), get_image_model().objects.count()
        load("--reset", "--with-logins")
        page.refresh_from_db()
        assert page.title == "Over ons"
        assert Page.objects.count() == count
        assert get_image_model().objects.count() == pictures
        assert set(ModulePage.objects.values_list("version", flat=True)) == {1}


@pytest.mark.django_db
def test_without_debug_there_are_no_log_ins():
    output = load()
    assert not Member.objects.exists()
    assert PASSWORD not in output
    assert "--with-logins" in output


@pytest.mark.django_db
def test_a_home_page_somebody_wrote_already_is_left_alone():
    home = HomePage.objects.get(locale__language_code="nl")
    home.title = "Ons eigen dorp"
    home.save_revision().publish()
    load()
    home.refresh_from_db()
    assert home.title == "Ons eigen dorp"


@pytest.mark.django_db
def test_a_missing_picture_is_left_out(monkeypatch):
    monkeypatch.setattr("home.demo.media.picture", lambda name: None)
    load()
    module = ModulePage.objects.get(slug="wijkwandeling")
    assert module.live
    assert module.picture is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("base_url", "expected"),
    [
        ("http://localhost:8123", ("localhost", 8123)),
        ("http://127.0.0.1:9000", ("127.0.0.1", 9000)),
        ("https://www.example.org", ("www.example.org", 443)),
    ],
)
def test_addresses_follow_the_port_of_a_laptop(base_url, expected):
    from home.demo.network import follow_base_url

    with override_settings(WAGTAILADMIN_BASE_URL=base_url):
        site = follow_base_url()
    assert (site.hostname, site.port) == expected


@pytest.mark.django_db
def test_a_real_host_name_is_left_alone():
    from home.demo.network import follow_base_url

    Site.objects.update(hostname="www.deallinclusivewijk.nl", port=443)
    assert follow_base_url().hostname == "www.deallinclusivewijk.nl"


@pytest.mark.parametrize("key", sorted(content.english_modules()))
def test_a_translation_has_the_shape_of_its_original(key):
    original, translation = content.modules()[key], content.english_modules()[key]
    assert [step["minutes"] for step in translation["steps"]] == [
        step["minutes"] for step in original["steps"]
    ]
    assert [block["type"] for block in translation["explanation"]] == [
        block["type"] for block in original["explanation"]
    ]
    assert len(translation["materials"]) == len(original["materials"])
    assert translation["slug"] != original["slug"] or key == "contact"


def test_alternative_texts_are_short_enough_to_hear():
    for name in ("drawings/alt_texts", "drawings/alt_texts_en"):
        long = {key: len(text) for key, text in content.read(name).items() if len(text) > 125}
        assert not long
