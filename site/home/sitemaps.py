"""The sitemap: every public page in every language, with its translations beside it."""

from collections import defaultdict

from django.conf import settings
from wagtail.contrib.sitemaps import Sitemap
from wagtail.models import Page

from modules_library.api_visibility import open_pages

Alternates = dict[object, list[dict[str, str]]]


class PublicSitemap(Sitemap):
    """Public pages below the home pages of this site, in tree order."""

    def items(self):
        homes = self.get_wagtail_site().root_page.get_translations(inclusive=True)
        below = Page.objects.none()
        for home in homes.order_by("path"):
            below |= Page.objects.descendant_of(home, inclusive=True)
        public = open_pages().filter(pk__in=below.values("pk"))
        return public.select_related("locale").order_by("path")

    def _urls(self, page, protocol, domain):
        """Wagtail's rows, each with the addresses of the same page in other languages."""
        pages = with_own_rows(list(self.paginator.page(page).object_list))
        alternates = self.alternates_of(pages)
        rows = [
            {"alternates": alternates[each.translation_key], **row}
            for each in pages
            for row in each.get_sitemap_urls(self.request)
        ]
        dates = [row["lastmod"] for row in rows if row.get("lastmod")]
        if rows and len(dates) == len(rows):
            self.latest_lastmod = max(dates)
        return rows

    def alternates_of(self, pages: list[Page]) -> Alternates:
        """By translation key: language and address of each translation that is listed."""
        found = defaultdict(list)
        for page in pages:
            address = page.get_full_url(self.request)
            found[page.translation_key].append(
                {"lang_code": page.locale.language_code, "location": address}
            )
        return {key: with_default(rows) for key, rows in found.items()}


def with_own_rows(pages: list[Page]) -> list[Page]:
    """Only a page type that has a say in its rows is loaded whole; 10,000 modules have none."""
    keys = [page.pk for page in pages if has_own_rows(page.specific_class)]
    whole = Page.objects.filter(pk__in=keys).select_related("locale").specific().in_bulk()
    return [whole.get(page.pk, page) for page in pages]


def has_own_rows(model: type[Page] | None) -> bool:
    return model is not None and model.get_sitemap_urls is not Page.get_sitemap_urls


def with_default(rows: list[dict[str, str]]) -> list[dict[str, str]]:
    """Alternates as search engines want them: none for a page alone, else with a default."""
    if len(rows) == 1:
        return []
    default = [
        row | {"lang_code": "x-default"}
        for row in rows
        if row["lang_code"] == settings.LANGUAGE_CODE
    ]
    return sorted(rows, key=lambda row: row["lang_code"]) + default
