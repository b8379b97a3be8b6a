"""Files and pictures of a circle: never below the public media folder."""

import uuid
from functools import reduce
from operator import or_
from pathlib import PurePath

from django.conf import settings
from django.core.validators import FileExtensionValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ..storage import private_storage
from .circles import Circle

PICTURES = ["avif", "gif", "jpeg", "jpg", "png", "webp"]
DOCUMENTS = ["csv", "docx", "odp", "ods", "odt", "pdf", "pptx", "txt", "xlsx"]
FOLDER = "circles"  # In the private storage.


def private_path(instance: "CircleFile", filename: str) -> str:
    """A name that tells nothing: the circle's number and a random part."""
    return f"{FOLDER}/{instance.circle_id}/{uuid.uuid4().hex}{PurePath(filename).suffix.lower()}"


class CircleFileQuerySet(models.QuerySet):
    def visible_to(self, user):
        return self.filter(circle__in=Circle.objects.visible_to(user))

    def pictures(self):
        names = (models.Q(file__iendswith=f".{extension}") for extension in PICTURES)
        return self.filter(reduce(or_, names))


class CircleFile(models.Model):
    """A document or picture that only the circle may open."""

    key = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    circle = models.ForeignKey(
        "cop_pages.Circle", verbose_name=_("circle"), on_delete=models.CASCADE, related_name="files"
    )
    title = models.CharField(_("title"), max_length=120)
    file = models.FileField(
        _("file"),
        storage=private_storage,
        upload_to=private_path,
        validators=[FileExtensionValidator(PICTURES + DOCUMENTS)],
    )
    alt_text = models.CharField(
        _("what the picture shows"), max_length=160, blank=True, help_text=_("Only for pictures.")
    )
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)

    objects = CircleFileQuerySet.as_manager()

    class Meta:
        verbose_name = _("file of a circle")
        verbose_name_plural = _("files of circles")
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("cop_pages:file", args=[self.key])

    @property
    def extension(self) -> str:
        return PurePath(self.file.name).suffix.lstrip(".").lower()

    @property
    def is_picture(self) -> bool:
        return self.extension in PICTURES
