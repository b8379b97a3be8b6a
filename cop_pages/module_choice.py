"""Finding a module for the list of what a CoP used: by words, in the language of its page."""

from functools import cached_property

from django.core.paginator import Paginator
from django.http import HttpRequest
from django.utils.http import urlencode

from modules_library.catalogue_state import refuse_hostile, search_words
from modules_library.models import ModulePage
from modules_library.search import by_relevance, has_words

from .models import CopPage

PER_PAGE = 12


class ModuleChoice:
    """What one address of the page shows: the modules on the list, and those that were found."""

    def __init__(self, cop: CopPage, request: HttpRequest):
        refuse_hostile(request.GET.values())
        self.visible = ModulePage.objects.visible_to(request.user)
        self.cop = cop
        self.words = search_words(request.GET.get("q", ""))
        self.page_number = request.GET.get("page", 1)

    @cached_property
    def chosen(self):
        """A list of its own, so that what a search leaves out stays in sight."""
        mine = self.cop.modules_used.values("pk")
        return self.visible.filter(pk__in=mine).order_by("title", "pk").for_cards()

    @cached_property
    def found(self):
        rest = self.visible.filter(locale=self.cop.locale_id)
        rest = rest.exclude(pk__in=self.cop.modules_used.values("pk"))
        if not self.words:
            return self._page(rest.order_by("search_title", "pk"))
        return self._page(by_relevance(rest.filter(has_words(rest, self.words)), self.words))

    def _page(self, modules):
        return Paginator(modules.for_cards(), PER_PAGE).get_page(self.page_number)

    @property
    def query_string(self) -> str:
        """Back to the same words and page after a module was added or taken off."""
        told = {"q": self.words, "page": self.found.number if self.found.number > 1 else ""}
        return urlencode({name: value for name, value in told.items() if value})
