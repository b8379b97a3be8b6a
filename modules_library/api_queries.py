"""What may be asked of the library's endpoints."""

from typing import Annotated, Literal

from django.conf import settings
from django.http import HttpRequest
from ninja import Schema
from ninja.errors import HttpError, ValidationError
from pydantic import Field
from wagtail.api.rich_text import RichTextOutputFormat
from wagtail.coreutils import get_content_languages, get_supported_content_language_variant

from .catalogue_state import LONGEST_SEARCH, MOST_VALUES, SORTS
from .facets import RANGES
from .models import ModulePage

MOST_SKIPPED = 1_000_000

Kind = Literal[tuple(ModulePage.Kind.values)]
Duration = Literal[tuple(bucket.slug for bucket in RANGES["duration"])]
GroupSize = Literal[tuple(bucket.slug for bucket in RANGES["group"])]
Slug = Annotated[str, Field(pattern=r"^[-\w]{1,100}$")]


class LocaleQuery(Schema):
    locale: str | None = Field(
        None,
        max_length=35,
        description="Language of the answer. Default: the main language of the site.",
        examples=["nl"],
    )


class CatalogueQuery(LocaleQuery):
    """The same questions as the catalogue page; values of one facet widen, facets narrow."""

    q: str = Field(
        "",
        max_length=LONGEST_SEARCH,
        description="Words to search for; a part of a word will do.",
        examples=["keuken"],
    )
    kind: list[Kind] = Field(
        [],
        max_length=MOST_VALUES,
        description="A learning module, or an instrument to do something with.",
        examples=[["instrument"]],
    )
    goal: list[Slug] = Field(
        [], max_length=MOST_VALUES, description="Slugs from `/goals/`.", examples=[["team"]]
    )
    phase: list[Slug] = Field(
        [], max_length=MOST_VALUES, description="Slugs from `/phases/`.", examples=[["explore"]]
    )
    duration: list[Duration] = Field(
        [], max_length=MOST_VALUES, description="Minutes; a module fits when its range overlaps."
    )
    group: list[GroupSize] = Field(
        [], max_length=MOST_VALUES, description="People; a module fits when its range overlaps."
    )
    tag: list[Slug] = Field(
        [],
        max_length=MOST_VALUES,
        description="Slugs of tags, as in `facets`.",
        examples=[["buiten"]],
    )
    sort: Literal[SORTS] | None = Field(
        None, description="Default: `relevance` when searching, else `newest`."
    )
    limit: int = Field(
        20, ge=1, description="How many; at most what `WAGTAILAPI_LIMIT_MAX` allows."
    )
    offset: int = Field(0, ge=0, le=MOST_SKIPPED, description="How many to skip.")


class ModuleQuery(LocaleQuery):
    locale: str | None = Field(
        None,
        max_length=35,
        description="Which translation a slug means. Default: the main language of the site.",
        examples=["nl"],
    )
    rich_text_format: RichTextOutputFormat | None = Field(
        None, description="Form of rich text. Default: `WAGTAILAPI_RICH_TEXT_FORMAT`."
    )


def refuse(parameter: str, message: str):
    """Answer 422 about one query parameter."""
    raise ValidationError([{"type": "value_error", "loc": ["query", parameter], "msg": message}])


def refuse_unknown(request: HttpRequest, known: type[Schema]) -> None:
    """A misspelt parameter is an error; ignored, it would silently give the wrong modules."""
    for parameter in request.GET:
        if parameter not in known.model_fields:
            refuse(parameter, f"Unknown parameter. Choose from: {', '.join(known.model_fields)}.")


def language_of(query: LocaleQuery) -> str:
    """The content language asked for."""
    try:
        return get_supported_content_language_variant(query.locale or settings.LANGUAGE_CODE)
    except LookupError:
        refuse("locale", f"Unknown language. Choose from: {', '.join(get_content_languages())}.")


def refuse_too_many(limit: int) -> None:
    """As Wagtail's own lists do."""
    most = getattr(settings, "WAGTAILAPI_LIMIT_MAX", 20)
    if most is not None and limit > most:
        raise HttpError(400, f"limit cannot be higher than {most}")
