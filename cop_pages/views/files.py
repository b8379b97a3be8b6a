"""Private files, served through the membership check."""

from django.http import FileResponse, HttpRequest
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from ..models import CircleFile


@require_safe
@never_cache
def serve(request: HttpRequest, key) -> FileResponse:
    """A circle's file, for whom may see the circle; 404 for everybody else."""
    return answer_with(get_object_or_404(CircleFile.objects.visible_to(request.user), key=key))


def answer_with(circle_file: CircleFile) -> FileResponse:
    """The file, for a view that knows that this reader may have it.

    Pictures show in the page, other files download. Nothing in the file may run as part of our site.
    """
    response = FileResponse(
        circle_file.file.open("rb"),
        as_attachment=not circle_file.is_picture,
        filename=f"{circle_file.title}.{circle_file.extension}",
    )
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    return response
