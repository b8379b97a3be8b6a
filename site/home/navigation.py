"""Where a visitor can go from any page: the menu, and the same page in other languages."""

from functools import cached_property
from typing import NamedTuple

from django.conf import settings
from django.urls import translate_url
from django.utils.translation import get_language, get_language_info
from wagtail.models import Page, Site

from .links import Link, links_of, translations_of


class MenuItem(NamedTuple):
    title: str
    url: str
    is_current: bool


class LanguageLink(NamedTuple):
    """A language of the site: its own name, and where this page is to be read in it."""

    code: str
    name: str
    url: str
    is_current: bool
    is_translation: bool


class Navigation:
    """All links around the content of one page; `page` is None on views such as search."""

    def __init__(self, request, page: Page | None):
        self.request = request
        self.page = page
        self.site = Site.find_for_request(request)
        self.language = get_language()

    @cached_property
    def menu(self) -> list[MenuItem]:
        """The pages right under the home page that editors put in the menu."""
        return [self._item(link) for link in self._links_here if link.in_menu]

    @cached_property
    def footer(self) -> list[MenuItem]:
        """The pages in this language that editors put at the foot of every page."""
        return [self._item(link) for link in self._links_here if link.in_footer]

    @cached_property
    def sign_up(self) -> MenuItem | None:
        """Where one signs up in this language: the first such page of the website."""
        links = [link for link in self._links_here if link.is_sign_up]
        return self._item(links[0]) if links else None

    @cached_property
    def languages(self) -> list[LanguageLink]:
        """Every language that has a home page; at this page's translation where there is one."""
        homes = {link.language: link.url for link in self._links if link.is_home}
        codes = [code for code, _name in settings.LANGUAGES if code in homes]
        return [self._language(code, homes[code]) for code in codes]

    @property
    def fuller_language(self) -> LanguageLink | None:
        """The language in which this catalogue holds more modules, when it is another one."""
        key = self.page.translation_key if self.page else None
        sizes = {
            link.language: link.children
            for link in self._links
            if link.is_catalogue and link.translation_key == key
        }
        fullest = max(sizes, key=sizes.get, default=self.language)
        if sizes.get(fullest, 0) <= sizes.get(self.language, 0):
            return None
        return next(link for link in self.languages if link.code == fullest)

    @cached_property
    def alternates(self) -> list[tuple[str, str]]:
        """Code and full address of this page in each of its languages, for search engines."""
        links = [link for link in self.languages if link.is_translation]
        if len(links) == 1:
            return []
        default = [("x-default", link.url) for link in links if link.code == settings.LANGUAGE_CODE]
        return [
            (code, self.absolute(url))
            for code, url in [*((link.code, link.url) for link in links), *default]
        ]

    def absolute(self, url: str) -> str:
        """The full address: on the network's own host, whatever name the visitor came by."""
        return url if "://" in url or not self.site else self.site.root_url + url

    @cached_property
    def _links(self) -> list[Link]:
        return links_of(self.request)

    @property
    def _links_here(self) -> list[Link]:
        return [link for link in self._links if link.language == self.language]

    def _item(self, link: Link) -> MenuItem:
        path = getattr(self.page, "path", None) or ""
        return MenuItem(link.title, link.url, path.startswith(link.path))

    def _language(self, code: str, home: str) -> LanguageLink:
        translation = self._translations.get(code)
        return LanguageLink(
            code=code,
            name=get_language_info(code)["name_local"],
            url=translation or self._elsewhere(code, home),
            is_current=code == self.language,
            is_translation=bool(translation) or self._is_view,
        )

    @cached_property
    def _translations(self) -> dict[str, str]:
        return translations_of(self.page, self.request) if self.page else {}

    @cached_property
    def _is_view(self) -> bool:
        """Search and log-in exist in every language; a missing page in none."""
        match = self.request.resolver_match
        return self.page is None and bool(match) and match.url_name != "wagtail_serve"

    def _elsewhere(self, code: str, home: str) -> str:
        """The same view in that language, or its home page."""
        return translate_url(self.request.get_full_path(), code) if self._is_view else home


def navigation_for(context) -> Navigation:
    """The navigation of the page being rendered, made once per request."""
    request = context["request"]
    page = context.get("page")
    page = page if isinstance(page, Page) else None
    known = getattr(request, "home_navigation", None)
    if known is None or known.page is not page or known.language != get_language():
        known = request.home_navigation = Navigation(request, page)
    return known
