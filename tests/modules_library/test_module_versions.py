"""The version readers see: publications whose content really changed."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone
from wagtail.actions.publish_page_revision import PublishPageRevisionAction
from wagtail.models import Locale, Revision

from modules_library.models import ModuleAttachment, ModulePage, RelatedModule
from modules_library.versions import content_digest
from tests.factories import GoalFactory, JourneyPhaseFactory
from tests.network import add_document

needs_postgresql = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="Real concurrency needs PostgreSQL: set DATABASE_URL"
)


@pytest.fixture
def module(add_module) -> ModulePage:
    """A module that was published once."""
    return publish(add_module("Wijkwandeling", live=False))


@pytest.fixture
def two_days_later(monkeypatch):
    """Let time pass: `two_days_later()`."""
    later = timezone.now() + timedelta(days=2)
    return lambda: monkeypatch.setattr(timezone, "now", lambda: later)


def fresh(module) -> ModulePage:
    return ModulePage.objects.get(pk=module.pk)


def publish(module, **changes) -> ModulePage:
    """Edit the latest draft as an editor would, publish it, and read what is live."""
    draft = fresh(module).get_latest_revision_as_object()
    for name, value in changes.items():
        setattr(draft, name, value)
    draft.save_revision().publish()
    return fresh(module)


def test_first_publication_is_version_one(module):
    assert module.live
    assert module.version == 1


def test_each_publication_with_other_content_counts_one(module):
    assert publish(module, summary="Anders.").version == 2
    assert publish(module, duration_max=120).version == 3


def test_publishing_the_same_again_keeps_the_number(module):
    assert publish(module).version == 1
    module.unpublish()
    assert publish(module).version == 1


def test_saving_drafts_keeps_the_number(module):
    module.summary = "Nog niet klaar."
    module.save_revision()
    assert fresh(module).version == 1


def test_what_readers_do_not_see_keeps_the_number(module):
    assert publish(module, facilitator_notes="<p>Pas op.</p>").version == 1
    assert publish(module, slug="andere-plek").version == 1


@pytest.mark.parametrize(
    "change",
    [
        {"title": "Buurtwandeling"},
        {"kind": "instrument"},
        {"preparation": "much"},
        {"materials": "Een kaart"},
        {"group_max": 99},
        {"licence": "CC0-1.0"},
        {"author_line": "De buurt"},
        {"origin_network": "Een ander netwerk"},
        {"steps": [("step", {"title": "Lopen", "minutes": 60})]},
        {"explanation": [("text", "<p>Waarom we lopen.</p>")]},
    ],
    ids=lambda change: next(iter(change)),
)
def test_change_of_any_public_field_counts(module, change):
    assert publish(module, **change).version == 2


def test_change_of_goals_phases_and_tags_counts(module):
    assert publish(module, goals=[GoalFactory(slug="learning")]).version == 2
    assert publish(module, phases=[JourneyPhaseFactory(slug="act")]).version == 3
    draft = fresh(module).get_latest_revision_as_object()
    draft.tags.add("nieuw")
    draft.save_revision().publish()
    assert fresh(module).version == 4


def test_change_of_attachments_and_related_modules_counts(module, add_module):
    draft = fresh(module)
    draft.attachments.add(
        ModuleAttachment(document=add_document("Kaart", "kaart.txt", "Een kaart"))
    )
    draft.save_revision().publish()
    assert fresh(module).version == 2
    draft = fresh(module)
    draft.related_modules.add(RelatedModule(module=add_module("Waardenkaarten")))
    draft.save_revision().publish()
    assert fresh(module).version == 3


def test_going_back_to_an_old_revision_counts_up(module):
    first = Revision.objects.for_instance(module).earliest("created_at")
    publish(module, summary="Anders.")
    first.publish(previous_revision=first)
    assert fresh(module).summary != "Anders."
    assert fresh(module).version == 3


def test_revision_remembers_nothing_that_is_computed(module):
    revision = module.save_revision()
    assert not revision.content.keys() & set(ModulePage.computed_fields)
    assert revision.as_object().version == module.version


def test_blocks_that_were_sent_again_are_no_change(module):
    digest = content_digest(module)
    blocks = [{"type": "step", "value": dict(step.value)} for step in module.steps]
    module.steps = [(block["type"], block["value"]) for block in blocks]
    assert content_digest(module) == digest


def test_scheduled_publication_counts_when_it_goes_out(module, two_days_later):
    publish(module, summary="Later.", go_live_at=timezone.now() + timedelta(days=1))
    assert fresh(module).version == 1
    two_days_later()
    call_command("publish_scheduled")
    assert fresh(module).summary == "Later."
    assert fresh(module).version == 2


def test_first_publication_on_schedule_is_version_one(add_module, two_days_later):
    module = add_module(live=False)
    module.go_live_at = timezone.now() + timedelta(days=1)
    module.save_revision().publish()
    assert fresh(module).content_digest == ""
    two_days_later()
    call_command("publish_scheduled")
    assert fresh(module).live
    assert fresh(module).version == 1
    assert publish(module, summary="Anders.", go_live_at=None).version == 2


@pytest.mark.parametrize("keep_live", [True, False])
def test_copy_starts_at_one(module, keep_live):
    publish(module, summary="Anders.")
    copy = fresh(module).copy(update_attrs={"slug": "kopie", "title": "Kopie"}, keep_live=keep_live)
    assert fresh(copy).version == 1
    assert publish(copy).version == 1
    assert publish(copy, summary="Weer anders.").version == 2
    assert fresh(module).version == 2


def test_translation_starts_at_one(module):
    publish(module, summary="Anders.")
    english = Locale.objects.get(language_code="en")
    translation = fresh(module).copy_for_translation(english, copy_parents=True)
    assert fresh(translation).version == 1
    assert publish(translation, title="A walk").version == 1
    assert publish(translation, title="A long walk").version == 2


def test_alias_shows_the_version_of_its_original(module):
    alias = module.create_alias(update_slug="spiegel")
    publish(module, summary="Anders.")
    publish(module, summary="Weer anders.")
    assert fresh(alias).summary == "Weer anders."
    assert fresh(alias).version == fresh(module).version == 3


def test_two_editors_publishing_at_once_both_count(module):
    """Both actions hold the page as it was before either went out."""
    actions = []
    for summary in ("Van de een.", "Van de ander."):
        draft = fresh(module)
        draft.summary = summary
        actions.append(PublishPageRevisionAction(draft.save_revision()))
    for action in actions:
        action.execute(skip_permission_checks=True)
    assert fresh(module).version == 3


def test_saving_a_stale_page_does_not_turn_the_number_back(module):
    stale = fresh(module)
    publish(module, summary="Anders.")
    stale.save()
    assert fresh(module).version == 2


@pytest.mark.postgresql
@needs_postgresql
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_publications_in_parallel_are_all_counted(module):
    together = Barrier(4)
    revisions = []
    for number in range(4):
        draft = fresh(module)
        draft.summary = f"Poging {number}"
        revisions.append(draft.save_revision().pk)

    def go(pk):
        action = PublishPageRevisionAction(Revision.objects.get(pk=pk))
        together.wait(timeout=10)
        action.execute(skip_permission_checks=True)
        connection.close()

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(go, revisions))
    assert 2 <= fresh(module).version <= 5
    assert fresh(module).content_digest == content_digest(fresh(module))
