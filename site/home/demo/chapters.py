"""What apps beside this one add to the demo: their module `demo_network`, found by its name."""

from importlib import import_module

from django.apps import apps
from django.utils.module_loading import module_has_submodule

from .ledger import Ledger
from .tree import Tree

CHAPTER = "demo_network"


def lay_chapters(ledger: Ledger, tree: Tree) -> None:
    """Each has a function `lay(ledger, tree)`; so this app names none of them."""
    for config in apps.get_app_configs():
        if module_has_submodule(config.module, CHAPTER):
            import_module(f"{config.name}.{CHAPTER}").lay(ledger, tree)
