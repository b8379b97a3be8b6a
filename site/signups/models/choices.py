"""The words of a sign-up: what is wanted, by whom, and how far it is."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Intent(models.TextChoices):
    """What somebody wants."""

    START_COP = "start_cop", _("start a CoP")
    JOIN_COP = "join_cop", _("join a CoP")
    ARENA = "arena", _("bring my organisation into an arena")
    FACILITATOR = "facilitator", _("become a facilitator")
    QUOTE = "quote", _("ask for a quote")
    QUESTION = "question", _("ask a question")


class Status(models.TextChoices):
    """The pipeline of the intake."""

    NEW = "new", _("new")
    CONFIRMED = "confirmed", _("confirmed")
    IN_CONVERSATION = "in_conversation", _("in conversation")
    PLACED = "placed", _("placed")
    WAITING_LIST = "waiting_list", _("on a waiting list")
    DECLINED = "declined", _("declined")
    WITHDRAWN = "withdrawn", _("withdrawn")


def status_in_words(status: str, intent: str) -> str:
    """A question is never placed: it is answered."""
    done = {Intent.QUESTION: _("answered"), Intent.QUOTE: _("settled")}
    if status == Status.PLACED and intent in done:
        return str(done[intent])
    return str(Status(status).label)


# Somebody waits for us while it is one of these, and nothing more happens once it is one of those.
OPEN = (Status.CONFIRMED, Status.IN_CONVERSATION)
CLOSED = (Status.PLACED, Status.DECLINED, Status.WITHDRAWN)


class Who(models.TextChoices):
    RESIDENT = "resident", _("resident")
    PROFESSIONAL = "professional", _("professional")


class Answer(models.TextChoices):
    """To a question that one may leave open."""

    YES = "yes", _("yes")
    NO = "no", _("no")
    UNKNOWN = "unknown", _("I do not know yet")


class Purpose(models.TextChoices):
    """What one may agree to, each on its own."""

    HANDLE = "handle", _("keep my answers to deal with my request")
    SHARE = "share", _("share my answers with the people of the CoP it is about")
    NEWS = "news", _("mail me news of the network")


class EntryKind(models.TextChoices):
    NOTE = "note", _("note")
    CALL = "call", _("phone call")
    MAIL = "mail", _("mail")
    MEETING = "meeting", _("meeting")


class MailKey(models.TextChoices):
    """The mails of the intake; editors write their texts."""

    RECEIVED = "received", _("we will get in touch")
    INVITED = "invited", _("a place in a CoP")
    WAITING = "waiting", _("on the waiting list")
    COP_STARTED = "cop_started", _("a new CoP")
    ARENA = "arena", _("about the arena")
    QUOTE = "quote", _("a quote")
    DECLINED = "declined", _("declined")
    FACILITATOR_ASKED = "facilitator_asked", _("a facilitator is asked")
    FACILITATOR_CHOSEN = "facilitator_chosen", _("a facilitator is chosen")
    FACILITATOR_OTHER = "facilitator_other", _("another facilitator was chosen")
    FACILITATOR_OFF = "facilitator_off", _("a facilitator is no longer needed")
    FACILITATOR_FOUND = "facilitator_found", _("the CoP has a facilitator")
    FACILITATOR_STOPS = "facilitator_stops", _("the facilitator stops")
    FACILITATOR_HANDOVER = "facilitator_handover", _("the facilitator takes over")


# Not to who signed up, so that an editor does not choose them by hand.
TO_FACILITATORS = (
    MailKey.FACILITATOR_ASKED,
    MailKey.FACILITATOR_CHOSEN,
    MailKey.FACILITATOR_OTHER,
    MailKey.FACILITATOR_OFF,
    MailKey.FACILITATOR_STOPS,
    MailKey.FACILITATOR_HANDOVER,
)


def mails_by_hand() -> list[tuple[str, str]]:
    """Value and label of those that an editor writes to who signed up; a quote brings its own."""
    to_others = {*TO_FACILITATORS, MailKey.QUOTE}
    return [(key, label) for key, label in MailKey.choices if key not in to_others]


class Daypart(models.TextChoices):
    """When a facilitator has time, by weekday."""

    MONDAY_MORNING = "mon_morning", _("Monday morning")
    MONDAY_AFTERNOON = "mon_afternoon", _("Monday afternoon")
    MONDAY_EVENING = "mon_evening", _("Monday evening")
    TUESDAY_MORNING = "tue_morning", _("Tuesday morning")
    TUESDAY_AFTERNOON = "tue_afternoon", _("Tuesday afternoon")
    TUESDAY_EVENING = "tue_evening", _("Tuesday evening")
    WEDNESDAY_MORNING = "wed_morning", _("Wednesday morning")
    WEDNESDAY_AFTERNOON = "wed_afternoon", _("Wednesday afternoon")
    WEDNESDAY_EVENING = "wed_evening", _("Wednesday evening")
    THURSDAY_MORNING = "thu_morning", _("Thursday morning")
    THURSDAY_AFTERNOON = "thu_afternoon", _("Thursday afternoon")
    THURSDAY_EVENING = "thu_evening", _("Thursday evening")
    FRIDAY_MORNING = "fri_morning", _("Friday morning")
    FRIDAY_AFTERNOON = "fri_afternoon", _("Friday afternoon")
    FRIDAY_EVENING = "fri_evening", _("Friday evening")
    SATURDAY_MORNING = "sat_morning", _("Saturday morning")
    SATURDAY_AFTERNOON = "sat_afternoon", _("Saturday afternoon")


class Origin(models.TextChoices):
    """Where a facilitator comes from; the order is that of the brochure: local first."""

    WIJK = "wijk", _("the neighbourhood")
    MUNICIPALITY = "municipality", _("the municipality")
    ORGANISATION = "organisation", _("another connected organisation")
    NETWORK = "network", _("the network")
