"""Lays pages in the tree the way an editor would: first all drafts, then their text, then publish.

Drafts come first because pages point at each other.
"""

import uuid
from collections.abc import Callable

from wagtail.models import Locale, Page

from .ledger import Ledger

Fill = Callable[[Page, str, str], None]


class Tree:
    """The pages of the demo by key and language; the key is the Dutch slug."""

    def __init__(self, ledger: Ledger, locales: dict[str, Locale]):
        self.ledger = ledger
        self.locales = locales
        self._pages: dict[tuple[str, str], Page] = {}
        self._unwritten: list[tuple[str, str]] = []

    def adopt(self, page: Page, key: str, language: str) -> None:
        """A page that was there before us, such as the home page; written while it is untouched."""

        def make(_existing):
            if self.ledger.reset or page.latest_revision_id is None:
                self._unwritten.append((key, language))
            return page

        self.ledger.lay(f"page:{language}:{key}", "", Page, make)
        self._pages[key, language] = page

    def grow(self, key: str, language: str, parent: Page | None, draft: Page) -> None:
        """A draft below its parent; nothing where the parent or the page itself was removed."""
        if parent is None:
            return

        def make(existing):
            self._unwritten.append((key, language))
            return existing.specific if existing else self._plant(key, language, parent, draft)

        pk = self.ledger.lay(f"page:{language}:{key}", "", Page, make)
        page = Page.objects.filter(pk=pk).first()
        if page:
            self._pages[key, language] = page.specific

    def _plant(self, key: str, language: str, parent: Page, draft: Page) -> Page:
        siblings = [page for (each, _language), page in self._pages.items() if each == key]
        draft.translation_key = siblings[0].translation_key if siblings else uuid.uuid4()
        draft.locale, draft.live = self.locales[language], False
        return parent.add_child(instance=draft)

    def find(self, key: str, language: str) -> Page | None:
        return self._pages.get((key, language))

    def link(self, key: str, language: str) -> int | None:
        """The page to link to: in this language, or else in Dutch."""
        page = self.find(key, language) or self.find(key, "nl")
        return page.pk if page else None

    def write(self, fills: dict[type[Page], Fill], *, otherwise: Fill) -> None:
        """Fill and publish what was laid now; what editors had before stays as it is."""
        for number, (key, language) in enumerate(self._unwritten, start=1):
            page = self._pages[key, language]
            fills.get(type(page), otherwise)(page, key, language)
            page.save_revision(log_action=True).publish()
            self.ledger.say(f"  {number:3}/{len(self._unwritten)} published: {page.title}")
        self._unwritten.clear()
