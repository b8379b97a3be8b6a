"""Mail of news: at once for who wants that, and a digest a day or a week for the others."""

import logging

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone

from cop_pages.mail import absolute, language_of, send_mail
from cop_pages.models import CopPage, Membership

from ..models import ArenaPage, DigestLog, FollowPreference, SharedItem
from ..news import SHARED, News, lines_for_mail, news_of, unread_by
from ..unsubscribing import unsubscribe_link

logger = logging.getLogger(__name__)


def tell_at_once(arena: ArenaPage, news: News, *, number: int = 1, but=None) -> None:
    """Mail one thing, or several of a kind, to who wants to hear at once."""
    left_out = {but.pk if but else None, news.told_already}
    preferences = FollowPreference.objects.at_once().filter(arena=arena).select_related("user")
    for preference in preferences.exclude(user__in=left_out - {None}):
        user = preference.user
        context = {
            "arena": arena.title,
            "news": news.for_mail(number),
            **_ways_out(user, arena),
        }
        send_mail("arena/news", user.email, context, language=language_of(user))


def _ways_out(user, arena: ArenaPage | None = None) -> dict:
    return {
        "preferences": absolute(reverse("arena:following")),
        "unsubscribe": unsubscribe_link(user, arena),
    }


def tell_of_shared_items(*, cop: CopPage, rows: list[SharedItem], but) -> None:
    """One mail per arena, however many things were shared."""
    for arena in ArenaPage.objects.around(cop):
        here = [row for row in rows if row.arena_id in {None, arena.pk}]
        if here:
            news = News(SHARED, timezone.now(), arena.full_url, cop=cop.title)
            tell_at_once(arena, news, number=len(here), but=but)


def send_digests() -> int:
    """The job: one mail for each person whose hour has come and who missed something."""
    begin_following()
    people = FollowPreference.objects.due().order_by("user_id").values_list("user_id", flat=True)
    return sum(_try_digest(user_id) for user_id in people.distinct())


def _try_digest(user_id: int) -> bool:
    """One digest that fails keeps nobody else's from leaving; it is tried again at the next run."""
    try:
        return send_digest(user_id)
    except Exception:
        logger.exception("a digest failed")
        return False


def begin_following() -> None:
    """A preference for every follower who has none, such as who was made a member by hand."""
    known = FollowPreference.objects.filter(user=OuterRef("user"), arena=OuterRef("circle"))
    arenas = ArenaPage.objects.order_by().values("pk")
    followers = Membership.objects.active().filter(~Exists(known), circle__in=arenas)
    rows = [
        FollowPreference(user_id=user_id, arena_id=arena_id)
        for user_id, arena_id in followers.values_list("user_id", "circle_id")
    ]
    for row in rows:
        row.follow(row.frequency)
    FollowPreference.objects.bulk_create(rows, ignore_conflicts=True)


@transaction.atomic
def send_digest(user_id: int) -> bool:
    """Send one person what is new in the arenas whose turn it is. Twice at once: one mail leaves."""
    now = timezone.now()
    due = FollowPreference.objects.due().filter(user_id=user_id).order_by("arena__title")
    preferences = list(due.select_for_update(of=("self",)).select_related("arena", "user"))
    groups = {each: _missed(each, now) for each in preferences}
    number = sum(map(len, groups.values()))
    if number and not _is_first_today(user_id, number):
        return False
    for preference in preferences:
        preference.told(now)
    FollowPreference.objects.bulk_update(preferences, ["told_until", "due_at"])
    if number:
        _mail_digest(groups)
    return number > 0


def _missed(preference: FollowPreference, until) -> list[News]:
    arena = preference.arena
    return unread_by(preference.user, arena, news_of(arena, preference.told_until, until))


def _is_first_today(user_id: int, number: int) -> bool:
    today = timezone.localdate()
    row = DigestLog.objects.get_or_create(user_id=user_id, day=today, defaults={"items": number})
    return row[1]


def _mail_digest(groups: dict[FollowPreference, list[News]]) -> None:
    user = next(iter(groups)).user
    arenas = [
        {
            "title": preference.arena.title,
            "link": preference.arena.full_url,
            "news": lines_for_mail(news),
        }
        for preference, news in groups.items()
        if news
    ]
    context = {"arenas": arenas, **_ways_out(user)}
    send_mail("arena/digest", user.email, context, language=language_of(user))
