"""How each intent reads: on a sign-up page where no editor wrote something else, and afterwards."""

from typing import NamedTuple

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from .choices import Intent


class Wording(NamedTuple):
    label: str
    text: str
    thanks: str


# What somebody sent, as in "your question": a question is no sign-up.
CALLED = {intent: pgettext_lazy("what was sent", "request") for intent in Intent} | {
    Intent.QUOTE: pgettext_lazy("what was sent", "request for a quote"),
    Intent.QUESTION: pgettext_lazy("what was sent", "question"),
}

USUAL = {
    Intent.START_COP: Wording(
        _("Start a CoP in my neighbourhood"),
        _("There is something you want to work on, together with others."),
        _("Good that you want to start something in your neighbourhood."),
    ),
    Intent.JOIN_COP: Wording(
        _("Join a CoP"),
        _("There is one in your neighbourhood, and you would like to take part."),
        _("Good that you want to join in."),
    ),
    Intent.ARENA: Wording(
        _("Bring my organisation into an arena"),
        _("Colleagues, managers and directors follow a CoP and learn along."),
        _("Good that your organisation wants to learn along."),
    ),
    Intent.FACILITATOR: Wording(
        _("Become a facilitator"),
        _("You like to lead people who find out something together."),
        _("Good that you want to lead a group."),
    ),
    Intent.QUOTE: Wording(
        _("Ask for a quote"),
        _("The price goes by agreement. We make you an offer."),
        _("Thank you for asking us for a quote."),
    ),
    Intent.QUESTION: Wording(
        _("Ask a question"),
        _("About anything else you want to know."),
        _("Thank you for your question."),
    ),
}
