"""Links in texts lead to pages that visitors may open; of any other page only the words stay.

As shipped, Wagtail writes the address of a draft or restricted page in a public text, and an
address says what a page is about.
"""

from django.utils.html import format_html
from django.utils.translation import get_language
from wagtail.rich_text.pages import PageLinkHandler

from .api_visibility import open_pages


class OpenPageLinkHandler(PageLinkHandler):
    """Finds all pages a text links to at once, each in the language of the reader if it can."""

    @classmethod
    def expand_db_attributes_many(cls, attrs_list: list[dict]) -> list[str]:
        addresses = addresses_of({int(attrs["id"]) for attrs in attrs_list if is_key(attrs)})
        found = (addresses.get(attrs.get("id")) for attrs in attrs_list)
        return [format_html('<a href="{}">', url) if url else "<a>" for url in found]


def is_key(attrs: dict) -> bool:
    return str(attrs.get("id", "")).isdecimal()


def addresses_of(keys: set[int]) -> dict[str, str]:
    """The address of each page that is open, by its key as texts hold it."""
    if not keys:
        return {}
    linked = open_pages().filter(pk__in=keys)
    related = open_pages().filter(translation_key__in=linked.values("translation_key"))
    pages = list(related.select_related("locale"))
    here = {page.translation_key: page for page in pages if is_here(page)}
    return {
        str(page.pk): here.get(page.translation_key, page).url for page in pages if page.pk in keys
    }


def is_here(page) -> bool:
    return page.locale.language_code == get_language()
