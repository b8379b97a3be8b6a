"""Runs after every migration: a fresh database gets its roles, collections and workflow."""

from django.apps import apps
from django.contrib.auth.management import create_permissions
from django.db import connections
from django.db.models.signals import post_migrate

from . import roles, seeds
from .models import Role

NEEDED = ("wagtailcore_page", "wagtailcore_workflow", "wagtailcore_groupcollectionpermission")


def provision(using: str = "default", **_kwargs) -> None:
    """Idempotent; waits until the tables it needs are there (`migrate members` on its own)."""
    tables = connections[using].introspection.table_names()
    if {*NEEDED, Role._meta.db_table}.issubset(tables):
        _create_all_permissions(using)
        seeds.ensure_collections()
        roles.ensure_roles()
        seeds.ensure_workflow()


def _create_all_permissions(using: str) -> None:
    """Django makes permissions app by app in this same signal; ours may come before others'."""
    for config in apps.get_app_configs():
        create_permissions(config, verbosity=0, using=using)


def connect(config) -> None:
    post_migrate.connect(provision, sender=config, dispatch_uid="members.provisioning")
