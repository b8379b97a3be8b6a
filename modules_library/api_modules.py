"""Modules as the library's own endpoints show them: as a card in a list, or whole."""

from datetime import datetime
from typing import Literal

from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.urls import reverse
from ninja import Schema
from pydantic import Field
from wagtail.models import Site

from . import api_parts as parts
from .api_queries import Kind
from .api_schema import stream_schema_of
from .api_shapes import (
    AttachmentShape,
    PictureShape,
    RelatedModuleShape,
    TermShape,
    TimelineStepShape,
)
from .api_visibility import VISITOR
from .models import ModulePage
from .structured_data import LICENCE_URLS

STEPS = stream_schema_of(ModulePage._meta.get_field("steps"))
EXPLANATION = stream_schema_of(ModulePage._meta.get_field("explanation"))


class ModuleRow(Schema):
    """What lies in the row of the module itself."""

    id: int
    slug: str = Field(examples=["wijkwandeling"])
    title: str = Field(examples=["Wijkwandeling"])
    kind: Kind
    summary: str
    duration_min: int = Field(description="In minutes.", examples=[60])
    duration_max: int = Field(description="In minutes.", examples=[90])
    group_min: int = Field(description="In people.", examples=[4])
    group_max: int = Field(description="In people.", examples=[20])
    preparation: Literal[tuple(ModulePage.Preparation.values)]
    version: int = Field(description="Counts publications with changed content.")
    first_published_at: datetime | None
    last_published_at: datetime | None


class ModuleCard(ModuleRow):
    """What a list shows of a module."""

    locale: str = Field(examples=["nl"])
    goals: list[TermShape]
    phases: list[TermShape]
    tags: list[str] = Field(examples=[["buiten"]])
    picture: PictureShape | None
    url: str | None = Field(description="The page for readers.")
    detail_url: str = Field(description="The whole module in this API.")


class Translation(Schema):
    """The same module in another language."""

    id: int
    locale: str
    slug: str
    title: str
    detail_url: str


class ModuleDetail(ModuleCard):
    """A whole module, but for what only facilitators may read."""

    materials: list[str]
    steps: STEPS.shows
    timeline: list[TimelineStepShape]
    explanation: EXPLANATION.shows
    attachments: list[AttachmentShape]
    related_modules: list[RelatedModuleShape]
    origin_network: str
    author_line: str
    licence: Literal[tuple(ModulePage.Licence.values)]
    licence_url: str | None
    translations: list[Translation]


def in_site_of(request: HttpRequest, modules: QuerySet) -> QuerySet:
    """Where several networks share one Wagtail, each shows its own modules."""
    roots = Site.get_site_root_paths()
    if len({root.site_id for root in roots}) < 2:
        return modules
    site = Site.find_for_request(request)
    homes = [root.root_path for root in roots if site and root.site_id == site.pk]
    ours = Q(pk__in=[])
    for home in homes:
        ours |= Q(url_path__startswith=home)
    return modules.filter(ours)


def visible_modules(request: HttpRequest) -> QuerySet:
    """What a visitor may read, whoever asks."""
    return in_site_of(request, ModulePage.objects.visible_to(VISITOR))


def card_of(module: ModulePage, request: HttpRequest, language: str, **gathered) -> dict:
    """A card: the row of the module itself, with the parts gathered by the caller."""
    row = {name: getattr(module, name) for name in ModuleRow.model_fields}
    return (
        row
        | gathered
        | {
            "locale": language,
            "url": module.get_full_url(request),
            "detail_url": detail_url(module.pk, request),
        }
    )


def detail_url(key: int, request: HttpRequest) -> str:
    return request.build_absolute_uri(reverse("wagtailapi_v3:module", kwargs={"key": key}))


def details_of(module: ModulePage, request: HttpRequest) -> dict:
    """The whole module in its own language."""
    context = {"request": request}
    language = module.locale.language_code
    card = card_of(
        module,
        request,
        language,
        goals=parts.goals_of(module),
        phases=parts.phases_of(module),
        tags=parts.tags_of(module),
        picture=parts.picture_of(module),
    )
    return card | {
        "materials": module.material_list,
        "steps": STEPS.represent(module.steps, context),
        "timeline": parts.timeline_of(module),
        "explanation": EXPLANATION.represent(module.explanation, context),
        "attachments": parts.attachments_of(module),
        "related_modules": parts.related_of(module),
        "origin_network": module.origin_network,
        "author_line": module.author_line,
        "licence": module.licence,
        "licence_url": LICENCE_URLS.get(module.licence),
        "translations": translations_of(module, request),
    }


def translations_of(module: ModulePage, request: HttpRequest) -> list[dict]:
    others = ModulePage.objects.visible_to(VISITOR).filter(translation_key=module.translation_key)
    others = others.exclude(locale=module.locale_id).select_related("locale")
    return [
        {
            "id": other.pk,
            "locale": other.locale.language_code,
            "slug": other.slug,
            "title": other.title,
            "detail_url": detail_url(other.pk, request),
        }
        for other in others
    ]
