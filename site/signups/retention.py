"""Removes what is past its time. Each is safe to run at any moment, and twice."""

from datetime import timedelta

from django.utils import timezone

from .models import DataLink, Draft, FormEntry, FormPage, Quote, RetentionPolicy, SignUp
from .models.keeping import DRAFT_LIFE

QUOTE_LIFE = timedelta(days=365)
ACCEPTED_QUOTE_LIFE = timedelta(days=7 * 365)


def days_ago(days: int):
    return timezone.now() - timedelta(days=days)


def count_deleted(rows) -> int:
    """Deletes rows; only they themselves are counted, not what goes with them."""
    return rows.delete()[1].get(rows.model._meta.label, 0)


def purge_sign_ups() -> int:
    """Those never confirmed, and those closed longer ago than their kind is kept."""
    removed = count_deleted(SignUp.objects.never_confirmed())
    for intent, days in RetentionPolicy.days_by_intent().items():
        closed = SignUp.objects.closed().filter(intent=intent, status_since__lt=days_ago(days))
        removed += count_deleted(closed)
    return removed


def purge_drafts() -> int:
    return count_deleted(Draft.objects.filter(updated_at__lt=timezone.now() - DRAFT_LIFE))


def purge_data_links() -> int:
    return count_deleted(DataLink.objects.filter(expires_at__lt=timezone.now()))


def purge_quotes() -> int:
    """Accepted ones after seven years, others after one."""
    now, accepted = timezone.now(), Quote.State.ACCEPTED
    old = Quote.objects.exclude(state=accepted).filter(created_at__lt=now - QUOTE_LIFE)
    booked = Quote.objects.filter(state=accepted, answered_at__lt=now - ACCEPTED_QUOTE_LIFE)
    return count_deleted(old) + count_deleted(booked)


def purge_form_entries() -> int:
    return sum(
        count_deleted(FormEntry.objects.filter(page=pk, submit_time__lt=days_ago(days)))
        for pk, days in FormPage.objects.values_list("pk", "keep_days")
    )
