"""Finding a circle for this user, or answering as if it did not exist."""

from functools import wraps

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache

from modules_library.holding import hold

from ..models import Circle


def circle_view(view):
    """Pass the circle to the view when this user may see it; 404 otherwise."""

    @wraps(view)
    @never_cache
    @login_required
    def wrapper(request, circle_id, *args, **kwargs):
        circle = get_object_or_404(Circle.objects.visible_to(request.user), pk=circle_id)
        return view(request, circle.specific, *args, **kwargs)

    return wrapper


def get_to_write(request, pages, pk: int):
    """The page, or 404. A POST holds it until the end of its transaction.

    So of two who save at one moment, the second compares with what the first has saved.
    """
    if request.method == "POST":
        hold(pk)
    return get_object_or_404(pages, pk=pk)


def facilitator_view(view):
    """As circle_view, for who facilitates this circle now."""

    @circle_view
    @wraps(view)
    def wrapper(request, circle, *args, **kwargs):
        if not circle.is_facilitated_by(request.user):
            raise Http404
        return view(request, circle, *args, **kwargs)

    return wrapper
