"""New modules as RSS, one feed per catalogue and so per language."""

import hashlib

from django.http import HttpResponse
from django.utils.cache import get_conditional_response
from django.utils.feedgenerator import Rss201rev2Feed
from django.utils.http import quote_etag
from django.utils.translation import gettext as _

NEWEST = 20


def new_modules(index, request) -> HttpResponse:
    """The feed of this catalogue, in a fixed number of queries; 304 for a reader that has it."""
    content = feed_of(index, request).writeString("utf-8")
    etag = quote_etag(hashlib.sha256(content.encode()).hexdigest()[:32])
    response = HttpResponse(content, content_type=Rss201rev2Feed.content_type)
    response["ETag"] = etag
    return get_conditional_response(request, etag=etag, response=response)


def feed_of(index, request) -> Rss201rev2Feed:
    address = index.get_full_url(request) or ""
    feed = Rss201rev2Feed(
        title=_("New modules: %(title)s") % {"title": index.title},
        link=address,
        description=index.intro or index.search_description or index.title,
        language=index.locale.language_code,
        feed_url=address + index.reverse_subpage("feed"),
    )
    for module in newest_modules(index, request):
        feed.add_item(**item_of(module, request))
    return feed


def newest_modules(index, request):
    modules = index.modules_for(request).order_by("-first_published_at", "-pk")
    return modules.prefetch_related("goals").defer_streamfields()[:NEWEST]


def item_of(module, request) -> dict:
    return {
        "title": module.title,
        "link": module.get_full_url(request) or "",
        "description": module.summary,
        "unique_id": f"urn:uuid:{module.translation_key}",
        "unique_id_is_permalink": False,
        "pubdate": module.first_published_at,
        "updateddate": module.last_published_at,
        "categories": [goal.name for goal in module.goals.all()],
    }
