"""Wagtail's page endpoints, kept quiet about pages a visitor may not read.

As shipped, v3 shows the title of a draft or restricted parent and of an alias's original. It also
shows a page under an unpublished parent, past its expiry, or copied out of a restricted section.
"""

from functools import wraps

from django.http import Http404, HttpRequest
from wagtail.api.v3.registry import ContentTypeRegistration, registry
from wagtail.api.v3.schemas import read_generator
from wagtail.api.v3.schemas.pages import SimpleBasePageSchema
from wagtail.models import AbstractPage, get_page_models

from .api_visibility import open_pages


def open_among(pages, request: HttpRequest) -> list:
    """Those the caller may read; for an editor with a token, Wagtail has judged already."""
    if request.user.is_authenticated:
        return pages
    is_open = set(
        open_pages().filter(pk__in=[page.pk for page in pages]).values_list("pk", flat=True)
    )
    return [page for page in pages if page.pk in is_open]


def only_open(page, context: dict):
    """The page, or None."""
    return next(iter(open_among([page], context["request"])), None) if page else None


def show_parent(obj, context: dict):
    return only_open(obj.get_parent(), context)


def show_original(obj, context: dict):
    return only_open(obj.alias_of, context)


GUARDED = {
    "parent": (SimpleBasePageSchema | None, None, staticmethod(show_parent)),
    "alias_of": (SimpleBasePageSchema | None, None, staticmethod(show_original)),
}


def guard_page_schemas() -> None:
    """Register each page type with a guarded parent and original; v3 builds its answers from this."""
    for model in get_page_models():
        known = registry.get(model._meta.label)
        name = model._meta.object_name
        meta = read_generator.extend_schema(
            known.read_schema.model_fields["meta"].annotation, f"{name}MetaSchema", GUARDED
        )
        read_schema = read_generator.extend_schema(
            known.read_schema, f"{name}Schema", {"meta": (meta, ..., None)}
        )
        registry.register(
            ContentTypeRegistration(
                known.name, known.label, read_schema, known.create_schema, known.patch_schema
            )
        )


def without_hidden_pages(view):
    """Leave hidden pages out of a list; answer that a hidden page is not there."""

    @wraps(view)
    def run(request: HttpRequest, *args, **kwargs):
        result = view(request, *args, **kwargs)
        if isinstance(result, dict) and "items" in result:
            return result | {"items": open_among(list(result["items"]), request)}
        if isinstance(result, AbstractPage) and not open_among([result], request):
            raise Http404("No Page matches the given query.")
        return result

    return run
