"""A module as search engines read it: schema.org's LearningResource."""

from wagtail.images.shortcuts import get_rendition_or_not_found

from .page_parts import goal_names_of, tags_of

LICENCE_URLS = {
    "CC0-1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
    "CC-BY-4.0": "https://creativecommons.org/licenses/by/4.0/",
    "CC-BY-SA-4.0": "https://creativecommons.org/licenses/by-sa/4.0/",
    "CC-BY-NC-SA-4.0": "https://creativecommons.org/licenses/by-nc-sa/4.0/",
}
PICTURE_SIZE = "format-jpeg|fill-1200x630"


def learning_resource(page, request=None) -> dict:
    """Only what every visitor may know; what is not filled in is left out."""
    data = {
        "@context": "https://schema.org",
        "@type": "LearningResource",
        "name": page.title,
        "description": page.summary,
        "url": page.get_full_url(request),
        "image": picture_url(page),
        "inLanguage": page.locale.language_code,
        "learningResourceType": page.get_kind_display(),
        "timeRequired": iso_duration(page.duration_max),
        "teaches": goal_names_of(page),
        "keywords": [tag["name"] for tag in tags_of(page)],
        "license": LICENCE_URLS.get(page.licence),
        "isAccessibleForFree": True,
        "creditText": page.author_line,
        "version": str(page.version),
    }
    data |= origin(page.origin_network) | dates(page)
    return {name: value for name, value in data.items() if value}


def origin(network: str) -> dict:
    """The network that made the module stands behind it and supplies it."""
    made_by = {"@type": "Organization", "name": network}
    return {"author": made_by, "provider": made_by} if network else {}


def dates(page) -> dict:
    stamps = {"datePublished": page.first_published_at, "dateModified": page.last_published_at}
    return {name: stamp.isoformat() for name, stamp in stamps.items() if stamp}


def iso_duration(minutes: int) -> str:
    """Minutes as ISO 8601 has them: 90 becomes PT1H30M."""
    hours, rest = divmod(minutes, 60)
    return f"PT{hours}H" * bool(hours) + f"{'' if hours else 'PT'}{rest}M" * bool(rest or not hours)


def picture_url(page) -> str:
    """The picture at the size of a social card; a broken file must not break the page."""
    if not page.picture:
        return ""
    return get_rendition_or_not_found(page.picture, PICTURE_SIZE).full_url
