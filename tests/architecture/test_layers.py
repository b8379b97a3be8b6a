"""The house has floors: what stands lower knows nothing of what stands higher."""

import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.apps import apps

from .sources import LAYERS, LIBRARY, ROOT, SIBLINGS, python_files


def our_models():
    return [model for model in apps.get_models(include_auto_created=True) if owner(model) in LAYERS]


def owner(model) -> str:
    return model._meta.app_config.name


def relations(model):
    return [
        field
        for field in model._meta.get_fields()
        if field.is_relation
        and field.remote_field
        and field.related_model
        and not field.auto_created
    ]


def may_know(app: str, other: str) -> bool:
    """Whether code of one app may name the other."""
    if app == other or other not in LAYERS:
        return True
    return LAYERS.index(other) < LAYERS.index(app) and frozenset({app, other}) not in SIBLINGS


def test_imports_point_downwards():
    lint_imports = Path(sys.executable).with_name("lint-imports")
    path = os.pathsep.join([str(ROOT), str(ROOT / "site")])
    run = subprocess.run(
        [lint_imports, "--no-cache"],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr


@pytest.mark.parametrize("model", our_models(), ids=lambda model: model._meta.label)
def test_foreign_keys_point_downwards(model):
    for field in relations(model):
        if getattr(field, "swappable_setting", None) == "AUTH_USER_MODEL":
            continue  # The one way in which the library may name a person.
        other = owner(field.related_model)
        assert may_know(owner(model), other), (
            f"{model._meta.label}.{field.name} points up to {other}"
        )


@pytest.mark.parametrize("app", LIBRARY)
def test_library_app_names_no_app_of_the_site(app):
    """Also not in a string, where import-linter does not look: 'members.Member'."""
    forbidden = [f"{other}." for other in LAYERS if not may_know(app, other)]
    for path in python_files(tests=False):
        if path.relative_to(ROOT).parts[0] != app:
            continue
        for quote in "\"'":
            for other in forbidden:
                assert f"{quote}{other}" not in path.read_text(), f"{path} names {other}"


def test_site_is_a_folder_and_not_a_package():
    assert not (ROOT / "site" / "__init__.py").exists()
