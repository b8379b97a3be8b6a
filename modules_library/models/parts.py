"""The rows that hang under a module: its tags, documents to print and related modules."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail.documents import get_document_model_string
from wagtail.models import Orderable

from ..api_fields import attachment_api_fields, related_module_api_fields


class ModuleTag(TaggedItemBase):
    content_object = ParentalKey(
        "modules_library.ModulePage", on_delete=models.CASCADE, related_name="tagged_items"
    )

    class Meta:
        indexes = [models.Index(fields=["content_object", "tag"], name="module_tagged_with")]


class ModuleAttachment(Orderable):
    """A document to print for this module."""

    page = ParentalKey(
        "modules_library.ModulePage", on_delete=models.CASCADE, related_name="attachments"
    )
    document = models.ForeignKey(
        get_document_model_string(),
        verbose_name=_("document"),
        on_delete=models.CASCADE,
        related_name="+",
    )
    title = models.CharField(_("title"), max_length=120, blank=True)

    api_fields: ClassVar = attachment_api_fields

    class Meta(Orderable.Meta):
        verbose_name = _("attachment")
        verbose_name_plural = _("attachments")

    def __str__(self) -> str:
        return self.title or self.document.title


class RelatedModule(Orderable):
    """A module an editor names beside another one."""

    page = ParentalKey(
        "modules_library.ModulePage", on_delete=models.CASCADE, related_name="related_modules"
    )
    module = models.ForeignKey(
        "modules_library.ModulePage",
        verbose_name=_("module"),
        on_delete=models.CASCADE,
        related_name="+",
    )

    api_fields: ClassVar = related_module_api_fields

    class Meta(Orderable.Meta):
        verbose_name = _("related module")
        verbose_name_plural = _("related modules")
        constraints = [
            models.UniqueConstraint(fields=["page", "module"], name="module_related_once"),
        ]

    def __str__(self) -> str:
        return self.module.title
