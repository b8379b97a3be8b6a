"""Which questions stand in which step, for each intent."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from ..models.choices import Intent
from . import questions


class Step(models.TextChoices):
    WHAT = "what", _("What do you want?")
    CASE = "case", _("What is it about?")
    YOU = "you", _("Who are you?")
    SEND = "send", _("Check and send")


STEPS = list(Step)
FACILITATION = ("has_facilitator", "facilitator")
PERSON = ("name", "email", "phone")
PLACE = ("postcode", "municipality")
ROLE = ("who", "organisation_kind", "organisation")
ORGANISATION = ("organisation", "organisation_kind")

CASE = {
    Intent.START_COP: ("case_kind", "case", "already_in", *FACILITATION, "wants_arena"),
    Intent.JOIN_COP: ("cop", "message"),
    Intent.ARENA: ("message", "cop"),
    Intent.FACILITATOR: ("message",),
    Intent.QUOTE: ("case", "case_kind", "wants_arena"),
    Intent.QUESTION: ("message",),
}
YOU = {
    Intent.START_COP: (*PERSON, *PLACE, *ROLE),
    Intent.JOIN_COP: (*PERSON, *PLACE, *ROLE),
    Intent.ARENA: (*PERSON, *ORGANISATION, *PLACE),
    Intent.FACILITATOR: (*PERSON, *PLACE, *ROLE),
    Intent.QUOTE: (*PERSON, *ORGANISATION, *PLACE),
    Intent.QUESTION: PERSON,
}
REQUIRED = {
    Intent.START_COP: {"case", "case_kind", "has_facilitator", "municipality", "who"},
    Intent.JOIN_COP: {"municipality", "who"},
    Intent.ARENA: {"message", "organisation"},
    Intent.FACILITATOR: {"message", "municipality", "who"},
    Intent.QUOTE: {"case"},
    Intent.QUESTION: {"message"},
}
ALWAYS = {"name", "email"}

# The same box, asked about as each intent needs it: label and hint.
IN_YOUR_WORDS = _("In your own words. A few sentences will do.")
WORDING = {
    (Intent.START_COP, "case"): (_("What is going on, and what do you want?"), IN_YOUR_WORDS),
    (Intent.QUOTE, "case"): (_("What would you like a quote for?"), IN_YOUR_WORDS),
    (Intent.JOIN_COP, "message"): (
        _("What would you like to do or bring?"),
        _("You need not be good at anything. Wanting to join in is enough."),
    ),
    (Intent.ARENA, "message"): (
        _("What does your organisation want to bring in or learn?"),
        IN_YOUR_WORDS,
    ),
    (Intent.FACILITATOR, "message"): (_("What have you led before?"), IN_YOUR_WORDS),
    (Intent.QUESTION, "message"): (_("What is your question?"), IN_YOUR_WORDS),
    (Intent.ARENA, "cop"): (_("Around which CoP?"), ""),
}


def names_in(step: Step, intent: Intent | None) -> tuple[str, ...]:
    """Our own questions of one step; those of editors come on top in the last."""
    if step == Step.WHAT or intent is None:
        return ()
    return {Step.CASE: CASE, Step.YOU: YOU}.get(step, {}).get(intent, ("heard",))


def own_names() -> set[str]:
    """All that we ever ask ourselves."""
    lists = [*CASE.values(), *YOU.values()]
    return {"intent", "heard", *(name for names in lists for name in names)}


def question(name: str, intent: Intent):
    field = getattr(questions, name)(required=name in ALWAYS | REQUIRED[intent])
    if (intent, name) in WORDING:
        field.label, field.help_text = WORDING[intent, name]
    if (intent, name) == (Intent.JOIN_COP, "cop"):
        field.tell_places()
    return field
