"""How each row reads to the person it is about: labels and plain text, a list of it where there is more."""

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from cop_pages.models import Invitation

from .flow.answers import as_text
from .flow.forms import EXTRA
from .models import (
    DataLink,
    Draft,
    FacilitatorProfile,
    FacilitatorRequest,
    FacilitatorSearch,
    FormEntry,
    Quote,
    SignUp,
)
from .money import euros

Told = dict[str, str | list[str]]

SIGN_UP = (
    "intent", "status", "name", "email", "phone", "postcode", "municipality", "who", "organisation",
    "organisation_kind", "case", "case_kind", "already_in", "has_facilitator", "facilitator",
    "wants_arena", "message", "heard", "cop", "created_at", "confirmed_at",
)  # fmt: skip
QUOTE = ("number", "name", "email", "organisation", "address", "subject", "state", "answer")
FACILITATOR = ("phone", "origin", "place", "organisation", "about")


def told(row, names: tuple[str, ...]) -> Told:
    """What these fields hold, by their own labels; without those that are empty."""
    labels = {name: str(row._meta.get_field(name).verbose_name) for name in names}
    return {labels[name]: text for name in names if (text := shown(row, name))}


def shown(row, name: str) -> str:
    value = getattr(row, name)
    if hasattr(value, "tzinfo"):
        return moment(value)
    display = getattr(row, f"get_{name}_display", None)
    return str(display() if display else "" if value is None else value)


def moment(value) -> str:
    return date_format(localtime(value), "j F Y, H:i")


def sign_up(row: SignUp) -> Told:
    """All that was filled in, with consents and the conversation."""
    extra = {each["label"]: each["answer"] for each in row.extra_answers if each["answer"]}
    lists = {
        _("consents"): [consent(each) for each in row.consents.select_related("statement")],
        _("conversation"): [
            f"{moment(each.at)} · {each.get_kind_display()}: {each.text}"
            for each in row.entries.all()
        ],
    }
    return told(row, SIGN_UP) | extra | {label: lines for label, lines in lists.items() if lines}


def consent(row) -> str:
    parts = [str(row), _("yes") if row.given else _("no"), moment(row.at)]
    if row.statement:
        parts.append(str(row.statement))
    if row.withdrawn_at:
        parts.append(_("taken back on %(moment)s") % {"moment": moment(row.withdrawn_at)})
    return " · ".join(parts)


def draft(row: Draft) -> Told:
    """As typed; by the labels of the request that it would have become."""
    extra = {f"{EXTRA}{each.clean_name}": each.label for each in row.page.extra_questions.all()}
    fields = {each.name: each for each in SignUp._meta.concrete_fields}
    answers = {}
    for name, values in row.data.items():
        field = fields.get(name)
        words = dict(field.flatchoices) if field else {}
        label = str(field.verbose_name) if field else extra.get(name, name)
        answers[label] = ", ".join(str(words.get(each, each)) for each in values)
    return {label: text for label, text in answers.items() if text} | told(row, ("updated_at",))


def quote(row: Quote) -> Told:
    return told(row, QUOTE) | {_("amount"): f"€ {euros(row.total_cents)}"}


def facilitator(row: FacilitatorProfile) -> Told:
    lists = {
        _("municipalities"): row.municipalities,
        _("kinds of case"): row.get_case_kind_labels(),
        _("available"): row.get_daypart_labels(),
        _("modules"): [module.title for module in row.modules.all()],
    }
    told_here = {_("name"): row.full_name} | told(row, FACILITATOR)
    return told_here | {label: lines for label, lines in lists.items() if lines}


def facilitator_request(row: FacilitatorRequest) -> Told:
    """What we asked, and what was answered."""
    fields = ("message", "state", "answer", "asked_at", "answered_at")
    return {_("CoP"): row.search.subject} | told(row, fields)


def facilitator_search(row: FacilitatorSearch) -> Told:
    return {_("CoP"): row.subject} | told(row, ("state", "started_at", "decided_at"))


def form_entry(row: FormEntry) -> Told:
    labels = dict(row.page.specific.get_data_fields())
    answers = {
        str(labels.get(name, name)): as_text(value)
        for name, value in row.form_data.items()
        if value
    }
    facts = {_("form"): row.page.title, _("sent at"): moment(row.submit_time)}
    return facts | told(row, ("state",)) | answers


def data_link(row: DataLink) -> Told:
    return {_("made at"): moment(row.created_at)}


def invitation(row: Invitation) -> Told:
    return {_("CoP"): row.circle.title, _("made at"): moment(row.created_at)} | told(
        row, ("message",)
    )
