"""What the tracker shows on pages below it, and the registry by which it does."""

import pytest
from django.urls import reverse

from modules_library import slots
from tests.factories import ModulePageFactory

from .factories import ActionItemFactory, MeetingFactory, evening, facilitator_of, member_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def module():
    return ModulePageFactory(title="Wijkwandeling")


def test_fills_of_several_apps_stand_after_one_another_and_are_safe(rf, cop, monkeypatch):
    monkeypatch.setattr(slots, "_fills", {})
    slots.register("circle_page", lambda request, things: {cop.pk: "<b>onveilig</b>"})
    slots.register("circle_page", lambda request, things: {})
    filled = slots.filled("circle_page", rf.get("/"), [cop])
    assert filled == {cop.pk: "&lt;b&gt;onveilig&lt;/b&gt;"}
    assert slots.filled("nobody_fills_this", rf.get("/"), [cop]) == {cop.pk: ""}


def test_fill_is_registered_once(rf, cop, monkeypatch):
    monkeypatch.setattr(slots, "_fills", {})

    def fill(request, things):
        return {thing.pk: "x" for thing in things}

    slots.register("circle_page", fill)
    slots.register("circle_page", fill)
    assert slots.filled("circle_page", rf.get("/"), [cop]) == {cop.pk: "x"}


def test_facilitator_is_led_from_a_module_to_the_planner(client, cop, facilitator, module):
    client.force_login(facilitator)
    meeting = MeetingFactory(circle=cop)
    text = client.get(module.url).text
    assert f"{reverse('meetings:planner', args=[meeting.pk])}?module={module.pk}" in text


def test_facilitator_without_a_meeting_is_led_to_making_one(client, cop, facilitator, module):
    client.force_login(facilitator)
    assert reverse("meetings:add", args=[cop.pk]) in client.get(module.url).text


def test_member_and_visitor_read_the_general_hint(client, cop, module):
    MeetingFactory(circle=cop, planned=True)
    visited = client.get(module.url).text
    client.force_login(member_of(cop))
    for text in (visited, client.get(module.url).text):
        assert "bijeenkomsten/" not in text
        assert "ml-colophon__hint" in text
        assert "mt-weave" not in text


def test_what_a_member_reads_of_a_module_is_kept_by_nobody_else(client, cop, facilitator, module):
    client.force_login(facilitator)
    assert "private" in client.get(module.url)["Cache-Control"]


def test_visitor_of_a_module_asks_nothing_about_meetings(
    client, cop, module, django_assert_max_num_queries
):
    MeetingFactory(circle=cop, planned=True)
    client.get(module.url)
    with django_assert_max_num_queries(12) as captured:
        client.get(module.url)
    asked = " ".join(query["sql"] for query in captured.captured_queries)
    assert "meetings_meeting" not in asked


def test_my_circles_list_what_i_would_do(client, cop):
    user = member_of(cop)
    client.force_login(user)
    held = MeetingFactory(circle=cop, held=True)
    mine = {"circle": cop, "meeting": held, "owner": user}
    ActionItemFactory(**mine, text="Tegels bestellen", due=evening(-2).date())
    ActionItemFactory(**mine, text="Al gedaan", state="done")
    ActionItemFactory(circle=cop, meeting=held, owner=facilitator_of(cop), text="Van een ander")
    text = client.get(reverse("cop_pages:my_circles")).text
    assert "Tegels bestellen" in text
    assert "dat is voorbij" in text
    assert "Al gedaan" not in text
    assert "Van een ander" not in text


def test_next_meeting_of_a_circle_one_cannot_see_is_not_shown(client, cop):
    elsewhere = MeetingFactory(circle__parent=cop.get_parent(), planned=True, title="Elders")
    client.force_login(member_of(cop))
    for url in (cop.url, reverse("cop_pages:my_circles")):
        assert elsewhere.title not in client.get(url).text
