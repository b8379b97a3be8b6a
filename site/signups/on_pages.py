"""What sign-ups show on pages of the library; see `modules_library.slots`."""

from django.template.loader import render_to_string

from modules_library import slots

from .models import SignUp


def register() -> None:
    slots.register("circle_links", notes_links)


def notes_links(request, circles) -> dict[int, str]:
    """On a CoP for who leads it: what the intake shares with them."""
    shared = SignUp.objects.led_by(request.user).filter(entries__is_shared=True).distinct()
    cases = shared.filter(placed_in__in=[circle.pk for circle in circles]).order_by("pk")
    found: dict[int, list[int]] = {}
    for circle, pk in cases.values_list("placed_in", "pk"):
        found.setdefault(circle, []).append(pk)
    return {
        circle: render_to_string("signups/facilitators/circle_links.html", {"cases": keys})
        for circle, keys in found.items()
    }
