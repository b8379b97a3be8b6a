"""What the website's pages tell over the API. Links only lead to pages visitors may read."""

from modules_library.api_fields import read_as, written
from modules_library.api_parts import renditions_of
from modules_library.api_shapes import PageShape, PictureShape
from modules_library.api_visibility import open_pages


def hero_image_of(page) -> PictureShape | None:
    """The picture on top, in the sizes a website needs."""
    return page.hero_image and PictureShape(
        id=page.hero_image.pk,
        alt=page.hero_alt,
        decorative=not page.hero_alt,
        renditions=renditions_of(page.hero_image),
    )


def call_page_of(page) -> PageShape | None:
    """The page behind the button; nothing when it is a draft or restricted."""
    target = open_pages().filter(pk=page.call_page_id).first() if page.call_page_id else None
    return target and PageShape(
        id=target.pk,
        type=target.specific_class._meta.label,
        title=target.title,
        url=target.full_url,
    )


home_api_fields = [
    *written("lead"),
    *read_as("hero_image", hero_image_of),
    *written("hero_alt", "call_label"),
    *read_as("call_page", call_page_of),
    *written("body"),
]

standard_api_fields = written("intro", "body")
