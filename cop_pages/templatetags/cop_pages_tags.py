"""What the circles' templates need to draw a journey and a map, and to write people's own words."""

from django import template
from django.conf import settings
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from .. import outline
from ..models import CopDirectoryPage
from ..pond import draw_ponds

register = template.Library()

NO_TILES = {"url": "", "attribution": ""}


@register.simple_tag
def journey_ponds(steps, cop) -> list:
    """The pond for a wide and for a narrow screen; a completed CoP has no next pad."""
    steps = list(steps)
    next_text = steps[-1].next_step if steps else ""
    goes_on = cop.status != cop.Status.COMPLETED
    return draw_ponds(steps, goes_on=goes_on, next_text=next_text or _("What comes next?"))


@register.simple_tag
def map_drawing(places) -> dict:
    """The frame of the drawn map with a dot per place: rows of (longitude, latitude, number)."""
    return {"frame": outline.frame(), "height": outline.HEIGHT, "dots": outline.dots(places)}


@register.simple_tag
def map_tiles() -> dict:
    """COP_PAGES_MAP_TILES: where map pictures come from; without it there is only our own drawing.

    For instance the Dutch land registry's map, whose host then belongs in the img-src of your policy:

        COP_PAGES_MAP_TILES = {
            "url": "https://service.pdok.nl/brt/achtergrondkaart/wmts/v2_0/standaard/EPSG:3857/{z}/{x}/{y}.png",
            "attribution": "Kaartgegevens © Kadaster",
        }
    """
    return NO_TILES | getattr(settings, "COP_PAGES_MAP_TILES", {})


@register.simple_tag(takes_context=True)
def profile_url(context, cop) -> str:
    """Where visitors read of this CoP: its profile in the directory of their language, if there is one."""
    directories = CopDirectoryPage.objects.live().public().select_related("locale")
    here = [each for each in directories if each.locale.language_code == get_language()]
    directory = next(iter([*here, *directories]), None)
    return f"{directory.get_url(context.get('request'))}{cop.slug}/" if directory else ""


@register.filter
def as_lines(text: str) -> list[str]:
    """What was written one below the other, without empty lines and typed dashes."""
    lines = (line.strip().lstrip("-–•*").strip() for line in text.splitlines())
    return [line for line in lines if line]


@register.filter
def person_name(user) -> str:
    """A member's name. Never the user name: that may be a mail address."""
    return (user.get_full_name() if user else "") or _("A member without a name")


@register.filter
def initial(user) -> str:
    """The letter on a person's piece of paper."""
    return person_name(user)[:1].upper()
