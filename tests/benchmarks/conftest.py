import pytest

from modules_library.starting_terms import STARTING_TERMS, add_starting_terms
from tests.factories import ModuleIndexPageFactory


@pytest.fixture
def catalogue(db):
    """An empty catalogue, with the goals and phases that modules are filed under."""
    for model in STARTING_TERMS:
        add_starting_terms(model)
    return ModuleIndexPageFactory()
