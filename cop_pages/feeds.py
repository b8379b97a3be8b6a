"""RSS of the stories."""

from django.contrib.syndication.views import Feed
from django.utils.feedgenerator import Atom1Feed

ITEMS = 20


class StoryFeed(Feed):
    """The newest public stories of one index page."""

    feed_type = Atom1Feed

    def __init__(self, index, request):
        self.index, self.request = index, request
        self.title = index.title
        self.subtitle = index.intro
        self.link = index.get_full_url(request)
        self.feed_url = f"{self.link}feed/"

    def items(self):
        return self.index.stories[:ITEMS]

    def item_title(self, item):
        return item.title

    def item_description(self, item):
        return item.intro

    def item_link(self, item):
        return item.get_full_url(self.request)

    def item_pubdate(self, item):
        return item.first_published_at

    def item_updateddate(self, item):
        return item.last_published_at


def story_feed(index, request):
    return StoryFeed(index, request)(request)
