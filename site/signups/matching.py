"""Who could lead a CoP, in order and with reasons: local first, then connected, then the network.

Within that by experience with such a case and its modules, by when they have time, and by how much they
lead already. The same rows give the same list, in a constant number of queries.
"""

from collections import Counter
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cop_pages.models import Role
from meetings.models import Meeting

from .models import Daypart, FacilitatorProfile, FacilitatorSearch, Origin

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
NOON, EVENING = 12, 17
RECENT_MEETINGS = 12


class Nearness(IntEnum):
    """What the brochure promises, in its order."""

    WIJK = 0
    MUNICIPALITY = 1
    ORGANISATION = 2
    NETWORK = 3
    ELSEWHERE = 4  # Local, but to another place.


class Reason(NamedTuple):
    text: str
    speaks_for: bool


@dataclass(frozen=True)
class Wanted:
    """What a CoP asks of who leads it."""

    place: str
    municipality: str
    case_kind: str
    case_kind_label: str
    modules: frozenset[int]
    daypart: str


@dataclass(frozen=True)
class Match:
    """One facilitator, how near they are, and why they stand where they stand."""

    profile: FacilitatorProfile
    nearness: Nearness
    reasons: list[Reason]
    order: tuple


def rank(search: FacilitatorSearch) -> list[Match]:
    """Everybody who can be asked, best first; not those who lead this CoP now."""
    wanted = wanted_by(search)
    profiles = FacilitatorProfile.objects.active().for_matching()
    if search.cop:
        leading = search.cop.active_memberships().filter(role=Role.FACILITATOR)
        profiles = profiles.exclude(user__in=list(leading.values_list("user", flat=True)))
    return sorted((match(each, wanted) for each in profiles), key=lambda found: found.order)


def wanted_by(search: FacilitatorSearch) -> Wanted:
    modules = search.cop.modules_used.values_list("pk", flat=True) if search.cop else ()
    return Wanted(
        place=folded(search.place),
        municipality=folded(search.municipality),
        case_kind=search.case_kind,
        case_kind_label=search.get_case_kind_label(),
        modules=frozenset(modules),
        daypart=usual_daypart(search.cop) if search.cop else "",
    )


def folded(text: str) -> str:
    return " ".join(text.split()).casefold()


def usual_daypart(cop) -> str:
    """When this CoP mostly meets; empty when it never did, or on a Sunday."""
    meetings = Meeting.objects.of_circle(cop).not_cancelled().order_by("-starts_at", "-pk")
    moments = meetings.values_list("starts_at", flat=True)[:RECENT_MEETINGS]
    counts = Counter(daypart_of(localtime(each)) for each in moments)
    usual = max(sorted(counts), key=counts.get, default="")
    return usual if usual in Daypart.values else ""


def daypart_of(moment) -> str:
    parts = {"morning": NOON, "afternoon": EVENING}
    part = next((name for name, end in parts.items() if moment.hour < end), "evening")
    return f"{DAYS[moment.weekday()]}_{part}"


def match(profile: FacilitatorProfile, wanted: Wanted) -> Match:
    works_here = wanted.municipality in map(folded, profile.municipalities)
    nearness = nearness_of(profile, wanted, works_here=works_here)
    known = sorted(each.title for each in profile.modules.all() if each.pk in wanted.modules)
    knows_kind = bool(wanted.case_kind) and wanted.case_kind in profile.case_kinds
    order = (
        nearness,
        not may_be_neighbour(profile, wanted),
        not works_here,
        not knows_kind,
        -len(known),
        -availability(profile, wanted),
        profile.load,
        -len(profile.dayparts),
        profile.pk,
    )
    reasons = [
        where(profile, nearness),
        region(profile, works_here=works_here),
        case_reason(wanted, knows_kind=knows_kind),
        module_reason(known, wanted),
        time_reason(profile, wanted),
        load_reason(profile.load),
    ]
    return Match(profile, nearness, list(filter(None, reasons)), order)


def nearness_of(profile: FacilitatorProfile, wanted: Wanted, *, works_here: bool) -> Nearness:
    if profile.origin == Origin.ORGANISATION:
        return Nearness.ORGANISATION
    if profile.origin == Origin.NETWORK:
        return Nearness.NETWORK
    if not works_here:
        return Nearness.ELSEWHERE
    is_neighbour = profile.origin == Origin.WIJK and folded(profile.place) == wanted.place
    return Nearness.WIJK if is_neighbour and wanted.place else Nearness.MUNICIPALITY


def may_be_neighbour(profile: FacilitatorProfile, wanted: Wanted) -> bool:
    """From a neighbourhood, and nothing says that it is another one."""
    return profile.origin == Origin.WIJK and folded(profile.place) in {"", wanted.place}


def availability(profile: FacilitatorProfile, wanted: Wanted) -> int:
    """2 when they can at the usual time, 1 when they gave any times at all."""
    return 2 if wanted.daypart in profile.dayparts else bool(profile.dayparts)


def where(profile: FacilitatorProfile, nearness: Nearness) -> Reason:
    texts = {
        Nearness.WIJK: _("Comes from the neighbourhood itself: %(place)s."),
        Nearness.MUNICIPALITY: _("Comes from the municipality itself."),
        Nearness.ORGANISATION: _("Comes from a connected organisation: %(organisation)s.")
        if profile.organisation
        else _("Comes from a connected organisation."),
        Nearness.NETWORK: _("Comes from the network."),
        Nearness.ELSEWHERE: _("Comes from another place."),
    }
    named = {"place": profile.place, "organisation": profile.organisation}
    return Reason(texts[nearness] % named, nearness <= Nearness.ORGANISATION)


def region(profile: FacilitatorProfile, *, works_here: bool) -> Reason:
    if works_here:
        return Reason(_("Works in this municipality."), True)
    places = ", ".join(profile.municipalities)
    text = _("Works elsewhere: %(places)s.") if places else _("We do not know where they work.")
    return Reason(text % {"places": places}, False)


def case_reason(wanted: Wanted, *, knows_kind: bool) -> Reason | None:
    if not wanted.case_kind:
        return None
    text = (
        _("Has done this kind of case: %(kind)s.")
        if knows_kind
        else _("Has not done this kind of case yet: %(kind)s.")
    )
    return Reason(text % {"kind": wanted.case_kind_label}, knows_kind)


def module_reason(known: list[str], wanted: Wanted) -> Reason | None:
    if not wanted.modules:
        return None
    if not known:
        return Reason(_("Does not know the modules of this CoP yet."), False)
    text = ngettext(
        "Knows %(number)d module of this CoP: %(titles)s.",
        "Knows %(number)d modules of this CoP: %(titles)s.",
        len(known),
    )
    return Reason(text % {"number": len(known), "titles": ", ".join(known)}, True)


def time_reason(profile: FacilitatorProfile, wanted: Wanted) -> Reason:
    if not profile.dayparts:
        return Reason(_("We do not know when they have time."), False)
    if wanted.daypart:
        fits = wanted.daypart in profile.dayparts
        text = (
            _("Has time when this CoP mostly meets: %(moment)s.")
            if fits
            else _("Has no time when this CoP mostly meets: %(moment)s.")
        )
        return Reason(text % {"moment": Daypart(wanted.daypart).label}, fits)
    text = ngettext(
        "Has time on %(number)d part of the week.",
        "Has time on %(number)d parts of the week.",
        len(profile.dayparts),
    )
    return Reason(text % {"number": len(profile.dayparts)}, True)


def load_reason(load: int) -> Reason:
    if not load:
        return Reason(_("Leads no CoP now."), True)
    text = ngettext("Leads %(number)d CoP now.", "Leads %(number)d CoPs now.", load)
    return Reason(text % {"number": load}, False)
