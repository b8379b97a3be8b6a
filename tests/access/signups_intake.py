"""The intake and quotes: a request with a canary in it, a mailed quote, and their rows."""

from django.urls import reverse

from cop_pages.models.people import hash_token
from signups.models import IntakeSettings, Quote
from tests.network import CANARIES, Network
from tests.signups.factories import QuoteFactory, SignUpFactory

from .cells import MODERATORS, NOBODY, PUBLIC, Row, answer

TOKEN = "een-geheime-link"


def add_request(network: Network) -> None:
    """Somebody asks for something, and got a quote."""
    network.sign_up = SignUpFactory(case=CANARIES["request of a person"])
    network.quote = QuoteFactory(
        sign_up=network.sign_up, state=Quote.State.SENT, token_hash=hash_token(TOKEN)
    )
    network.draft_quote = QuoteFactory(sign_up=network.sign_up)


def case(network: Network) -> str:
    return reverse("signups_signup_modeladmin_inspect", args=[network.sign_up.pk])


def of(name: str, which: str = "sign_up"):
    return lambda network: reverse(name, args=[getattr(network, which).pk])


HANDLERS = answer(302, moderator=200, admin=200)
SEEN_BY_HANDLERS = answer(302, moderator=200, admin=200, editor=404)
CHANGES = answer(302, moderator=303, admin=303)
CASE = "/admin/signups/%(pk)s/"
QUOTE = "/admin/signups/quotes/%(pk)s/"

SIGNUPS_INTAKE = [
    Row("/offerte/%(token)s/", PUBLIC, lambda n: f"/offerte/{TOKEN}/"),
    Row("/offerte/%(token)s/", NOBODY, lambda n: "/offerte/geraden/", "guessed"),
    Row("/offerte/%(token)s/pdf/", NOBODY, lambda n: "/offerte/geraden/pdf/", "guessed"),
    Row("/admin/signups/board/", MODERATORS),
    Row("/admin/signups/signup/", MODERATORS),
    Row(
        "/admin/signups/signup/inspect/%(instance_pk)s/",
        SEEN_BY_HANDLERS,
        case,
    ),
    Row(
        "/admin/signups/signup/edit/%(instance_pk)s/",
        HANDLERS,
        of("signups_signup_modeladmin_edit"),
    ),
    Row(
        "/admin/signups/signup/delete/%(instance_pk)s/",
        HANDLERS,
        of("signups_signup_modeladmin_delete"),
    ),
    Row(
        "/admin/signups/signup/history/%(instance_pk)s/",
        SEEN_BY_HANDLERS,
        of("signups_signup_modeladmin_history"),
    ),
    Row(
        "/admin/signups/quote/history/%(instance_pk)s/",
        SEEN_BY_HANDLERS,
        of("signups_quote_modeladmin_history", "quote"),
    ),
    Row(f"{CASE}mail/", HANDLERS, of("signups_mail")),
    Row(f"{CASE}doubles/", HANDLERS, of("signups_doubles")),
    Row(f"{CASE}move/", CHANGES, of("signups_move"), method="post"),
    Row(
        f"{CASE}assign/",
        CHANGES,
        of("signups_assign"),
        method="post",
    ),
    Row(
        f"{CASE}entries/",
        answer(302, moderator=422, admin=422),
        of("signups_entry"),
        "empty",
        method="post",
    ),
    Row("/admin/signups/quote/", MODERATORS),
    Row(
        "/admin/signups/quote/inspect/%(instance_pk)s/",
        HANDLERS,
        of("signups_quote_modeladmin_inspect", "quote"),
    ),
    Row(
        "/admin/signups/quote/edit/%(instance_pk)s/",
        HANDLERS,
        of("signups_quote_modeladmin_edit", "draft_quote"),
    ),
    Row(f"{QUOTE}reopen/", CHANGES, of("signups_quote_reopen", "draft_quote"), method="post"),
    Row(f"{QUOTE}send/", CHANGES, of("signups_quote_send", "quote"), method="post"),
    Row(
        "/admin/settings/%(app_name)s/%(model_name)s/",
        MODERATORS,
        lambda n: f"/admin/settings/signups/intakesettings/{IntakeSettings.load().pk}/",
        "intake",
    ),
    Row(
        "/admin/snippets/signups/mailtemplate/",
        MODERATORS,
    ),
]
