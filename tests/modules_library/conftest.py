"""A catalogue with modules to look things up in."""

from itertools import count

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import QueryDict

from modules_library.catalogue import Catalogue
from modules_library.models import ModulePage
from tests.factories import ModuleIndexPageFactory, ModulePageFactory

VISITOR = AnonymousUser()


@pytest.fixture
def index(db):
    """An empty catalogue on the Dutch home page."""
    return ModuleIndexPageFactory()


@pytest.fixture
def add_module(index):
    """Publish a module in the catalogue: `add_module("Wijkwandeling", kind="instrument")`."""
    numbers = count()

    def add(title="Module", *, goals=(), tags=(), **fields) -> ModulePage:
        fields = {"parent": index, "slug": f"module-{next(numbers)}", "terms": goals} | fields
        module = ModulePageFactory(title=title, **fields)
        if tags:
            module.tags.set(tags)
            module.save()
        return module

    return add


@pytest.fixture
def look_up(index):
    """The catalogue at a query string, as a visitor sees it: `look_up("kind=learning")`."""

    def look(query="", user=VISITOR, **options) -> Catalogue:
        modules = ModulePage.objects.in_catalogue(index).visible_to(user)
        return Catalogue(modules, QueryDict(query), base_url="/modules/", **options)

    return look


@pytest.fixture
def titles(look_up):
    """The titles found at a query string, in order."""
    return lambda query="": [module.title for module in look_up(query).results]
