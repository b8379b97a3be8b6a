"""Pictures that people bring: what a camera adds to them stays behind."""

from io import BytesIO

from django.core.files.base import ContentFile, File
from PIL import Image, ImageOps

# What belongs to how it looks; place, time, camera and author do not.
LOOKS = {"background", "icc_profile", "transparency"}
QUALITY = 92


def without_metadata(picture_file: File) -> File:
    """The same picture, upright, without place, time or camera. A moving one has none and stays as it is."""
    picture_file.seek(0)
    with Image.open(picture_file) as picture:
        if getattr(picture, "n_frames", 1) > 1:
            picture_file.seek(0)
            return picture_file
        upright = ImageOps.exif_transpose(picture)
        upright.info = {key: value for key, value in upright.info.items() if key in LOOKS}
        out = BytesIO()
        options = {"icc_profile": upright.info.get("icc_profile"), "quality": QUALITY}
        upright.save(out, picture.format, **options)
    return ContentFile(out.getvalue(), picture_file.name)
