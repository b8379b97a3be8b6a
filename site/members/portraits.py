"""Pictures of members: private files, made small and without what a camera adds to them."""

import uuid
from io import BytesIO

from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps, UnidentifiedImageError

SIDE = 400  # Pixels; shown at 160 at the most.
MAX_UPLOAD = 10 * 1024 * 1024  # Bytes.
TOO_LARGE = _("This picture is larger than 10 MB. Choose a smaller one.")
NO_PICTURE = _("We cannot read this picture. Choose a JPEG, PNG or WebP file.")


def portrait_path(instance, filename: str) -> str:
    """A name that tells nothing of the member nor of the file they had."""
    return f"portraits/{uuid.uuid4().hex}.webp"


def make_portrait(upload) -> ContentFile:
    """A square WebP of the upload, without place, time or camera. Raises ValueError with the reason."""
    if upload.size > MAX_UPLOAD:
        raise ValueError(TOO_LARGE)
    try:
        with Image.open(upload, formats=["JPEG", "PNG", "WEBP"]) as picture:
            upright = ImageOps.exif_transpose(picture).convert("RGB")
    except (UnidentifiedImageError, Image.DecompressionBombError, OSError, SyntaxError) as error:
        raise ValueError(NO_PICTURE) from error
    out = BytesIO()
    ImageOps.fit(upright, (SIDE, SIDE)).save(out, "WEBP", quality=82)
    return ContentFile(out.getvalue(), "portrait.webp")
