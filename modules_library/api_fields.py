"""What a module tells over Wagtail's APIs, and which of it an editor's script may write.

No relation is read raw: that would show titles of drafts and private documents. So a relation is
listed twice, once to be written and then as it is read. `facilitator_notes` is private: in no list.
"""

from collections.abc import Callable

from rest_framework.fields import Field
from wagtail.api import APIField

from .api_parts import (
    attachments_of,
    goals_of,
    phases_of,
    picture_of,
    related_of,
    tags_of,
    timeline_of,
)


class PageField(Field):
    """Shows what `read` makes of the page; its return type is what API v3 documents."""

    def __init__(self, read: Callable, **kwargs):
        super().__init__(read_only=True, **kwargs)
        self.to_representation = read

    def get_attribute(self, instance):
        return instance


def written(*names: str) -> list[APIField]:
    return [APIField(name, writable=True) for name in names]


def read_as(name: str, read: Callable) -> list[APIField]:
    """A field to write, with a form of its own to read; the last one listed is what is read."""
    return [APIField(name, writable=True), APIField(name, serializer=PageField(read))]


module_index_api_fields = written("intro")

module_api_fields = [
    *written("kind", "summary", "duration_min", "duration_max", "group_min", "group_max"),
    *read_as("goals", goals_of),
    *read_as("phases", phases_of),
    *read_as("tags", tags_of),
    *written("preparation", "materials", "steps"),
    APIField("timeline", serializer=PageField(timeline_of)),
    *written("explanation"),
    *read_as("attachments", attachments_of),
    *read_as("related_modules", related_of),
    *read_as("picture", picture_of),
    *written("picture_alt", "picture_is_decorative"),
    *written("origin_network", "author_line", "licence"),
    APIField("version"),
]

# These rows are only written by themselves; a module shows them through the fields above.
attachment_api_fields = written("document", "title")
related_module_api_fields = written("module")
