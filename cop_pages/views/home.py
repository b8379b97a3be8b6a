"""The member's own start page."""

from django.contrib.auth.decorators import login_required
from django.db.models import OuterRef, Prefetch, Subquery
from django.db.models.functions import Length, Substr
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from wagtail.models import Page

from ..models import Circle, CopUpdatePage, Membership

NEWEST = 5
CIRCLE_PATH = Substr(OuterRef("path"), 1, Length(OuterRef("path")) - Page.steplen)


@require_safe
@never_cache
@login_required
def my_circles(request: HttpRequest) -> HttpResponse:
    """My circles with what is new in them; other apps fill the slots, see `modules_library.slots`."""
    mine = Membership.objects.active().filter(user=request.user).select_related("organisation")
    circles = (
        Circle.objects.visible_to(request.user)
        .with_member(request.user)
        .prefetch_related(Prefetch("memberships", queryset=mine, to_attr="mine"))
        .order_by("title")
    )
    context = {"circles": circles.specific(), "updates": newest_updates(request.user)}
    return render(request, "cop_pages/my_circles.html", context)


@require_safe
@never_cache
@login_required
def landing(request: HttpRequest) -> HttpResponse:
    """For LOGIN_REDIRECT_URL: the tribune for who follows one arena only, for others their circles."""
    circle = Circle.objects.welcoming(request.user)
    return redirect(circle.get_url(request) if circle else "cop_pages:my_circles")


def newest_updates(user):
    """With the title of the circle each comes from."""
    title = Circle.objects.filter(path=CIRCLE_PATH).values("title")
    updates = CopUpdatePage.objects.visible_to(user).annotate(circle_title=Subquery(title))
    return updates.order_by("-date", "-pk")[:NEWEST]
