"""An arena around one CoP, and somebody of each kind."""

import pytest

from cop_pages.models import Role
from tests.cop_pages.factories import MembershipFactory

from .factories import ArenaFactory, follower_of, lead_of


@pytest.fixture
def arena():
    return ArenaFactory()


@pytest.fixture
def cop(arena):
    return arena.cops.first()


@pytest.fixture
def lead(arena):
    return lead_of(arena)


@pytest.fixture
def sender(arena):
    return follower_of(arena)


@pytest.fixture
def facilitator(cop):
    return MembershipFactory(circle=cop, role=Role.FACILITATOR).user
