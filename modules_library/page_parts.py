"""What the page of one module shows beside its own fields.

For readers all of it came along with `for_page`, in one query. A preview has only the draft itself.
"""

from wagtail.documents import get_document_model

from .models.parts import ModuleAttachment
from .models.terms import in_active_language


def tags_of(page) -> list[dict]:
    """Name and slug of each tag, by name."""
    if hasattr(page, "tag_rows"):
        rows = page.tag_rows or []
    else:
        rows = [{"name": tag.name, "slug": tag.slug} for tag in page.tags.all()]
    return sorted(rows, key=lambda row: row["name"].casefold())


def goal_names_of(page) -> list[str]:
    """The names of the goals in their own order, in the active language."""
    if not hasattr(page, "goal_rows"):
        return [goal.name for goal in page.goals.all()]
    rows = in_order(page.goal_rows)
    return [in_active_language(row["dutch"], row["english"]) for row in rows]


def attachments_of(page) -> list[ModuleAttachment]:
    """Documents to print in the editor's order."""
    if not hasattr(page, "attachment_rows"):
        return list(page.attachments.all())
    rows = in_order(page.attachment_rows)
    model = get_document_model()
    return [ModuleAttachment(document=model(**row["document"]), title=row["label"]) for row in rows]


def related_keys_of(page) -> list[int]:
    """The keys of the related modules in the editor's order."""
    if not hasattr(page, "related_rows"):
        return [row.module_id for row in page.related_modules.all()]
    rows = in_order(page.related_rows)
    return [row["module"] for row in rows]


def in_order(rows: list[dict] | None) -> list[dict]:
    """Databases gather in any order; a row without a place comes first, as in a query."""
    return sorted(rows or [], key=lambda row: (row["order"] is not None, row["order"]))
