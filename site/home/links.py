"""Links to pages visitors can open, for menus, buttons and language switches.

The website's own pages are few and on every page of the site; they are looked up together and
remembered. Others, such as 10,000 modules, are looked up when somebody links to them.
"""

from typing import NamedTuple
from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from django.db.models import F, Q
from wagtail.models import Page, Site
from wagtail.query import PageQuerySet

from modules_library.api_visibility import hidden_sections, open_pages

from .generations import recall

CATALOGUE = ("modules_library", "moduleindexpage")
SIGN_UP = ("signups", "signuppage")
PRIVACY = ("signups", "privacystatementpage")
OWN_PAGES = (("home", "homepage"), ("home", "standardpage"), CATALOGUE, SIGN_UP, PRIVACY)


class Link(NamedTuple):
    """A public page of the website."""

    pk: int
    title: str
    url: str
    path: str
    language: str
    translation_key: UUID
    in_menu: bool
    in_footer: bool
    is_home: bool
    is_catalogue: bool
    is_sign_up: bool
    children: int


def links_of(request) -> list[Link]:
    """The website's own pages, and all else in the menu, in every language and in tree order."""
    site = Site.find_for_request(request)
    return recall(f"links:{site.pk}", lambda: find_links(site, request)) if site else []


def find_links(site: Site, request) -> list[Link]:
    in_menu = Q(show_in_menus=True, depth=site.root_page.depth + 1)
    pages = known_open_pages().filter(Q(content_type__in=map(kind, OWN_PAGES)) | in_menu)
    pages = pages.annotate(in_footer=F("standardpage__show_in_footer"))
    pages = pages.select_related("locale").order_by("path")
    return [link_to(page, site.root_page, request) for page in pages]


def link_to(page: Page, root: Page, request) -> Link:
    return Link(
        pk=page.pk,
        title=page.title,
        url=page.get_url(request) or "",
        path=page.path,
        language=page.locale.language_code,
        translation_key=page.translation_key,
        in_menu=page.show_in_menus and page.depth == root.depth + 1,
        in_footer=bool(page.in_footer) or page.content_type_id == kind(PRIVACY),
        is_home=page.translation_key == root.translation_key,
        is_catalogue=page.content_type_id == kind(CATALOGUE),
        is_sign_up=page.content_type_id == kind(SIGN_UP),
        children=page.numchild,
    )


def known_open_pages() -> PageQuerySet:
    """The pages visitors may read, with what hides others asked once for all links of a page."""
    return open_pages(recall("hidden", hidden_sections))


def kind(natural_key: tuple[str, str]) -> int:
    """The key of a content type; Django remembers them."""
    return ContentType.objects.get_by_natural_key(*natural_key).pk


def open_url(pk: int | None, request) -> str:
    """The address of a page; empty when visitors cannot open it."""
    known = {link.pk: link.url for link in links_of(request)} if pk else {}
    if pk is None or pk in known:
        return known.get(pk, "")
    return recall(f"page:{pk}", lambda: find_url(pk, request))


def find_url(pk: int, request) -> str:
    page = known_open_pages().filter(pk=pk).first()
    return (page.get_url(request) if page else "") or ""


def catalogue_url(language: str, request) -> str:
    """The address of the catalogue in a language; empty when there is none."""
    links = [link for link in links_of(request) if link.is_catalogue and link.language == language]
    return links[0].url if links else ""


def translations_of(page: Page, request) -> dict[str, str]:
    """The public addresses of a page by language; its own language is one of them."""
    key = page.translation_key
    if page.content_type_id in map(kind, OWN_PAGES):
        return {
            link.language: link.url for link in links_of(request) if link.translation_key == key
        }
    return recall(f"translations:{key}", lambda: find_translations(key, request))


def find_translations(key: UUID, request) -> dict[str, str]:
    found = known_open_pages().filter(translation_key=key).select_related("locale")
    return {each.locale.language_code: each.get_url(request) or "" for each in found}
