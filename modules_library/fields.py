"""Fields whose value belongs to the row, not to whoever happens to save a copy of it."""

from django.db import models
from django.db.models import F


class KeptInDatabaseMixin:
    """Saving an instance leaves the stored value alone; only `QuerySet.update` changes it.

    Two editors who publish at the same moment both hold an older number in memory. Without this,
    the second save would put that older number back.
    """

    def pre_save(self, model_instance, add):
        return super().pre_save(model_instance, add) if add else F(self.attname)


class KeptPositiveIntegerField(KeptInDatabaseMixin, models.PositiveIntegerField):
    pass


class KeptCharField(KeptInDatabaseMixin, models.CharField):
    pass
