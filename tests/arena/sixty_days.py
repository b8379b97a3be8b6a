"""An arena that is there the day before the sixty days begin, with followers and news."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import time_machine
from django.core import mail

from arena.models import ArenaPage, ArenaUpdatePage
from arena.services import following

from .factories import ArenaFactory, follower_of

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
# A Thursday in October: within sixty days the clock goes back and the year changes nearly.
NEW_YEAR = datetime(2026, 1, 1, tzinfo=UTC)
START = datetime(2026, 10, 1, 10, 0, tzinfo=AMSTERDAM)


def arena_before() -> ArenaPage:
    with time_machine.travel(START - timedelta(days=1), tick=False):
        return ArenaFactory(title="Elzenmeer kijkt mee")


def follower(arena, frequency):
    user = follower_of(arena)
    following.follow(user=user, arena=arena, frequency=frequency)
    return user


def publish(arena, title) -> ArenaUpdatePage:
    page = ArenaUpdatePage(title=title, happened="Er gebeurde iets.")
    arena.add_child(instance=page)
    page.save_revision().publish()
    return page


def mails_to(user):
    return [message for message in mail.outbox if message.to == [user.email]]
