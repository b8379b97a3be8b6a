"""Wagtail's API v3, taught our schemas. Apps of the library take `api` from here to add their router.

Importing this module is what teaches it: v3 builds its schemas the moment its registry is first
imported, so ours must be known before that, whatever the order of INSTALLED_APPS.
"""

import sys

from django.core import checks
from django.utils.translation import override
from modelcluster.fields import ParentalManyToManyField
from wagtail.fields import StreamField

was_built_without_us = "wagtail.api.v3.registry" in sys.modules

from wagtail.api.v3.schemas import create_generator, patch_generator, read_generator  # noqa: E402

from .api_input import accepted_terms  # noqa: E402
from .api_schema import accepted_stream_field, shown_stream_field  # noqa: E402

read_generator.register_field_schema(StreamField, shown_stream_field)
for generator in (create_generator, patch_generator):
    generator.register_field_schema(StreamField, accepted_stream_field)
    generator.register_field_schema(ParentalManyToManyField, accepted_terms)

with override("en"):  # The documentation is in English, whatever language the site speaks.
    from .api_pages import guard_page_schemas, without_hidden_pages

    guard_page_schemas()

    from wagtail.api.v3.api import api
    from wagtail.api.v3.routers.pages import router as pages_router

pages_router.add_decorator(without_hidden_pages)

__all__ = ["api"]


@checks.register
def check_schemas_are_in_time(app_configs, **kwargs) -> list[checks.CheckMessage]:
    """Warn a host whose app order makes v3 build its schemas before it knows ours."""
    if not was_built_without_us:
        return []
    return [
        checks.Warning(
            "Wagtail's API v3 was built before modules_library could add its schemas.",
            hint="Put modules_library above wagtail.images and wagtail.documents in INSTALLED_APPS.",
            id="modules_library.W001",
        )
    ]
