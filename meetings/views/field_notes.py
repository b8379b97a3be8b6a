"""Field notes: a facilitator writes down how the modules of a meeting really went."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cop_pages.responses import SeeOther

from ..forms.field_notes import FieldNoteForms
from ..models import Meeting
from ..services.field_notes import store_field_notes
from .access import editor_view


@require_http_methods(["GET", "HEAD", "POST"])
@editor_view
def field_notes(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    """Before a meeting begins there is nothing to write down."""
    is_open = meeting.has_begun and not meeting.is_cancelled
    if request.method != "POST" or not is_open:
        forms = FieldNoteForms(meeting) if is_open else None
        return answer(request, meeting, forms, status=200 if request.method != "POST" else 409)
    forms = FieldNoteForms(meeting, request.POST)
    if not forms.is_valid():
        return answer(request, meeting, forms, status=422)
    store_field_notes(notes=forms.filled)
    messages.success(request, _("Thank you. The next facilitator plans better with this."))
    return SeeOther(meeting.get_absolute_url())


def answer(request, meeting: Meeting, forms: FieldNoteForms | None, *, status: int) -> HttpResponse:
    context = {
        "meeting": meeting,
        "circle": meeting.circle,
        "forms": forms,
        "has_errors": status == 422,
    }
    return render(request, "meetings/field_notes.html", context, status=status)


urlpatterns = [path("<int:meeting_id>/field-notes/", field_notes, name="field_notes")]
