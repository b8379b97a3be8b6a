"""The arena in the admin: page types where they belong, programme lines by role, moderated updates."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from arena.forms import UpdateForm
from arena.models import ArenaPage, ArenaUpdatePage, Frequency, ProgrammeLine
from arena.services import following
from cop_pages.models import CircleIndexPage, CopPage
from tests.factories import MemberFactory

from .factories import (
    ArenaFactory,
    InterestFactory,
    ProgrammeLineFactory,
    follower_of,
    lead_of,
    section,
)
from .moderation import moderate, unmoderated

pytestmark = pytest.mark.django_db


@pytest.fixture
def arena():
    return ArenaFactory()


@pytest.fixture
def moderator(client):
    client.force_login(MemberFactory(moderator=True))
    return client


LINES = "/admin/arena/programmeline/"


def test_arena_lies_in_the_private_section_only():
    assert ArenaPage in CircleIndexPage.clean_subpage_models()
    assert [model.__name__ for model in ArenaPage.clean_parent_page_models()] == ["CircleIndexPage"]
    assert ArenaPage.clean_subpage_models() == [ArenaUpdatePage]
    assert ArenaUpdatePage not in CopPage.clean_subpage_models()


def test_editor_opens_an_arena_and_sees_its_own_lines_only_on_an_update(arena, client):
    client.force_login(MemberFactory(editor=True))
    own = ProgrammeLineFactory(organisation=arena.organisation, name="Eigen lijn")
    ProgrammeLineFactory(name="Lijn van elders")
    assert client.get(f"/admin/pages/{arena.pk}/edit/").status_code == 200
    text = client.get(f"/admin/pages/add/arena/arenaupdatepage/{arena.pk}/").text
    assert own.name in text
    assert "Lijn van elders" not in text


@pytest.mark.parametrize(("role", "status"), [("moderator", 200), ("editor", 302), ("admin", 200)])
def test_programme_lines_are_listed_for_moderators(role, status, client):
    client.force_login(MemberFactory(**{role: True}))
    assert client.get(LINES).status_code == status


def test_export_of_programme_lines_runs_no_formula(moderator):
    ProgrammeLineFactory(name="=1+1")
    response = moderator.get(f"{LINES}?export=csv")
    assert "'=1+1" in b"".join(response.streaming_content).decode()


def test_line_with_interests_is_not_deleted(moderator, arena):
    line = InterestFactory(arena=arena).programme_line
    moderator.post(f"{LINES}delete/{line.pk}/")
    assert ProgrammeLine.objects.filter(pk=line.pk).exists()


# The lead writes on the website.


def write(client, arena, **typed):
    client.force_login(lead_of(arena))
    data = {"title": "De proef begint", "date": "2026-11-24", "happened": "Tien bakken."} | typed
    return client.post(reverse("arena:new_update", args=[arena.pk]), data)


def test_update_of_the_lead_is_there_at_once_and_followers_hear_of_it(
    client, arena, django_capture_on_commit_callbacks
):
    unmoderated()
    reader = follower_of(arena)
    following.follow(user=reader, arena=arena, frequency=Frequency.AT_ONCE)
    line = ProgrammeLineFactory(organisation=arena.organisation)
    with django_capture_on_commit_callbacks(execute=True):
        response = write(client, arena, programme_lines=[line.pk])
    page = ArenaUpdatePage.objects.get()
    assert (response.status_code, response.url) == (303, page.url)
    assert page.live
    assert list(page.programme_lines.all()) == [line]
    assert "proef" not in page.slug
    assert [message.to for message in mail.outbox] == [[reader.email]]


def test_update_waits_for_a_moderator_where_there_is_one(
    client, arena, django_capture_on_commit_callbacks
):
    moderate(arena)
    with django_capture_on_commit_callbacks(execute=True):
        write(client, arena)
    page = ArenaUpdatePage.objects.get()
    assert not page.live
    assert page.current_workflow_state is not None
    assert "wacht op een moderator" in client.get(arena.url).text
    client.force_login(follower_of(arena))
    assert page.title not in client.get(arena.url).text
    assert client.get(page.url).status_code == 404


def test_update_comes_out_at_the_hour_the_lead_chose(client, arena):
    unmoderated()
    tomorrow = timezone.localtime() + timedelta(days=1)
    write(client, arena, go_live_at=tomorrow.strftime("%Y-%m-%dT%H:%M"))
    page = ArenaUpdatePage.objects.get()
    assert not page.live
    assert page.approved_schedule
    assert "verschijnt op" in client.get(arena.url).text


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""},
        {"happened": ""},
        {"go_live_at": "2020-01-01T10:00"},
        {"go_live_at": "morgen"},
        {"cop": "999999"},
        {"cop": "9" * 40},
        {"programme_lines": ["9" * 40]},
        {"programme_lines": ["x"]},
        {"date": "99999-99-99"},
    ],
)
def test_wrong_update_comes_back_with_what_was_typed(wrong, client, arena):
    response = write(client, arena, **wrong)
    assert response.status_code == 422
    assert "cp-errors" in response.text
    assert not ArenaUpdatePage.objects.exists()


def test_lead_keeps_the_programme_lines(client, arena):
    client.force_login(lead_of(arena))
    path = reverse("arena:programme_lines", args=[arena.pk])
    assert client.post(path, {"name": "Wonen"}).status_code == 303
    assert client.post(path, {"name": "Wonen"}).status_code == 422
    line = ProgrammeLine.objects.get()
    turn = reverse("arena:turn_line", args=[arena.pk, line.pk])
    for data, expected in (({"end": "1"}, False), ({}, True)):
        assert client.post(turn, data).status_code == 303
        line.refresh_from_db()
        assert line.is_current is expected
    assert client.get(path).status_code == 200


def test_lead_turns_no_line_of_another_organisation(client, arena):
    client.force_login(lead_of(arena))
    foreign = ProgrammeLineFactory()
    path = reverse("arena:turn_line", args=[arena.pk, foreign.pk])
    assert client.post(path, {"end": "1"}).status_code == 404


def test_lead_manages_followers_with_the_roles_of_an_arena(client, arena):
    client.force_login(lead_of(arena))
    text = client.get(arena.get_members_url()).text
    assert "Bestuurder" in text
    assert "Procesbegeleider" not in text
    assert arena.get_import_url() in text
    data = {"email": "jan@example.org", "role": "resident"}
    assert client.post(arena.get_members_url(), data).status_code == 422
    assert client.post(arena.get_members_url(), data | {"role": "director"}).status_code == 303


def test_roles_of_a_cop_stay_those_of_a_cop(client):
    from cop_pages.models import Role
    from tests.cop_pages.factories import CopPageFactory, MembershipFactory

    cop = CopPageFactory(parent=section())
    facilitator = MembershipFactory(circle=cop, role=Role.FACILITATOR)
    client.force_login(facilitator.user)
    data = {"email": "jan@example.org", "role": "arena_lead"}
    assert client.post(cop.get_members_url(), data).status_code == 422
    assert not cop.get_import_url()


def test_lead_plans_meetings_of_the_arena_with_the_tracker(client, arena):
    client.force_login(lead_of(arena))
    assert client.get(reverse("meetings:add", args=[arena.pk])).status_code == 200
    client.force_login(follower_of(arena))
    assert client.get(reverse("meetings:add", args=[arena.pk])).status_code == 404
    assert client.get(reverse("meetings:circle", args=[arena.pk])).status_code == 200


def test_lead_is_told_where_a_title_is_read_in_words_of_the_arena():
    form = UpdateForm(arena=ArenaFactory())
    inherited = ArenaUpdatePage._meta.get_field("title").help_text
    assert form.fields["title"].help_text != inherited
