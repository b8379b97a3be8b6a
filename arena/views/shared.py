"""Pictures that a CoP shares: served through the arena, for as long as they are shared."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cop_pages.views.files import answer_with

from ..models import SharedItem
from ..shareable import BY_KEY, shown_items


@require_safe
@never_cache
def picture(request: HttpRequest, item_id: int) -> HttpResponse:
    """For followers; 404 on the first request after it was withdrawn, and for everybody else."""
    rows = SharedItem.objects.visible_to(request.user)
    row = get_object_or_404(rows, pk=item_id, content_type=BY_KEY["picture"].content_type)
    shown = shown_items(SharedItem.objects.filter(pk=row.pk))
    if not shown:
        raise Http404
    return answer_with(shown[0].thing)
