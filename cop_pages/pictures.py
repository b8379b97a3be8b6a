"""Pictures that people bring: what a camera adds to them stays behind."""

from io import BytesIO

from django import forms
from django.core.files.base import ContentFile, File
from django.utils.translation import gettext_lazy as _
from PIL import Image, ImageOps

# What belongs to how it looks; place, time, camera and author do not.
LOOKS = {"background", "icc_profile", "transparency"}
QUALITY = 92
MAX_UPLOAD = 20 * 1024 * 1024  # bytes


def check_size(upload: File) -> None:
    """Raises ValidationError; a picture and any other file may be equally large."""
    if upload.size > MAX_UPLOAD:
        raise forms.ValidationError(_("This file is larger than 20 MB. Choose a smaller one."))


def cleaned(upload: File, longest: int | None = None) -> File:
    """The picture that somebody brought, as it is kept. Raises ValidationError for what is none."""
    # Raises the field's own words for what only has the name of a picture.
    forms.ImageField(validators=[]).clean(upload)
    try:
        return without_metadata(upload, longest)
    except (OSError, SyntaxError, ValueError) as error:  # Its head is well, the rest is not.
        raise forms.ValidationError(
            forms.ImageField.default_error_messages["invalid_image"]
        ) from error


def without_metadata(picture_file: File, longest: int | None = None) -> File:
    """The same picture, upright, without place, time or camera, and with sides of at most `longest`.

    A moving one has none of these and stays as it is.
    """
    picture_file.seek(0)
    with Image.open(picture_file) as picture:
        if getattr(picture, "n_frames", 1) > 1:
            picture_file.seek(0)
            return picture_file
        upright = ImageOps.exif_transpose(picture)
        if longest:
            upright.thumbnail((longest, longest))
        upright.info = {key: value for key, value in upright.info.items() if key in LOOKS}
        out = BytesIO()
        options = {"icc_profile": upright.info.get("icc_profile"), "quality": QUALITY}
        upright.save(out, picture.format, **options)
    return ContentFile(out.getvalue(), picture_file.name)
