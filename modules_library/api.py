"""The catalogue over the API: modules with the facets, search and counts of the page, goals, phases.

Everybody gets what a visitor gets, with or without a token.
"""

import re
from typing import Annotated

from django.core.exceptions import BadRequest
from django.db.models import Q
from django.http import Http404, HttpRequest
from django.utils.translation import override
from ninja import Path, Query, Router, Schema
from ninja.errors import HttpError
from pydantic import BeforeValidator, Field

from .api_cards import cards_of
from .api_endpoints import answers, cacheable, readable
from .api_modules import ModuleCard, ModuleDetail, details_of, visible_modules
from .api_queries import (
    CatalogueQuery,
    LocaleQuery,
    ModuleQuery,
    language_of,
    refuse,
    refuse_too_many,
    refuse_unknown,
)
from .catalogue import Catalogue
from .models import Goal, JourneyPhase

ID = re.compile(r"[0-9]{1,18}")  # More digits than this are no key in any database.
Key = Annotated[
    str, Path(max_length=255, description="Its id or its slug.", examples=["wijkwandeling"])
]

modules, goals, phases = (Router(tags=["modules"]) for _ in range(3))
routers = {"/modules/": modules, "/goals/": goals, "/phases/": phases}
for router in routers.values():
    router.add_decorator(cacheable, mode="view")


# The page's labels are translated when they are shown; JSON wants them as text.
Label = Annotated[str, BeforeValidator(str)]


class FacetOption(Schema):
    value: str = Field(description="What to ask for in the query.", examples=["instrument"])
    label: Label = Field(examples=["doe-instrument"])
    count: int = Field(
        description="Modules that remain with this choice and those in other facets."
    )
    selected: bool


class FacetSchema(Schema):
    name: str = Field(description="The query parameter.", examples=["kind"])
    label: Label = Field(examples=["Soort"])
    options: list[FacetOption]


class CatalogueAnswer(Schema):
    """Some of the modules found, and how many each further choice would leave."""

    count: int = Field(description="All modules found, not only those in `items`.")
    items: list[ModuleCard]
    facets: list[FacetSchema]


class TermDetail(Schema):
    slug: str
    name: str
    description: str


class TermList(Schema):
    count: int
    items: list[TermDetail]


@readable(
    modules,
    "/",
    response=CatalogueAnswer,
    url_name="modules",
    operation_id="modules_list",
    summary="Find modules",
    openapi_extra=answers(400, 422),
)
def list_modules(request: HttpRequest, query: Query[CatalogueQuery]):
    """The catalogue: published modules in one language, with facets, counts, search and sort."""
    refuse_unknown(request, CatalogueQuery)
    refuse_too_many(query.limit)
    language = language_of(query)
    found = visible_modules(request).filter(locale__language_code=language)
    with override(language):
        catalogue = asked_of(found, request, query)
        part = slice(query.offset, query.offset + query.limit)
        return {
            "count": catalogue.total,
            "items": cards_of(catalogue, request, language, part) if catalogue.total else [],
            "facets": catalogue.facets,
        }


def asked_of(found, request: HttpRequest, query: CatalogueQuery) -> Catalogue:
    """The catalogue of the page; it ignores what it does not know, this endpoint refuses that."""
    try:
        catalogue = Catalogue(found, request.GET, base_url="")
    except BadRequest as error:
        raise HttpError(400, str(error)) from error
    for facet in ("goal", "phase", "tag"):
        known = [choice.slug for choice in catalogue.vocabulary[facet]]
        if unknown := set(getattr(query, facet)).difference(known):
            refuse(facet, f"Unknown: {', '.join(sorted(unknown))}.")
    if query.sort == "relevance" and not query.q:
        refuse("sort", "Sorting by relevance needs words in `q`.")
    return catalogue


@readable(
    modules,
    "/{key}/",
    response=ModuleDetail,
    url_name="module",
    operation_id="modules_detail",
    summary="One module",
    openapi_extra=answers(400, 404, 422),
)
def get_module(request: HttpRequest, key: Key, query: Query[ModuleQuery]):
    """A published module with its steps and explanation, by its id or its slug."""
    refuse_unknown(request, ModuleQuery)
    language = language_of(query)
    meant = Q(pk=key) if ID.fullmatch(key) else Q(slug=key, locale__language_code=language)
    found = visible_modules(request).filter(meant)
    module = found.select_related("locale", "picture").order_by("path").first()
    if module is None:
        raise Http404("No module matches the given key.")
    return details_of(module, request)


@readable(
    goals,
    "/",
    response=TermList,
    url_name="goals",
    operation_id="goals_list",
    summary="Goals of a meeting",
    openapi_extra=answers(422),
)
def list_goals(request: HttpRequest, query: Query[LocaleQuery]):
    """What a module can be for, in the order of the network."""
    return terms_in_language(Goal, request, query)


@readable(
    phases,
    "/",
    response=TermList,
    url_name="phases",
    operation_id="phases_list",
    summary="Phases of a journey",
    openapi_extra=answers(422),
)
def list_phases(request: HttpRequest, query: Query[LocaleQuery]):
    """Where on the journey of a CoP a module fits, in order."""
    return terms_in_language(JourneyPhase, request, query)


def terms_in_language(model, request: HttpRequest, query: LocaleQuery) -> dict:
    refuse_unknown(request, LocaleQuery)
    with override(language_of(query)):
        items = [
            {"slug": term.slug, "name": term.name, "description": term.description}
            for term in model.objects.all()
        ]
    return {"count": len(items), "items": items}
