"""The agenda planner."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.views.decorators.http import require_safe

from ..models import Meeting
from .access import editor_view


@require_safe
@editor_view
def planner(request: HttpRequest, meeting: Meeting) -> HttpResponse:
    return render(request, "meetings/meeting.html", {"meeting": meeting, "circle": meeting.circle})


urlpatterns = [path("<int:meeting_id>/agenda/", planner, name="planner")]
