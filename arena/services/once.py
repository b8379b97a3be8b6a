"""A form that is sent twice makes one row."""

import uuid

from django.db import IntegrityError, transaction
from django.db.models import Model


def keep_once(row: Model, **author) -> tuple[Model, bool]:
    """Save the row, or find the one that this author made of the same form; and whether it is new.

    Also when both arrive at the same moment: the database lets one of them in.
    """
    same = type(row).objects.filter(submission=row.submission, **author)
    try:
        with transaction.atomic():
            if before := same.first():
                return before, False
            for name, value in author.items():
                setattr(row, name, value)
            row.save()
    except IntegrityError:
        if before := same.first():
            return before, False
        row.submission = uuid.uuid4()  # Somebody else's number, copied by hand.
        row.save()
    return row, True
