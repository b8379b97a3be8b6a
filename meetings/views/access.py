"""Finding a meeting for this user, or answering as if it did not exist."""

from functools import wraps

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache

from ..models import ActionItem, Meeting, MeetingSeries


def meeting_view(view):
    """Pass the meeting, with its circle and lead, to the view when this user may see it; else 404."""

    @wraps(view)
    @never_cache
    @login_required
    def wrapper(request, meeting_id, *args, **kwargs):
        meetings = Meeting.objects.visible_to(request.user).select_related("circle", "lead")
        return view(request, get_object_or_404(meetings, pk=meeting_id), *args, **kwargs)

    return wrapper


def editor_view(view):
    """As meeting_view, for who facilitates the circle of this meeting now."""

    @meeting_view
    @wraps(view)
    def wrapper(request, meeting, *args, **kwargs):
        if not meeting.can_be_edited_by(request.user):
            raise Http404
        return view(request, meeting, *args, **kwargs)

    return wrapper


def series_view(view):
    """Pass the series to the view for who facilitates its circle; else 404."""

    @wraps(view)
    @never_cache
    @login_required
    def wrapper(request, series_id, *args, **kwargs):
        mine = MeetingSeries.objects.editable_by(request.user).select_related("circle")
        return view(request, get_object_or_404(mine, pk=series_id), *args, **kwargs)

    return wrapper


def action_view(view):
    """Pass the action, with its circle, to the view when this user may see it; else 404."""

    @wraps(view)
    @never_cache
    @login_required
    def wrapper(request, action_id, *args, **kwargs):
        actions = ActionItem.objects.visible_to(request.user).select_related("circle")
        return view(request, get_object_or_404(actions, pk=action_id), *args, **kwargs)

    return wrapper
