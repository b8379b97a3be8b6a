"""What the arena shows on pages of the apps below it; see `modules_library.slots`."""

from django.db.models import Count, F
from django.template.loader import render_to_string

from cop_pages.models import Circle
from modules_library import slots

from .models import ArenaPage, Interest

STYLE = "arena/slots.css"


def register() -> None:
    slots.register("circle_links", circle_links, style=STYLE)


def circle_links(request, circles) -> dict[int, str]:
    """On a CoP with an arena around it: the interests, and what the arena sees of the CoP and of me."""
    keys = [circle.pk for circle in circles]
    followed = ArenaPage.objects.published().filter(cops__in=keys).order_by()
    followed = set(followed.values_list("cops", flat=True)) & set(keys)
    if not followed:
        return {}
    led = Circle.objects.facilitated_by(request.user).filter(pk__in=followed)
    led = set(led.values_list("pk", flat=True))
    waiting = _waiting(led)
    return {
        pk: render_to_string(
            "arena/slots/circle_links.html",
            {"cop_id": pk, "is_facilitator": pk in led, "waiting": waiting.get(pk, 0)},
        )
        for pk in followed
    }


def _waiting(cops) -> dict[int, int]:
    """How many interests wait for an answer of these CoPs, from arenas that follow them now."""
    arenas = ArenaPage.objects.published()
    rows = Interest.objects.filter(cop__in=cops, arena__in=arenas, arena__cops=F("cop"))
    rows = rows.waiting_for_answer().order_by()
    return dict(rows.values_list("cop").annotate(Count("pk")))
