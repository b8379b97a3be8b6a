"""The parts of a module as the API shows them: only what is public, whoever asks."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import override
from wagtail.api.utils import get_base_url
from wagtail.images.models import SourceImageIOError

from .api_shapes import (
    AttachmentShape,
    PictureShape,
    RelatedModuleShape,
    RenditionShape,
    TermShape,
    TimelineStepShape,
)
from .api_visibility import VISITOR, open_documents

# The sizes of the website, in the one format that every reader of an API can show.
PICTURE_SIZES = [f"format-jpeg|fill-{size}" for size in ("240x180", "480x360", "960x720")]
INLINE_SIZES = [f"format-jpeg|width-{width}" for width in (480, 960)]


def goals_of(page) -> list[TermShape]:
    return terms_of(page, page.goals.all())


def phases_of(page) -> list[TermShape]:
    return terms_of(page, page.phases.all())


def terms_of(page, terms) -> list[TermShape]:
    """Terms in the language of the page."""
    with override(page.locale.language_code):
        return [TermShape(slug=term.slug, name=term.name) for term in terms]


def tags_of(page) -> list[str]:
    return sorted(tag.name for tag in page.tags.all())


def timeline_of(page) -> list[TimelineStepShape]:
    return [
        TimelineStepShape(
            title=place["step"]["title"] or "", minutes=place["minutes"], start=place["start"]
        )
        for place in page.timeline()
    ]


def picture_of(page, sizes: list[str] = PICTURE_SIZES) -> PictureShape | None:
    if page.picture is None:
        return None
    return PictureShape(
        id=page.picture.pk,
        alt="" if page.picture_is_decorative else page.picture_alt,
        decorative=page.picture_is_decorative,
        renditions=renditions_of(page.picture, sizes),
    )


def renditions_of(image, sizes: list[str] = INLINE_SIZES) -> list[RenditionShape]:
    """The picture in these sizes, smallest first; empty when its file is broken or gone."""
    try:
        renditions = image.get_renditions(*sizes).values()
    except SourceImageIOError:
        return []
    # A picture is never enlarged, so a small one comes in fewer sizes.
    by_width = {each.width: each for each in sorted(renditions, key=lambda each: each.width)}
    return [
        RenditionShape(url=each.full_url, width=each.width, height=each.height)
        for each in by_width.values()
    ]


def attachments_of(page) -> list[AttachmentShape]:
    """Documents to print; one in a restricted collection is left out."""
    rows = list(page.attachments.all())
    documents = open_documents(row.document_id for row in rows)
    return [
        AttachmentShape(
            id=row.pk,
            document_id=row.document_id,
            title=row.title or documents[row.document_id].title,
            url=address_of(documents[row.document_id]),
        )
        for row in rows
        if row.document_id in documents
    ]


def address_of(document) -> str:
    """The view that checks permission, also where a host serves documents directly."""
    base = get_base_url() or getattr(settings, "WAGTAILADMIN_BASE_URL", "")
    return base + reverse("wagtaildocs_serve", args=[document.pk, document.filename])


def related_of(page) -> list[RelatedModuleShape]:
    """Other modules that a visitor may read, in the language of the page where there is one."""
    return [
        RelatedModuleShape(
            module_id=module.pk,
            slug=module.slug,
            title=module.title,
            kind=module.kind,
            summary=module.summary,
            url=module.full_url,
        )
        for module in page.related_for(VISITOR)
    ]
