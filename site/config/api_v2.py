"""Wagtail's API v2: pages, images and documents for existing clients, as a visitor sees them.

Upstream accepts a session cookie, so that the same address gives a member more; here nobody is known.
"""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import DataError
from rest_framework.permissions import AllowAny
from rest_framework.renderers import JSONRenderer
from wagtail.api.v2.router import WagtailAPIRouter
from wagtail.api.v2.serializers import PageAliasOfField, PageSerializer
from wagtail.api.v2.utils import BadRequestError
from wagtail.api.v2.views import PagesAPIViewSet
from wagtail.documents.api.v2.views import DocumentsAPIViewSet
from wagtail.images.api.v2.views import ImagesAPIViewSet

from modules_library.api_visibility import open_pages, shut_collections


class VisitorAPIMixin:
    """No cookie or token is looked at, and the answer is always JSON."""

    authentication_classes: ClassVar = []
    permission_classes: ClassVar = [AllowAny]
    renderer_classes: ClassVar = [JSONRenderer]

    def handle_exception(self, exc):
        """As shipped, some values that no field can hold are a failure of the server."""
        if isinstance(exc, (ValidationError, DataError, OverflowError)):
            exc = BadRequestError("a value in the address does not fit its field")
        return super().handle_exception(exc)


class OpenAliasOfField(PageAliasOfField):
    """The original of an alias, when it may be read."""

    def get_attribute(self, instance):
        original = super().get_attribute(instance)
        is_open = original and self.context["base_queryset"].filter(pk=original.pk).exists()
        return original if is_open else None


class OpenPageSerializer(PageSerializer):
    alias_of = OpenAliasOfField(read_only=True)


class OpenPagesViewSet(VisitorAPIMixin, PagesAPIViewSet):
    base_serializer_class = OpenPageSerializer

    def get_base_queryset(self):
        return super().get_base_queryset().filter(pk__in=open_pages().values("pk"))


class OpenFilesMixin(VisitorAPIMixin):
    def get_queryset(self):
        return super().get_queryset().exclude(collection__in=shut_collections())


class OpenImagesViewSet(OpenFilesMixin, ImagesAPIViewSet):
    pass


class OpenDocumentsViewSet(OpenFilesMixin, DocumentsAPIViewSet):
    pass


api = WagtailAPIRouter("wagtailapi_v2")
api.register_endpoint("pages", OpenPagesViewSet)
api.register_endpoint("images", OpenImagesViewSet)
api.register_endpoint("documents", OpenDocumentsViewSet)
