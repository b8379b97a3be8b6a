"""A facilitator brings news to the members, without the admin."""

import pytest
from django.urls import reverse
from wagtail.models import PageLogEntry

from cop_pages.models import CopUpdatePage, OutgoingMail

from .factories import CopPageFactory, CopUpdatePageFactory
from .rich_circle import build
from .typed import posted

pytestmark = pytest.mark.django_db
HEAD = {"title": "De pomp werkt weer", "intro": "Kom zaterdag kijken."}
NO_PIECES = {"pieces-TOTAL_FORMS": "0", "pieces-INITIAL_FORMS": "0"}
NEWS = HEAD | NO_PIECES


@pytest.fixture
def rich():
    return build()


@pytest.fixture
def address(rich):
    return reverse("cop_pages:write_news", args=[rich.cop.pk])


@pytest.fixture
def facilitator(client, rich):
    client.force_login(rich.facilitator)
    return client


def test_members_read_the_news_and_get_it_by_mail(rich, address, facilitator, client):
    before = OutgoingMail.objects.count()
    response = facilitator.post(address, NEWS)
    assert (response.status_code, response.url) == (303, f"{rich.cop.url}#news")
    client.force_login(rich.member)
    page = client.get(CopUpdatePage.objects.get(title=NEWS["title"]).url)
    assert NEWS["intro"] in page.text
    assert OutgoingMail.objects.count() > before


def test_second_click_brings_the_news_once(address, facilitator):
    assert [facilitator.post(address, NEWS).status_code for _ in range(2)] == [303, 303]
    assert CopUpdatePage.objects.filter(title=NEWS["title"]).count() == 1


def test_news_without_a_title_keeps_what_was_typed(address, facilitator):
    response = facilitator.post(address, NEWS | {"title": ""})
    assert response.status_code == 422
    assert NEWS["intro"] in response.text


def test_address_and_log_of_the_news_tell_nothing(address, facilitator):
    facilitator.post(address, NEWS)
    assert "pomp" not in CopUpdatePage.objects.get(title=NEWS["title"]).url
    entry = PageLogEntry.objects.get(action="cop_pages.news")
    assert NEWS["title"] not in f"{entry.data}{entry.label}"


def test_member_writes_no_news(rich, address, client):
    client.force_login(rich.member)
    assert client.post(address, NEWS).status_code == 404
    assert not CopUpdatePage.objects.filter(title=NEWS["title"]).exists()


def test_project_page_leads_the_facilitator_there(rich, address, facilitator):
    assert address in facilitator.get(rich.cop.url).text


def test_form_speaks_of_no_visitors(address, facilitator):
    assert "bezoekers" not in facilitator.get(address).text


# Correcting and taking down.


@pytest.fixture
def published(rich, address, facilitator):
    facilitator.post(address, NEWS)
    return CopUpdatePage.objects.get(title=NEWS["title"])


@pytest.fixture
def correction(rich, published):
    return reverse("cop_pages:edit_news", args=[rich.cop.pk, published.pk])


def test_whole_story_goes_along_with_the_news(address, facilitator):
    told = {"pieces-0-heading": "Zaterdag", "pieces-0-text": "Kom om tien uur."}
    facilitator.post(address, posted(facilitator, address, **HEAD, **told))
    text = facilitator.get(CopUpdatePage.objects.get(title=HEAD["title"]).url).text
    assert "<h3>Zaterdag</h3><p>Kom om tien uur.</p>" in text


def test_correction_is_read_at_once_and_mails_nobody(facilitator, published, correction):
    before = OutgoingMail.objects.count()
    data = posted(facilitator, correction, title="De pomp werkt", **{"pieces-0-text": "Echt waar."})
    assert facilitator.post(correction, data).status_code == 303
    text = facilitator.get(published.url).text
    assert "De pomp werkt<" in text
    assert "Echt waar." in text
    assert OutgoingMail.objects.count() == before


def test_second_writer_of_a_correction_sees_the_first(facilitator, correction):
    mine = posted(facilitator, correction, title="Mijn titel")
    facilitator.post(correction, posted(facilitator, correction, title="Van een ander"))
    response = facilitator.post(correction, mine)
    assert response.status_code == 409
    assert "Mijn titel" in response.text
    assert "Van een ander" in response.text


def test_news_is_taken_down_once(rich, facilitator, published):
    url = reverse("cop_pages:take_down_news", args=[rich.cop.pk, published.pk])
    assert NEWS["title"] in facilitator.get(url).text
    assert [facilitator.post(url).status_code for _ in range(2)] == [303, 404]
    assert facilitator.get(published.url).status_code == 404
    assert NEWS["title"] not in facilitator.get(rich.cop.url).text


def test_news_of_another_cop_is_not_found(rich, facilitator):
    other = CopUpdatePageFactory(parent=CopPageFactory(parent=rich.cop.get_parent()))
    for name in ("edit_news", "take_down_news"):
        url = reverse(f"cop_pages:{name}", args=[rich.cop.pk, other.pk])
        assert [facilitator.get(url).status_code, facilitator.post(url).status_code] == [404, 404]
    assert CopUpdatePage.objects.get(pk=other.pk).live


def test_only_the_facilitator_is_led_to_correcting(rich, client, published, correction):
    assert correction in client.get(published.url).text
    client.force_login(rich.member)
    assert correction not in client.get(published.url).text
