"""How each row reads to the person it is about: plain words and dates, ready for JSON."""

from .models import DataLink, Draft, FacilitatorProfile, FormEntry, Quote, SignUp

TEXTS = (
    "name", "email", "phone", "postcode", "municipality", "organisation", "case", "already_in",
    "facilitator", "message", "heard",
)  # fmt: skip
CHOICES = (
    "intent", "status", "who", "organisation_kind", "case_kind", "has_facilitator", "wants_arena",
)  # fmt: skip


def sign_up(row: SignUp) -> dict:
    """All that was filled in, with consents and the conversation."""
    filled = {name: getattr(row, name) for name in TEXTS}
    chosen = {name: str(getattr(row, f"get_{name}_display")()) for name in CHOICES}
    told = {name: value for name, value in (filled | chosen).items() if value}
    return told | {
        "cop": row.cop.title if row.cop else None,
        "extra_answers": row.extra_answers,
        "sent_at": row.created_at.isoformat(),
        "confirmed_at": row.confirmed_at.isoformat() if row.confirmed_at else None,
        "consents": [_consent(each) for each in row.consents.select_related("statement")],
        "conversation": [
            {"at": each.at.isoformat(), "kind": each.kind, "text": each.text}
            for each in row.entries.all()
        ],
    }


def _consent(row) -> dict:
    return {
        "purpose": str(row),
        "given": row.given,
        "privacy_statement": row.statement.number if row.statement else None,
        "at": row.at.isoformat(),
        "withdrawn_at": row.withdrawn_at.isoformat() if row.withdrawn_at else None,
    }


def draft(row: Draft) -> dict:
    return {"answers": row.data, "changed_at": row.updated_at.isoformat()}


def quote(row: Quote) -> dict:
    return {
        "number": row.number,
        "name": row.name,
        "organisation": row.organisation,
        "address": row.address,
        "subject": row.subject,
        "state": str(row.get_state_display()),
        "total_in_cents": row.total_cents,
        "answer": row.answer,
    }


def facilitator(row: FacilitatorProfile) -> dict:
    return {
        "name": row.full_name,
        "phone": row.phone,
        "origin": str(row.get_origin_display()),
        "place": row.place,
        "organisation": row.organisation,
        "municipalities": row.municipalities,
        "case_kinds": row.get_case_kind_labels(),
        "available": row.get_daypart_labels(),
        "modules": [module.title for module in row.modules.all()],
        "about": row.about,
        "requests": [
            {"state": str(each.get_state_display()), "asked_at": each.asked_at.isoformat()}
            for each in row.requests.all()
        ],
    }


def form_entry(row: FormEntry) -> dict:
    return {
        "form": row.page.title,
        "sent_at": row.submit_time.isoformat(),
        "answers": row.form_data,
    }


def data_link(row: DataLink) -> dict:
    return {"made_at": row.created_at.isoformat()}
