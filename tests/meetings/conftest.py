"""A CoP with a facilitator, a draft, and the planner of that draft."""

import pytest

from tests.cop_pages.factories import CopPageFactory
from tests.factories import MemberFactory

from .factories import MeetingFactory, facilitator_of
from .planner_page import PlannerPage


@pytest.fixture
def cop():
    return CopPageFactory()


@pytest.fixture
def facilitator(cop):
    return facilitator_of(cop)


@pytest.fixture
def meeting(cop):
    return MeetingFactory(circle=cop)


@pytest.fixture
def moderator(client):
    moderator = MemberFactory(moderator=True, name="Mo Derator")
    client.force_login(moderator)
    return moderator


@pytest.fixture
def planner(client, facilitator, meeting):
    client.force_login(facilitator)
    return PlannerPage(client, meeting)
