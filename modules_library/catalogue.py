"""The catalogue as a page or an API shows it: results, facets with counts, chips, ways out."""

from dataclasses import dataclass
from functools import cached_property

from django.core.paginator import Page as ResultPage
from django.core.paginator import Paginator
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from .catalogue_state import FACET_NAMES, State
from .facet_counts import Counter
from .facets import LABELS, Facet, Option, Vocabulary, filters_for
from .models.module_page import ModulePage
from .search import by_relevance, with_words
from .suggestions import Suggestion, suggestions_for

PER_PAGE = 24
SORT_LABELS = {
    "relevance": _("Best match first"),
    "newest": _("Newest first"),
    "title": _("By title"),
    "shortest": _("Shortest first"),
}
ORDERS = {
    "newest": [F("first_published_at").desc(nulls_last=True), "-pk"],
    "title": ["search_title", "pk"],
    "shortest": ["duration_min", "duration_max", "search_title", "pk"],
}


@dataclass
class Chip:
    """Something that narrows the results, with the address without it."""

    label: str
    remove_url: str
    facet: str
    value: str


@dataclass
class SortOption:
    value: str
    label: str
    selected: bool
    url: str


@dataclass
class PageLink:
    """A page number; `is_gap` marks the dots between numbers, which lead nowhere."""

    number: int | None
    url: str
    is_current: bool = False

    @property
    def is_gap(self) -> bool:
        return self.number is None


class Cards:
    """The modules found, as a paginator cuts them: sort the keys, then fetch only what is shown."""

    def __init__(self, catalogue: "Catalogue"):
        self.catalogue = catalogue

    def __getitem__(self, part: slice):
        if self.catalogue.is_empty:
            return []
        shown = ModulePage.objects.filter(pk__in=self.catalogue.found.values("pk")[part])
        return self.catalogue.ordered(shown).for_cards()


class Catalogue:
    """What one address of the catalogue shows, in a fixed number of queries.

    `modules` are those the reader may see, `params` is a QueryDict, `base_url` the catalogue's own
    address. Values that do not exist are ignored; a hostile one raises `BadRequest`.
    """

    def __init__(self, modules, params, *, base_url: str, per_page: int = PER_PAGE):
        self._asked = State.from_params(params)
        self._modules, self._base_url, self._per_page = modules, base_url, per_page

    @cached_property
    def vocabulary(self) -> Vocabulary:
        return Vocabulary.load(self._asked.tag)

    @cached_property
    def state(self) -> State:
        return self.vocabulary.known(self._asked)

    @cached_property
    def counter(self) -> Counter:
        words = self.state.q
        modules = with_words(self._modules, words) if words else self._modules
        tags = self.vocabulary.chosen(self.state, "tag")
        return Counter(modules, filters_for(self.state, self.vocabulary), tags)

    @cached_property
    def _column_counts(self) -> dict[str, int]:
        return self.counter.columns()

    @property
    def total(self) -> int:
        return self._column_counts["total"]

    @property
    def is_empty(self) -> bool:
        return not self.total

    @cached_property
    def found(self):
        """Every module that matches, in the order asked for."""
        return self.ordered(self.counter.without())

    @cached_property
    def results(self) -> ResultPage:
        """One page of modules; a page number that is too high gives the last page."""
        paginator = Paginator(Cards(self), self._per_page)
        paginator.count = self.total
        return paginator.get_page(self.state.page)

    def ordered(self, modules):
        order = self.state.order
        if order == "relevance":
            return by_relevance(modules, self.state.q)
        return modules.order_by(*ORDERS[order])

    @cached_property
    def facets(self) -> list[Facet]:
        return [Facet(name, LABELS[name], self._options(name)) for name in FACET_NAMES]

    def _options(self, facet: str) -> list[Option]:
        chosen = getattr(self.state, facet)
        return [
            Option(
                value=choice.slug,
                label=choice.name,
                count=count,
                selected=choice.slug in chosen,
                url=self.url_of(self.state.toggling(facet, choice.slug)),
            )
            for choice, count in self._choice_counts(facet)
        ]

    def _choice_counts(self, facet: str):
        if facet == "tag":
            return sorted(self.counter.tags.items(), key=lambda item: (-item[1], item[0].name))
        if facet in ("goal", "phase"):
            terms = self.counter.terms[facet]
            return [(choice, terms.get(choice.pk, 0)) for choice in self.vocabulary[facet]]
        counts = self._column_counts
        return [(choice, counts[f"{facet}_{choice.slug}"]) for choice in self.vocabulary[facet]]

    @cached_property
    def active(self) -> list[Chip]:
        """Everything that narrows the results: the search words, then each choice."""
        state = self.state
        words = [Chip(f"“{state.q}”", self.url_of(state.choosing(q="")), "q", state.q)]
        choices = [
            Chip(choice.name, self.url_of(state.toggling(name, choice.slug)), name, choice.slug)
            for name in FACET_NAMES
            for choice in self.vocabulary.chosen(state, name)
        ]
        return (words if state.q else []) + choices

    @cached_property
    def suggestions(self) -> list[Suggestion]:
        """Ways on when nothing was found."""
        lost = self.is_empty and self.state.is_narrowed
        return suggestions_for(self, self._modules) if lost else []

    @cached_property
    def sort_options(self) -> list[SortOption]:
        state = self.state
        offered = [value for value in SORT_LABELS if value != "relevance" or state.q]
        return [
            SortOption(
                value=value,
                label=SORT_LABELS[value],
                selected=value == state.order,
                url=self.url_of(state.sorted_by(value).at(1)),
            )
            for value in offered
        ]

    @cached_property
    def page_links(self) -> list[PageLink]:
        """Empty when everything is on one page."""
        current, paginator = self.results.number, self.results.paginator
        if paginator.num_pages == 1:
            return []
        numbers = paginator.get_elided_page_range(current, on_each_side=1, on_ends=1)
        return [
            PageLink(number, self._page_url(number), number == current)
            if isinstance(number, int)
            else PageLink(None, "")
            for number in numbers
        ]

    @property
    def previous_url(self) -> str:
        results = self.results
        return self._page_url(results.previous_page_number()) if results.has_previous() else ""

    @property
    def next_url(self) -> str:
        results = self.results
        return self._page_url(results.next_page_number()) if results.has_next() else ""

    def _page_url(self, number: int) -> str:
        return self.url_of(self.state.at(number))

    @property
    def url(self) -> str:
        """The one address of what is shown, whichever way somebody came here."""
        return self._page_url(self.results.number)

    @property
    def clear_url(self) -> str:
        return self._base_url

    def url_of(self, state: State) -> str:
        query = state.query_string()
        return f"{self._base_url}?{query}" if query else self._base_url
