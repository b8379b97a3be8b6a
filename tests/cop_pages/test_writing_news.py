"""A facilitator brings news to the members, without the admin."""

import pytest
from django.urls import reverse
from wagtail.models import PageLogEntry

from cop_pages.models import CopUpdatePage, OutgoingMail

from .rich_circle import build

pytestmark = pytest.mark.django_db
NEWS = {"title": "De pomp werkt weer", "intro": "Kom zaterdag kijken."}


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
