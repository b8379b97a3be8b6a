"""The private feed: what is new in one's arenas, for a reader program of one's own."""

from django.contrib.syndication.views import Feed
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from cop_pages.mail import absolute

from .models import ArenaPage, ArenaUpdatePage

ITEMS = 30


class ArenaFeed(Feed):
    """Updates of the arenas that this person follows now; who left finds it empty."""

    feed_type = Atom1Feed

    def __init__(self, request, user):
        self.request, self.user = request, user
        self.title = _("News of your arenas")
        self.link = absolute(reverse("arena:following"))
        self.feed_url = request.build_absolute_uri()

    def items(self):
        arenas = ArenaPage.objects.visible_to(self.user).with_member(self.user)
        updates = ArenaUpdatePage.objects.current().under(arenas)
        return updates.newest_first()[:ITEMS]

    def item_title(self, item):
        return item.title

    def item_description(self, item):
        return item.happened

    def item_link(self, item):
        return item.get_full_url(self.request)

    def item_pubdate(self, item):
        return item.first_published_at

    def item_updateddate(self, item):
        return item.last_published_at


def private_feed(request, user):
    return ArenaFeed(request, user)(request)
