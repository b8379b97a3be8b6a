"""The private feed: what is new in one's arenas, for a reader program of one's own."""

from django.urls import reverse
from django.utils.translation import gettext as _

from cop_pages.feeds import PageFeed
from cop_pages.mail import absolute

from .models import ArenaPage, ArenaUpdatePage

ITEMS = 30


class ArenaFeed(PageFeed):
    """Updates of the arenas that this person follows now; who left finds it empty."""

    def __init__(self, request, user):
        self.request, self.user = request, user
        self.title = _("News of your arenas")
        self.link = absolute(reverse("arena:following"))
        self.feed_url = request.build_absolute_uri()

    def items(self):
        arenas = ArenaPage.objects.visible_to(self.user).with_member(self.user)
        updates = ArenaUpdatePage.objects.current().under(arenas)
        return updates.newest_first()[:ITEMS]

    def item_description(self, item):
        return item.happened


def private_feed(request, user):
    return ArenaFeed(request, user)(request)
