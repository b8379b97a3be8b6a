"""On PostgreSQL: find parts of words by index. Elsewhere this does nothing."""

import logging

from django.db import DatabaseError, migrations, transaction

logger = logging.getLogger(__name__)

INDEXES = {
    "module_search_text_trigram": "search_text",
    "module_search_title_trigram": "search_title",
}


def add_indexes(apps, schema_editor):
    """Search works without them, only slower: a host that forbids the extension must not block."""
    connection = schema_editor.connection
    if connection.vendor != "postgresql":
        return
    try:
        with transaction.atomic(using=connection.alias), connection.cursor() as cursor:
            cursor.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
            for name, column in INDEXES.items():
                cursor.execute(
                    f"CREATE INDEX IF NOT EXISTS {name} ON modules_library_modulepage"
                    f" USING gin ({column} gin_trgm_ops)"
                )
    except DatabaseError as error:
        logger.warning("No trigram index for the module search: %s", error)


def drop_indexes(apps, schema_editor):
    if schema_editor.connection.vendor == "postgresql":
        for name in INDEXES:
            schema_editor.execute(f"DROP INDEX IF EXISTS {name}")


class Migration(migrations.Migration):
    dependencies = [("modules_library", "0002_search_and_versions")]

    operations = [migrations.RunPython(add_indexes, drop_indexes, elidable=False)]
