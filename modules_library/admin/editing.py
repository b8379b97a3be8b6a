"""Wagtail saves drafts by itself; what an editor decides meanwhile must stand."""

from django.db import transaction
from django.http import HttpRequest, HttpResponse
from wagtail.admin.views.pages.edit import EditView

from ..holding import hold


class OneAtATimeEditView(EditView):
    """Who saves a page waits until who is saving it is done.

    Without, a draft that began to save itself before the page was published writes the page back as
    it found it: not published. The editor was told that it was.
    """

    def dispatch(self, request: HttpRequest, page_id: int, **kwargs) -> HttpResponse:
        if request.method != "POST":
            return super().dispatch(request, page_id, **kwargs)
        with transaction.atomic():
            hold(page_id)
            return super().dispatch(request, page_id, **kwargs)
