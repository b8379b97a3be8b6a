"""Places on a form: given back by who had one, and given to who waits longest."""

from django.db import transaction

from modules_library.holding import hold

from ..models import FormEntry, FormPage
from .services import mail_person


@transaction.atomic
def withdraw(*, entry: FormEntry) -> None:
    """By the person themselves; the place goes on. A second time changes nothing."""
    page = _locked(entry.page_id)
    entry = FormEntry.objects.select_for_update().get(pk=entry.pk)
    if entry.is_withdrawn:
        return
    entry.state = FormEntry.State.WITHDRAWN
    entry.save(update_fields=["state"])
    fill(page=page)


@transaction.atomic
def fill(*, page: FormPage) -> int:
    """Give the places that are free to who waits, as long as the form is open; how many that were."""
    page = _locked(page.pk)
    if not page.live or page.is_past:
        return 0
    entries = page.get_submissions()
    line = entries.in_line()
    if page.most_entries:
        line = line[: max(page.most_entries - entries.with_place().count(), 0)]
    for entry in line:
        entry.state = FormEntry.State.IN
        entry.save(update_fields=["state"])
        mail_person("entry_placed", page, entry, page.locale.language_code)
    return len(line)


def fill_all() -> int:
    """On every form; run now and then, for places that came free in another way."""
    waiting = FormEntry.objects.in_line().order_by().values("page")
    return sum(fill(page=page) for page in FormPage.objects.filter(pk__in=waiting))


def _locked(pk: int) -> FormPage:
    """One at a time, as when answers come in, so that no place is given twice."""
    hold(pk)
    return FormPage.objects.select_related("locale").get(pk=pk)
