"""The mail templates that a new site starts with; editors change them afterwards."""

import tomllib
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.db import connections
from django.db.models.signals import post_migrate

SOURCE = Path(__file__).with_name("data") / "mails.toml"


def texts() -> dict[str, dict[str, dict[str, str]]]:
    """Subject and body by language and key."""
    return tomllib.loads(SOURCE.read_text())


def ensure_mail_templates(using: str = "default", **_kwargs) -> None:
    """Idempotent, after every migration: adds what is missing and changes nothing."""
    model = apps.get_model("signups", "MailTemplate")
    if model._meta.db_table not in connections[using].introspection.table_names():
        return
    there = set(model.objects.using(using).values_list("key", "language"))
    missing = [
        model(key=key, language=language, **text)
        for language, mails in texts().items()
        if language in dict(settings.LANGUAGES)
        for key, text in mails.items()
        if (key, language) not in there
    ]
    model.objects.using(using).bulk_create(missing)


def connect(config) -> None:
    post_migrate.connect(ensure_mail_templates, sender=config, dispatch_uid="signups.mails")
