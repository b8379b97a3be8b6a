"""Feeds of pages: what all of them share, and the stories."""

from django.contrib.syndication.views import Feed
from django.utils.feedgenerator import Atom1Feed

ITEMS = 20


class PageFeed(Feed):
    """Pages as entries; a feed of them sets `request` and tells what it holds."""

    feed_type = Atom1Feed

    def item_title(self, item):
        return item.title

    def item_link(self, item):
        return item.get_full_url(self.request)

    def item_pubdate(self, item):
        return item.first_published_at

    def item_updateddate(self, item):
        return item.last_published_at


class StoryFeed(PageFeed):
    """The newest public stories of one index page."""

    def __init__(self, index, request):
        self.index, self.request = index, request
        self.title = index.title
        self.subtitle = index.intro
        self.link = index.get_full_url(request)
        self.feed_url = f"{self.link}feed/"

    def items(self):
        return self.index.stories[:ITEMS]

    def item_description(self, item):
        return item.intro


def story_feed(index, request):
    return StoryFeed(index, request)(request)
