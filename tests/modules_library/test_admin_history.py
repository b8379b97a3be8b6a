"""The history of a row in the admin: it says what was done, and leads back."""

import pytest
from django.urls import reverse

from tests.factories import GoalFactory, MemberFactory

pytestmark = pytest.mark.django_db


def test_history_of_a_goal_leads_back_to_it(client):
    goal = GoalFactory()
    client.force_login(MemberFactory(moderator=True))
    page = client.get(reverse("modules_library_goal_modeladmin_history", args=[goal.pk]))
    edit = reverse("modules_library_goal_modeladmin_edit", args=[goal.pk])
    assert edit in [each["url"] for each in page.context["breadcrumbs_items"]]


def test_who_may_not_change_a_goal_has_no_history_of_it(client):
    goal = GoalFactory()
    client.force_login(MemberFactory(editor=True))
    url = reverse("modules_library_goal_modeladmin_history", args=[goal.pk])
    assert client.get(url).status_code == 404
