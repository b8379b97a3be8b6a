"""The version readers see: how often a module was published with content that had really changed."""

import hashlib
import json
import re

from django.db import transaction
from django.db.models import F

PARAGRAPH_KEY = re.compile(r' data-block-key="[^"]*"')
PUBLIC_FIELDS = (
    "title",
    "kind",
    "summary",
    "duration_min",
    "duration_max",
    "group_min",
    "group_max",
    "preparation",
    "materials",
    "picture_id",
    "picture_alt",
    "picture_is_decorative",
    "origin_network",
    "licence",
    "author_line",
)


def content_digest(page) -> str:
    """A fingerprint of what readers see; the facilitators' notes are no part of it."""
    content = {name: getattr(page, name) for name in PUBLIC_FIELDS} | {
        "goals": sorted(goal.slug for goal in page.goals.all()),
        "phases": sorted(phase.slug for phase in page.phases.all()),
        "tags": sorted(tag.name for tag in page.tags.all()),
        "steps": without_block_ids(page.steps.get_prep_value()),
        "explanation": without_block_ids(page.explanation.get_prep_value()),
        "attachments": [(row.document_id, row.title) for row in page.attachments.all()],
        "related_modules": [row.module_id for row in page.related_modules.all()],
    }
    text = json.dumps(content, sort_keys=True, default=str)
    return hashlib.sha256(text.encode()).hexdigest()


def without_block_ids(value):
    """Blocks and paragraphs get a new key when a script sends them again; that is no change."""
    if isinstance(value, str):
        return PARAGRAPH_KEY.sub("", value)
    if isinstance(value, list):
        return [without_block_ids(item) for item in value]
    if not isinstance(value, dict):
        return value
    is_block = {"type", "value"} <= value.keys()
    return {
        key: without_block_ids(item)
        for key, item in value.items()
        if not (is_block and key == "id")
    }


@transaction.atomic
def count_publication(page) -> None:
    """Give the page its next version if its stored content changed since the last publication."""
    row = type(page).objects.filter(pk=page.pk)
    row.update(version=F("version"))  # Takes the write lock before reading, on every database.
    row.count_publication(content_digest(row.get()))
    page.version, page.content_digest = row.values_list("version", "content_digest").get()
