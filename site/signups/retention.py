"""Removes what is past its time. Each is safe to run at any moment, and twice."""

import logging
from datetime import timedelta

from django.db import connections
from django.db.models.signals import post_migrate
from django.utils import timezone

from .models import (
    DataLink,
    Draft,
    FacilitatorRequest,
    FacilitatorSearch,
    FormEntry,
    FormPage,
    Quote,
    RetentionPolicy,
    SignUp,
)
from .models.keeping import DRAFT_LIFE, USUAL_DAYS

logger = logging.getLogger(__name__)

QUOTE_LIFE = timedelta(days=365)
ACCEPTED_QUOTE_LIFE = timedelta(days=7 * 365)
ASK_DAYS = 365
SEARCH_DAYS = 730


def days_ago(days: int):
    return timezone.now() - timedelta(days=days)


def count_deleted(rows) -> int:
    """Deletes rows; only they themselves are counted, not what goes with them."""
    label = rows.model._meta.label
    count = rows.delete()[1].get(label, 0)
    if count:
        logger.info("%s rows of %s were past their time", count, label)
    return count


def purge_sign_ups() -> int:
    """Those never confirmed, and those closed longer ago than their kind is kept."""
    removed = count_deleted(SignUp.objects.never_confirmed())
    for intent, days in RetentionPolicy.days_by_intent().items():
        removed += count_deleted(kept_too_long(intent, days))
    return removed


def kept_too_long(intent: str, days: int):
    """Closed ones of this kind, if they stay for so many days."""
    return SignUp.objects.closed().filter(intent=intent, status_since__lt=days_ago(days))


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


def purge_facilitator_requests() -> int:
    """What was asked in vain, a year after the search ended; that of who leads stays."""
    over = FacilitatorRequest.objects.exclude(search__state=FacilitatorSearch.State.OPEN)
    old = over.filter(search__decided_at__lt=days_ago(ASK_DAYS))
    return count_deleted(old.exclude(state=FacilitatorRequest.State.CHOSEN))


def purge_facilitator_searches() -> int:
    """Two years after they ended, unless the one who was chosen leads still."""
    over = FacilitatorSearch.objects.exclude(state=FacilitatorSearch.State.OPEN)
    old = over.filter(decided_at__lt=days_ago(SEARCH_DAYS))
    leads = FacilitatorRequest.objects.chosen().values("search")
    return count_deleted(old.exclude(pk__in=leads))


def purge_form_entries() -> int:
    return sum(
        count_deleted(FormEntry.objects.filter(page=pk, submit_time__lt=days_ago(days)))
        for pk, days in FormPage.objects.values_list("pk", "keep_days")
    )


def ensure_policies(using: str = "default", **_kwargs) -> None:
    """After every migration: each kind of sign-up has a period, which editors may change."""
    if RetentionPolicy._meta.db_table not in connections[using].introspection.table_names():
        return
    for intent, days in USUAL_DAYS.items():
        rows = RetentionPolicy.objects.using(using)
        rows.get_or_create(intent=intent, defaults={"days": days})


def connect(config) -> None:
    post_migrate.connect(ensure_policies, sender=config, dispatch_uid="signups.retention")
