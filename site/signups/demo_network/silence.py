"""Keeps mail to people who were invented from leaving."""

from contextlib import contextmanager

from django.db import transaction

from cop_pages.models import OutgoingMail


@contextmanager
def nothing_leaves():
    """What is queued inside is taken out again before the transaction ends, which is when mail leaves."""
    with transaction.atomic():
        before = list(OutgoingMail.objects.values_list("pk", flat=True))
        yield
        OutgoingMail.objects.exclude(pk__in=before).delete()
