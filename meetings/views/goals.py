"""The nine-goals weaver: what got time, what is thirsty, and what would help."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from cop_pages.responses import SeeOther
from cop_pages.views.access import circle_view, facilitator_view
from modules_library.models import ModulePage

from ..goal_matrix import GoalMatrix
from ..models import Meeting
from ..module_suggestions import Suggestions
from ..services.agenda import FullAgenda
from ..services.suggested import weave_suggestion

BIGGEST_KEY = 2**63 - 1


@require_safe
@circle_view
def goals(request: HttpRequest, circle) -> HttpResponse:
    """The matrix for everybody in the circle; suggestions for who plans."""
    matrix = GoalMatrix(circle, request.user)
    leads = circle.is_facilitated_by(request.user)
    fitting = Suggestions(matrix, circle, request.user) if leads and matrix.hungriest else ()
    suggestions = list(fitting)
    context = {
        "circle": circle,
        "matrix": matrix,
        "is_facilitator": leads,
        "suggestions": suggestions,
        "modules": [each.module for each in suggestions],
    }
    return render(request, "meetings/goals.html", context)


@require_POST
@facilitator_view
def weave(request: HttpRequest, circle) -> HttpResponse:
    """Put a suggested module at the end of the next agenda; a second click puts it there once."""
    module = module_in(request)
    meeting = Meeting.objects.upcoming().of_circle(circle).first()
    if meeting is None:
        raise Http404
    try:
        item = weave_suggestion(meeting=meeting, module=module)
    except FullAgenda as error:
        messages.error(request, str(error))
    else:
        tell_woven(request, item, meeting)
    return SeeOther(reverse("meetings:goals", args=[circle.pk]))


def tell_woven(request: HttpRequest, item, meeting: Meeting) -> None:
    """Not the second time."""
    if item:
        words = {"module": item.module.title, "meeting": meeting.title}
        messages.success(request, _("“%(module)s” is on the agenda of “%(meeting)s”.") % words)


def module_in(request: HttpRequest) -> ModulePage:
    """The module that was posted, when this user may see it; else 404."""
    key = request.POST.get("module", "")
    if not key.isascii() or not key.isdigit() or int(key[:20]) > BIGGEST_KEY:
        raise Http404
    return get_object_or_404(ModulePage.objects.visible_to(request.user), pk=int(key[:20]))


urlpatterns = [
    path("circle/<int:circle_id>/goals/", goals, name="goals"),
    path("circle/<int:circle_id>/goals/weave/", weave, name="weave_suggestion"),
]
