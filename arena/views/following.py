"""How often one hears of an arena: preferences, one click out of the mails, and a private feed."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cop_pages.responses import SeeOther

from ..feeds import private_feed
from ..forms import FrequencyForm
from ..models import ArenaPage, FeedToken, FollowPreference
from ..services import following as services
from ..unsubscribing import is_ours, stop
from .access import arena_view


@require_safe
@never_cache
@login_required
def following(request: HttpRequest) -> HttpResponse:
    """One form per arena that one follows, and the address of the private feed."""
    arenas = ArenaPage.objects.visible_to(request.user).with_member(request.user).order_by("title")
    known = dict(
        FollowPreference.objects.filter(user=request.user).values_list("arena_id", "frequency")
    )
    context = {
        "rows": [(arena, frequency_form(arena, known.get(arena.pk))) for arena in arenas],
        "has_feed": FeedToken.objects.valid().filter(user=request.user).exists(),
    }
    return render(request, "arena/following.html", context)


def frequency_form(arena: ArenaPage, frequency: str | None) -> FrequencyForm:
    default = FollowPreference._meta.get_field("frequency").default
    return FrequencyForm(prefix=f"arena-{arena.pk}", initial={"frequency": frequency or default})


@require_POST
@arena_view
def follow(request: HttpRequest, arena: ArenaPage) -> HttpResponse:
    get_object_or_404(arena.active_memberships(), user=request.user)
    form = FrequencyForm(request.POST, prefix=f"arena-{arena.pk}")
    if form.is_valid():
        services.follow(user=request.user, arena=arena, **form.cleaned_data)
        messages.success(request, _("Saved."))
    else:
        messages.error(request, _("Choose one of the four."))
    return SeeOther(reverse("arena:following"))


@require_POST
@never_cache
@login_required
def make_feed(request: HttpRequest) -> HttpResponse:
    """A new secret address, shown this once: only a digest of it is kept."""
    token = services.make_feed(user=request.user)
    address = request.build_absolute_uri(reverse("arena:feed", args=[token]))
    return render(request, "arena/feed_made.html", {"address": address})


@require_POST
@never_cache
@login_required
def stop_feed(request: HttpRequest) -> HttpResponse:
    services.stop_feed(user=request.user)
    messages.success(request, _("The address of your feed no longer works."))
    return SeeOther(reverse("arena:following"))


@require_safe
@never_cache
def feed(request: HttpRequest, token: str) -> HttpResponse:
    """The updates of all arenas that the owner of this address follows now."""
    row = get_object_or_404(FeedToken.objects.for_token(token).select_related("user"))
    return private_feed(request, row.user)


@require_http_methods(["GET", "HEAD", "POST"])
@csrf_exempt
@never_cache
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """GET asks, POST stops: from the button on this page, or by a mail program (RFC 8058).

    A mail program has no log-in and no cookie, and must not be redirected.
    """
    if not is_ours(token):
        raise Http404
    if request.method == "POST":
        stop(token)
        return render(request, "arena/unsubscribed.html")
    return render(request, "arena/unsubscribe.html")
