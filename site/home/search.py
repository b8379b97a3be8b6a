"""Search over the whole site: what visitors may read, in the language they read it in."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from django.core.paginator import Page as ResultPage
from django.core.paginator import Paginator
from django.db import connection
from django.utils.html import format_html, format_html_join, strip_tags
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from wagtail.models import Locale, Page

from modules_library.api_visibility import open_pages
from modules_library.models import ModulePage
from modules_library.search import by_relevance, has_words
from modules_library.text import fold

from .social import summary_of

LONGEST_QUERY = 200
MOST_WORDS = 12
MOST_HITS = 300
HITS_PER_PAGE = 10
EXCERPT = 200
NO_TEXT = {"id", "type", "alt_text"}
WORD = re.compile(r"\w+")


class Hit(NamedTuple):
    """A page that was found, as the results show it."""

    title: str
    url: str
    kind: str
    excerpt: SafeString


class SiteSearch:
    """The pages that match a query, best first."""

    def __init__(self, query: str, request):
        self.query = " ".join(query.replace("\0", " ").split())[:LONGEST_QUERY]
        self.words = WORD.findall(self.query)[:MOST_WORDS]
        self.request = request

    def page(self, number) -> ResultPage:
        """One page of hits; whatever the number, there is an answer."""
        keys = self._visible_keys() if self.words else []
        results = Paginator(keys, HITS_PER_PAGE).get_page(number)
        pages = Page.objects.filter(pk__in=list(results.object_list)).specific().in_bulk()
        results.object_list = [self._hit(pages[key]) for key in results.object_list if key in pages]
        return results

    def _visible_keys(self) -> list[int]:
        """What visitors may open: first where the words are in the title."""
        found = self._found_keys()
        titles = dict(open_pages().filter(pk__in=found).values_list("pk", "title"))
        words = [fold(word) for word in self.words]
        visible = [key for key in found if key in titles]
        return sorted(visible, key=lambda key: not all(word in fold(titles[key]) for word in words))

    def _found_keys(self) -> list[int]:
        """The website's pages by whole words and beginnings of words, then modules as the
        catalogue finds them: also by parts of words and without accents.
        """
        text, locale = " ".join(self.words), Locale.get_active()
        pages = Page.objects.not_exact_type(ModulePage).filter(locale=locale)
        keys = [
            page.pk for page in (*ranked(pages.search, text), *ranked(pages.autocomplete, text))
        ]
        modules = ModulePage.objects.filter(locale=locale)
        modules = by_relevance(modules.filter(has_words(modules, text)), text)
        keys += modules.values_list("pk", flat=True)[:MOST_HITS]
        return list(dict.fromkeys(keys))

    def _hit(self, page) -> Hit:
        kind = page.get_kind_display() if isinstance(page, ModulePage) else page._meta.verbose_name
        return Hit(page.title, page.get_url(self.request), capfirst(kind), self._excerpt(page))

    def _excerpt(self, page) -> SafeString:
        """The words around the first match, or the page's own summary."""
        text = " ".join(" ".join([summary_of(page), *words_in(stored_body(page))]).split())
        match = self._pattern.search(text)
        start = text.rfind(" ", 0, max(0, match.start() - EXCERPT // 3)) + 1 if match else 0
        end = text.find(" ", start + EXCERPT)
        shown = text[start : end if end > 0 else len(text)]
        before, after = "… " if start else "", " …" if end > 0 else ""
        return format_html("{}{}{}", before, self._marked(shown), after)

    @property
    def _pattern(self) -> re.Pattern:
        return re.compile("|".join(map(re.escape, self.words)) or r"(?!)", re.IGNORECASE)

    def _marked(self, text: str) -> SafeString:
        """The text with every match marked."""
        pieces = re.split(f"({self._pattern.pattern})", text, flags=re.IGNORECASE)
        odd = (
            format_html("<mark>{}</mark>", piece) if number % 2 else piece
            for number, piece in enumerate(pieces)
        )
        return format_html_join("", "{}", ((piece,) for piece in odd))


def ranked(search: Callable, text: str) -> Sequence[Page]:
    """Best first; on SQLite, where that costs the square of the hits, in tree order."""
    can_rank = connection.vendor != "sqlite"
    return search(text, order_by_relevance=can_rank)[:MOST_HITS]


def stored_body(page) -> list:
    """The body as it is stored; read as blocks it would look up every picture and link."""
    body = getattr(page, "body", None)
    return list(body.raw_data) if body else []


def words_in(stored) -> Iterator[str]:
    """All texts in stored blocks, without markup."""
    if isinstance(stored, str):
        yield strip_tags(stored.replace("<", " <"))
    elif isinstance(stored, list):
        for item in stored:
            yield from words_in(item)
    elif isinstance(stored, dict):
        texts = (value for key, value in stored.items() if key not in NO_TEXT)
        for text in texts:
            yield from words_in(text)
