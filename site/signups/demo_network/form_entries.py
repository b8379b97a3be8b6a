"""The answers on the forms of the demo."""

import uuid
from datetime import timedelta

from django.utils import timezone

from ..entries import services
from ..entries.forms import CONSENT, PREFIX, EntryForm
from ..models import FormEntry, FormPage
from ..services import statement_of


def lay_form_entries(ledger, tree, forms: list[dict]) -> None:
    with ledger.section("Answers on forms"):
        for form in forms:
            page = tree.find(form["slug"], "nl")
            if isinstance(page, FormPage):
                _lay(ledger, page, form["entry"])


def _lay(ledger, page: FormPage, entries: list[dict]) -> None:
    for number, entry in enumerate(entries, start=1):
        key = f"form-entry:{page.slug}:{number}"
        ledger.lay(key, "", FormEntry, _maker(page, key, entry))


def _maker(page: FormPage, key: str, entry: dict):
    def make(existing):
        return existing or _make(page, uuid.uuid5(uuid.NAMESPACE_URL, f"demo/{key}"), entry)

    return make


def _make(page: FormPage, key: uuid.UUID, entry: dict) -> FormEntry:
    """Checked as if a visitor had sent it, so that the demo keeps the rules of its own form."""
    form = EntryForm(page, _sent(page, entry))
    if not form.is_valid():
        raise ValueError(f"{page.slug}: {form.errors.as_json()}")
    row, _is_new = services.receive(
        page=page,
        key=key,
        answers=form.answers,
        email=form.email,
        statement=statement_of(page),
        language="nl",
    )
    sent_at = timezone.now() - timedelta(days=entry["days"])
    FormEntry.objects.filter(pk=row.pk).update(submit_time=sent_at)
    return row


def _sent(page: FormPage, entry: dict) -> dict:
    names = {field.label: field.clean_name for field in page.form_fields.all()}
    answers = {names[label]: value for label, value in entry.items() if label != "days"}
    return {f"{PREFIX}-{name}": value for name, value in (answers | {CONSENT: "on"}).items()}
