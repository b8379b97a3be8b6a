"""A facilitator finds the modules that their CoP used among however many there are."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from cop_pages.models import CopPage
from tests.factories import ModulePageFactory

from .rich_circle import build

pytestmark = pytest.mark.django_db


@pytest.fixture
def cop():
    return build().cop


@pytest.fixture
def url(cop):
    return reverse("cop_pages:choose_modules", args=[cop.pk])


@pytest.fixture
def facilitator(client, cop):
    client.force_login(cop.memberships.get(role="facilitator").user)
    return client


@pytest.fixture
def modules():
    first = ModulePageFactory(title="Keukentafelgesprek", summary="Praten bij de thee.")
    catalogue = first.get_parent()
    return first, *(ModulePageFactory(title=f"Nummer {n}", parent=catalogue) for n in range(13))


def used(cop):
    return {module.title for module in CopPage.objects.get(pk=cop.pk).modules_used.all()}


def use(cop, *modules):
    page = CopPage.objects.get(pk=cop.pk)
    page.modules_used = modules
    page.save_revision().publish()


def test_module_is_added_and_taken_off(cop, url, facilitator, modules):
    response = facilitator.post(f"{url}?q=keuken", {"add": modules[0].pk})
    assert (response.status_code, response.url) == (303, f"{url}?q=keuken")
    assert used(cop) == {"Keukentafelgesprek"}
    assert "Keukentafelgesprek" in facilitator.get(cop.url).text
    facilitator.post(url, {"remove": modules[0].pk})
    assert used(cop) == set()


def test_search_leaves_what_was_chosen_in_sight(cop, url, facilitator, modules):
    use(cop, modules[0])
    shown = facilitator.get(url, {"q": "Nummer 7"}).text
    assert f'name="remove" value="{modules[0].pk}"' in shown
    assert f'name="add" value="{modules[8].pk}"' in shown
    assert "Nummer 3" not in shown


def test_module_is_found_by_a_word_of_its_text(url, facilitator, modules):
    assert "Keukentafelgesprek" in facilitator.get(url, {"q": "THEE"}).text


def test_without_words_the_catalogue_comes_in_pages(url, facilitator, modules):
    first = facilitator.get(url).text
    assert first.count('name="add"') == 12
    assert 'href="?page=2#find"' in first
    assert facilitator.get(url, {"page": 2}).text.count('name="add"') == 2


def test_module_that_nobody_may_read_is_neither_offered_nor_dropped(cop, url, facilitator, modules):
    hidden = ModulePageFactory(title="Nog geheim", parent=modules[0].get_parent(), live=False)
    use(cop, hidden)
    assert "Nog geheim" not in facilitator.get(url).text
    assert facilitator.post(url, {"remove": hidden.pk}).status_code == 404
    facilitator.post(url, {"add": modules[0].pk})
    assert used(cop) == {"Keukentafelgesprek", "Nog geheim"}


def test_second_click_changes_nothing(cop, url, facilitator, modules):
    for _ in range(2):
        assert facilitator.post(url, {"add": modules[0].pk}).status_code == 303
    assert CopPage.objects.get(pk=cop.pk).revisions.count() == 1
    assert used(cop) == {"Keukentafelgesprek"}


def test_draft_of_an_editor_keeps_what_the_facilitator_left_alone(cop, url, facilitator, modules):
    draft = CopPage.objects.get(pk=cop.pk)
    draft.values = "Waarden van de redactie"
    draft.save_revision()
    facilitator.post(url, {"add": modules[0].pk})
    kept = CopPage.objects.get(pk=cop.pk).get_latest_revision_as_object()
    assert kept.values == "Waarden van de redactie"
    assert list(kept.modules_used.all()) == [modules[0]]
    assert CopPage.objects.get(pk=cop.pk).values != "Waarden van de redactie"


@pytest.mark.parametrize("data", [{}, {"add": "x"}, {"add": "9" * 30}, {"remove": "0"}])
def test_what_is_no_module_is_not_found(url, facilitator, data):
    assert facilitator.post(url, data).status_code == 404


def test_more_modules_cost_no_more_queries(url, facilitator, modules):
    def count() -> int:
        facilitator.get(url)
        with CaptureQueriesContext(connection) as queries:
            facilitator.get(url)
        return len(queries)

    before = count()
    for number in range(20):
        ModulePageFactory(title=f"Meer {number}", parent=modules[0].get_parent())
    assert count() == before <= 15
