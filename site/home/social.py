"""How a link to a page looks when somebody shares it."""

from collections.abc import Iterator

from django.templatetags.static import static
from django.utils.translation import get_language
from wagtail.images.shortcuts import get_rendition_or_not_found

from modules_library.structured_data import PICTURE_SIZE

from .models import NetworkSettings
from .navigation import Navigation, navigation_for

PICTURE_FIELDS = ("picture", "hero_image")
SUMMARY_FIELDS = ("search_description", "summary", "lead", "intro")
CARD_SIZE = (1200, 630)
CARD_DRAWING = "home/drawings/social-card.png"
LOCALES = {"nl": "nl_NL", "en": "en_GB"}
LONGEST_SUMMARY = 300


def social_properties(context) -> Iterator[tuple[str, str]]:
    """Name and content of each meta element, in Open Graph's and Twitter's words."""
    navigation = navigation_for(context)
    page = navigation.page
    network = NetworkSettings.for_request(navigation.request)
    yield "og:site_name", network.name
    yield "og:locale", LOCALES.get(get_language(), get_language())
    yield "og:type", "article" if page and page.depth > 2 else "website"
    yield "og:title", (page and (page.seo_title or page.title)) or network.name
    yield "og:description", (summary_of(page) or network.tagline)[:LONGEST_SUMMARY]
    yield (
        "og:url",
        navigation.absolute(page.get_url(navigation.request) if page else navigation.request.path),
    )
    yield from picture_properties(navigation, page)
    yield "twitter:card", "summary_large_image"


def summary_of(page) -> str:
    """The first text an editor wrote to say what a page is about."""
    texts = (getattr(page, field, "") for field in SUMMARY_FIELDS)
    return next((text for text in texts if text), "")


def picture_properties(navigation: Navigation, page) -> Iterator[tuple[str, str]]:
    """The page's own picture, cut to the size every platform shows; else the network's drawing."""
    width, height = CARD_SIZE
    url, alt = page_picture(page) or (static(CARD_DRAWING), "")
    yield "og:image", navigation.absolute(url)
    yield "og:image:width", str(width)
    yield "og:image:height", str(height)
    yield "og:image:alt", alt


def page_picture(page) -> tuple[str, str] | None:
    """The address of the page's picture and what it shows."""
    for field in PICTURE_FIELDS:
        image = getattr(page, field, None)
        if image:
            rendition = get_rendition_or_not_found(image, PICTURE_SIZE)
            return rendition.url, getattr(page, f"{field.removesuffix('_image')}_alt", "")
    return None
