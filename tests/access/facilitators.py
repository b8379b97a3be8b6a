"""Searching a facilitator: a question by a secret link, the notes of a case, and the admin's pages."""

from django.urls import reverse

from cop_pages.models.people import hash_token
from signups.models import FacilitatorSearch
from tests.network import Network
from tests.signups.factories import FacilitatorProfileFactory, FacilitatorRequestFactory

from .cells import MODERATORS, NOBODY, PUBLIC, Row, answer
from .signups_intake import CASE, CHANGES, HANDLERS, of

TOKEN = "een-geheime-vraag"


def add_search(network: Network) -> None:
    """Somebody was asked to lead the CoP of the network, and has not answered."""
    network.profile = FacilitatorProfileFactory()
    network.search = FacilitatorSearch.objects.create(cop=network.circle.cop)
    network.asked = FacilitatorRequestFactory(
        search=network.search, profile=network.profile, token_hash=hash_token(TOKEN)
    )
    network.entry = network.sign_up.entries.create(text="Gebeld.", is_shared=True)


def at(name: str, *parts: str):
    """The address of `name` with the keys of these things of the network."""
    return lambda n: reverse(name, args=[getattr(n, part).pk for part in parts])


def cop(name: str):
    return lambda n: reverse(name, args=[n.circle.cop.pk])


ASK = "/procesbegeleiding/%(token)s/"
NOTES = "/procesbegeleiding/cases/%(pk)s/"
SEARCH = "/admin/signups/searches/%(pk)s/"
PROFILE = "/admin/signups/facilitatorprofile/"
COP = "/admin/signups/cops/%(pk)s/"

FACILITATORS = [
    Row(ASK, PUBLIC, lambda n: f"/procesbegeleiding/{TOKEN}/"),
    Row(ASK, answer(422), lambda n: f"/procesbegeleiding/{TOKEN}/", "no answer", "post"),
    Row(ASK, NOBODY, lambda n: "/procesbegeleiding/geraden/", "guessed"),
    Row(ASK, NOBODY, lambda n: "/procesbegeleiding/geraden/", "guessed", "post"),
    Row(
        NOTES,
        answer(404, visitor=302, moderator=200, admin=200),
        at("facilitators:notes", "sign_up"),
    ),
    Row(PROFILE, MODERATORS),
    Row(f"{PROFILE}create/", MODERATORS),
    Row(
        f"{PROFILE}edit/%(instance_pk)s/",
        MODERATORS,
        of("signups_facilitatorprofile_modeladmin_edit", "profile"),
    ),
    Row(
        f"{PROFILE}history/%(instance_pk)s/",
        answer(302, moderator=200, admin=200, editor=404),
        of("signups_facilitatorprofile_modeladmin_history", "profile"),
    ),
    Row("/admin/signups/searches/", MODERATORS),
    Row(SEARCH, HANDLERS, of("signups_search", "search")),
    Row(
        f"{SEARCH}ask/",
        answer(302, moderator=422, admin=422),
        of("signups_search_ask", "search"),
        "nobody ticked",
        "post",
    ),
    Row(
        f"{SEARCH}choose/%(request_pk)s/",
        CHANGES,
        at("signups_search_choose", "search", "asked"),
        "who has not answered",
        "post",
    ),
    Row(f"{SEARCH}off/", CHANGES, of("signups_search_off", "search"), method="post"),
    Row(f"{CASE}facilitator/", CHANGES, of("signups_search_start"), method="post"),
    Row(
        f"{CASE}entries/%(entry_pk)s/share/",
        CHANGES,
        at("signups_share", "sign_up", "entry"),
        method="post",
    ),
    Row(f"{COP}facilitator/", CHANGES, cop("signups_search_cop"), method="post"),
    Row(f"{COP}hand-over/", HANDLERS, cop("signups_hand_over")),
    Row(
        f"{COP}hand-over/",
        answer(302, moderator=422, admin=422),
        cop("signups_hand_over"),
        "nobody chosen",
        "post",
    ),
]
