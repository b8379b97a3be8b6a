"""Choosing how often, one click out of the mails, and a private feed."""

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse

from arena.models import (
    FeedToken,
    FollowPreference,
    Frequency,
    Interest,
    State,
)
from arena.services import following, interests
from arena.unsubscribing import unsubscribe_link
from cop_pages import services as cop_services
from tests.cop_pages.factories import MembershipFactory

from .factories import (
    ArenaFactory,
    InterestFactory,
    follow,
    lead_of,
)
from .sixty_days import arena_before, follower, mails_to, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def arena():
    return arena_before()


# Out with one click.


@pytest.fixture
def news(arena, django_capture_on_commit_callbacks):
    """A mail that somebody got at once, and that somebody."""
    user = follower(arena, Frequency.AT_ONCE)
    with django_capture_on_commit_callbacks(execute=True):
        publish(arena, "Nieuws")
    return user, mail.outbox[-1]


def path_in(header: str) -> str:
    assert header.startswith("<http")
    return "/" + header.strip("<>").split("/", 3)[3]


def test_mail_has_the_headers_of_rfc_8058(news):
    _user, message = news
    assert message.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    sent = message.message()
    assert path_in(sent["List-Unsubscribe"]) in message.body


def test_one_click_of_a_mail_program_stops_the_mails(
    news, arena, django_capture_on_commit_callbacks
):
    user, message = news
    program = Client(enforce_csrf_checks=True)
    path = path_in(message.extra_headers["List-Unsubscribe"])
    response = program.post(path, {"List-Unsubscribe": "One-Click"})
    assert response.status_code == 200  # Not sent on to elsewhere.
    assert not response.cookies
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        publish(arena, "Nog meer")
    assert not mails_to(user)


def test_looking_at_the_link_stops_nothing(news):
    user, message = news
    path = path_in(message.extra_headers["List-Unsubscribe"])
    assert Client().get(path).status_code == 200
    assert FollowPreference.objects.get(user=user).frequency == Frequency.AT_ONCE


def test_digest_of_several_arenas_is_stopped_for_all(arena):
    user = follower(arena, Frequency.DAILY)
    other = ArenaFactory()
    MembershipFactory(circle=other, user=user, role="employee")
    following.follow(user=user, arena=other, frequency=Frequency.WEEKLY)
    path = "/" + unsubscribe_link(user).split("/", 3)[3]
    Client().post(path)
    assert set(FollowPreference.objects.values_list("frequency", flat=True)) == {Frequency.NEVER}


@pytest.mark.parametrize("token", ["geraden", "WzEsMF0:1:x", "%00", "a" * 3000])
def test_forged_link_is_not_found(token, client):
    assert client.post(f"/arena/unsubscribe/{token}/").status_code in {400, 404}


def test_mail_about_own_interest_goes_on_after_unsubscribing(
    arena, django_capture_on_commit_callbacks
):
    user = follower(arena, Frequency.NEVER)
    interest = InterestFactory(arena=arena, sender=user)
    with django_capture_on_commit_callbacks(execute=True):
        interests.forward(interest=interest, by=lead_of(arena))
    assert Interest.objects.get().state == State.FORWARDED
    assert len(mails_to(user)) == 1


# Preferences and feed.


def test_follower_chooses_how_often(arena, client):
    user = follower(arena, Frequency.WEEKLY)
    client.force_login(user)
    path = reverse("arena:follow", args=[arena.pk])
    response = client.post(path, {f"arena-{arena.pk}-frequency": "daily"})
    assert (response.status_code, response.url) == (303, reverse("arena:following"))
    assert FollowPreference.objects.get().frequency == Frequency.DAILY
    client.post(path, {f"arena-{arena.pk}-frequency": "hourly"})
    assert FollowPreference.objects.get().frequency == Frequency.DAILY


def feed_path(client) -> str:
    text = client.post(reverse("arena:make_feed")).text
    return "/" + text.split('value="http', 1)[1].split('"')[0].split("/", 3)[3]


def test_feed_is_for_who_has_the_address_until_it_is_replaced_or_stopped(arena, client):
    page = publish(arena, "Nieuws voor de lezer")
    client.force_login(follower(arena, Frequency.NEVER))
    first = feed_path(client)
    response = Client().get(first)
    assert page.title in response.text
    assert "no-store" in response["Cache-Control"]
    second = feed_path(client)
    assert Client().get(first).status_code == 404
    assert Client().get(second).status_code == 200
    client.post(reverse("arena:stop_feed"))
    assert Client().get(second).status_code == 404
    assert not any(first.split("/")[-2] in each.token_hash for each in FeedToken.objects.all())


def test_feed_of_who_left_is_empty(arena, client):
    page = publish(arena, "Geheim bericht")
    membership = follow(arena)
    client.force_login(membership.user)
    path = feed_path(client)
    cop_services.end_membership(membership=membership, by=membership.user)
    assert page.title not in Client().get(path).text
