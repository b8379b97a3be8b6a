"""Gives what the services did just now the dates that it would have had."""

from datetime import datetime, timedelta

from django.utils import timezone

from ..models import Quote, SignUp, Status, WaitingListEntry

READ_MAIL_AFTER = timedelta(minutes=25)


def put_in_the_past(sign_up: SignUp, fields: dict) -> None:
    """Sent, confirmed, answered, and moved to where it is now; the notes have their dates already."""
    sent = days_ago(fields["days"])
    moved = days_ago(fields["moved"]) if "moved" in fields else last_turn(fields, sent)
    confirmed = sent + READ_MAIL_AFTER
    _date_the_row(sign_up, fields, sent, confirmed, moved)
    _date_the_history(sign_up, sent, confirmed, moved)
    sign_up.consents.update(at=sent)
    _date_what_came_of_it(sign_up, moved)


def days_ago(days: int) -> datetime:
    return timezone.now() - timedelta(days=days)


def last_turn(fields: dict, sent: datetime) -> datetime:
    """When the conversation was taken up, or else when it was confirmed."""
    turns = [days_ago(entry["days"]) for entry in fields.get("entry", [])]
    return min(turns, default=sent + READ_MAIL_AFTER)


def first_answer(fields: dict, moved: datetime) -> datetime:
    turns = [entry["days"] for entry in fields.get("entry", []) if entry["kind"] != "note"]
    return days_ago(max(turns)) if turns else moved


def _date_the_row(sign_up: SignUp, fields, sent, confirmed, moved) -> None:
    row = SignUp.objects.get(pk=sign_up.pk)
    row.created_at = row.status_since = sent
    if row.confirmed_at:
        row.confirmed_at, row.status_since = confirmed, moved
    if row.answered_at:
        row.answered_at = first_answer(fields, moved)
    row.save()


def _date_the_history(sign_up: SignUp, sent, confirmed, moved) -> None:
    known = {Status.NEW: sent, Status.CONFIRMED: confirmed}
    for change in sign_up.history.all():
        change.at = known.get(change.status, moved)
        change.save(update_fields=["at"])


def _date_what_came_of_it(sign_up: SignUp, moved: datetime) -> None:
    """Mails, turns in a line and quotes that an outcome made."""
    just_now = timezone.now() - timedelta(hours=1)
    sign_up.entries.filter(at__gt=just_now).update(at=moved)
    WaitingListEntry.objects.filter(sign_up=sign_up).update(since=moved, changed_at=moved)
    quotes = Quote.objects.filter(sign_up=sign_up)
    quotes.update(created_at=moved)
    quotes.exclude(sent_at=None).update(sent_at=moved)
    quotes.exclude(answered_at=None).update(answered_at=moved + timedelta(days=3))
    sign_up.arena_requests.exclude(decided_at=None).update(decided_at=moved)
