"""What hangs below a row, gathered into that row: no query for each, and none for all of them."""

from django.db.models import Aggregate, JSONField, OuterRef, Subquery
from django.db.models.functions import JSONObject
from django.db.models.query import ModelIterable
from wagtail.images import get_image_model

RENDITION_FIELDS = ("id", "filter_spec", "focal_point_key", "file", "width", "height")


class JSONArray(Aggregate):
    """All values of a group as one JSON list."""

    function = "JSON_ARRAYAGG"
    output_field = JSONField()

    def as_sqlite(self, compiler, connection, **context):
        return self.as_sql(compiler, connection, function="JSON_GROUP_ARRAY", **context)

    def as_postgresql(self, compiler, connection, **context):
        return self.as_sql(compiler, connection, function="JSONB_AGG", **context)


def gathered(rows, parent: str, value, outer: str = "pk") -> Subquery:
    """The values of the rows that belong to each outer row, as a list; None when there are none."""
    below = rows.filter(**{parent: OuterRef(outer)}).order_by().values(parent)
    return Subquery(below.annotate(all=JSONArray(value)).values("all"))


def gathered_fields(rows, parent: str, outer: str = "pk", **fields: str) -> Subquery:
    """The same with several values of each row, by name."""
    return gathered(rows, parent, JSONObject(**fields), outer)


def gathered_renditions() -> Subquery:
    """The sizes in which the picture of each outer row already lies ready."""
    renditions = get_image_model().get_rendition_model().objects.all()
    fields = {name: name for name in RENDITION_FIELDS}
    return gathered_fields(renditions, "image", outer="picture", **fields)


class WithRenditions(ModelIterable):
    """Hands each picture the sizes that were gathered as `rendition_rows`."""

    def __iter__(self):
        for row in super().__iter__():
            hand_over_renditions(row)
            yield row


def hand_over_renditions(row) -> None:
    if row.picture:
        made = row.picture.get_rendition_model()
        sizes = row.rendition_rows or []
        row.picture.prefetched_renditions = [made(image=row.picture, **size) for size in sizes]
