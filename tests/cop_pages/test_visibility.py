"""Who may see a circle, asked through the queryset that every channel uses."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser, Permission
from django.core.exceptions import ValidationError
from django.utils import timezone
from wagtail.models import Page, PageViewRestriction

from cop_pages.models import Circle, CircleFile, CircleIndexPage, CopPage, CopUpdatePage

from .factories import (
    CircleFileFactory,
    CircleIndexPageFactory,
    CopPageFactory,
    CopUpdatePageFactory,
    MembershipFactory,
    UserFactory,
    home_page,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def cop():
    return CopPageFactory()


@pytest.fixture
def member(cop):
    return MembershipFactory(circle=cop).user


def visible(user):
    return list(Circle.objects.visible_to(user).values_list("pk", flat=True))


def test_a_member_sees_their_own_circle_and_no_other(cop, member):
    CopPageFactory(parent=cop.get_parent())
    assert visible(member) == [cop.pk]


def test_a_visitor_sees_no_circle(cop):
    assert visible(AnonymousUser()) == []


def test_a_person_without_membership_sees_no_circle(cop):
    assert visible(UserFactory()) == []


def test_an_inactive_account_sees_no_circle(cop, member):
    member.is_active = False
    assert visible(member) == []


def test_a_membership_that_ended_gives_nothing(cop, member):
    cop.memberships.update(ended_at=timezone.now())
    assert visible(member) == []


def test_who_may_view_all_circles_sees_every_published_circle(cop):
    curator = UserFactory()
    curator.user_permissions.add(Permission.objects.get(codename="view_all_circles"))
    CopPageFactory(parent=cop.get_parent(), live=False)
    assert visible(curator) == [cop.pk]


def test_an_unpublished_circle_is_gone_for_its_members(cop, member):
    cop.unpublish()
    assert visible(member) == []


def test_an_expired_circle_is_gone_before_any_cron_job_runs(cop, member):
    CopPage.objects.filter(pk=cop.pk).update(expire_at=timezone.now() - timedelta(seconds=1))
    assert visible(member) == []


def test_unpublishing_the_section_hides_the_circles_in_it(cop, member):
    cop.get_parent().specific.unpublish()
    assert visible(member) == []


def test_a_circle_outside_the_section_is_seen_by_nobody(cop, member):
    home = home_page()
    cop.move(home, pos="last-child")
    assert visible(member) == []


def test_a_copy_of_a_circle_has_no_members(cop, member):
    cop.copy(update_attrs={"slug": "kopie"})
    assert visible(member) == [cop.pk]


def test_a_circle_refuses_an_alias(cop):
    with pytest.raises(ValidationError):
        cop.create_alias(update_slug="alias")
    assert CopPage.objects.count() == 1


def test_an_update_is_visible_to_members_of_its_circle_only(cop, member):
    update = CopUpdatePageFactory(parent=cop)
    assert list(CopUpdatePage.objects.visible_to(member)) == [update]
    assert not CopUpdatePage.objects.visible_to(UserFactory()).exists()


def test_an_update_moved_out_of_its_circle_is_seen_by_nobody(cop, member):
    update = CopUpdatePageFactory(parent=cop)
    update.move(home_page(), pos="last-child")
    assert not CopUpdatePage.objects.visible_to(member).exists()


def test_a_file_is_visible_to_members_of_its_circle_only(cop, member, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    circle_file = CircleFileFactory(circle=cop)
    assert list(CircleFile.objects.visible_to(member)) == [circle_file]
    assert not CircleFile.objects.visible_to(UserFactory()).exists()


def test_visible_circles_cost_one_query(cop, member, django_assert_num_queries):
    with django_assert_num_queries(3):  # Two more ask for the permission to view all.
        visible(member)


def public_pages():
    return set(Page.objects.live().public().values_list("pk", flat=True))


def test_the_section_gets_a_restriction_by_itself(cop):
    assert not {cop.pk, cop.get_parent().pk} & public_pages()
    assert PageViewRestriction.objects.count() == 1


def test_a_lifted_restriction_comes_back(cop):
    PageViewRestriction.objects.get().delete()
    assert cop.pk not in public_pages()


def test_a_restriction_deleted_in_bulk_comes_back(cop):
    PageViewRestriction.objects.all().delete()
    assert cop.pk not in public_pages()


def test_the_restriction_goes_with_the_page_that_is_deleted(cop):
    cop.get_parent().specific.delete()
    assert not PageViewRestriction.objects.exists()


def test_a_copied_section_is_restricted_too(cop):
    copy = CircleIndexPage.objects.get().copy(recursive=True, update_attrs={"slug": "kopie"})
    assert (
        not set(copy.get_descendants(inclusive=True).values_list("pk", flat=True)) & public_pages()
    )


def test_a_private_page_moved_to_a_public_place_takes_a_restriction_along(cop):
    cop.move(home_page(), pos="last-child")
    assert cop.pk not in public_pages()


def test_many_circles_share_one_restriction(cop):
    for _ in range(5):
        CopPageFactory(parent=cop.get_parent())
    assert PageViewRestriction.objects.count() == 1


def test_the_section_is_made_once_per_place():
    section = CircleIndexPageFactory()
    assert not CircleIndexPage.can_create_at(section.get_parent())
