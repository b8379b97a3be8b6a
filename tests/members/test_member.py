"""A member is one person with one address."""

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth import authenticate
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from members.addresses import verify
from members.models import Member
from tests.factories import PASSWORD, MemberFactory

pytestmark = pytest.mark.django_db


def test_address_is_kept_in_lower_case():
    assert MemberFactory(email=" Truus@Example.ORG ").email == "truus@example.org"


def test_two_members_cannot_share_an_address_in_other_capitals():
    MemberFactory(email="truus@example.org")
    with pytest.raises(ValidationError):
        Member(email="TRUUS@example.org").full_clean()
    with pytest.raises(IntegrityError), transaction.atomic():
        Member.objects.bulk_create([Member(email="TRUUS@example.org")])


def test_member_is_found_by_address_in_any_capitals():
    member = MemberFactory(email="truus@example.org")
    assert Member.objects.get_by_natural_key("Truus@Example.org") == member


def test_address_never_shows_in_the_name_of_a_member():
    member = MemberFactory(name="", email="geheim@example.org")
    for text in (str(member), member.get_full_name(), member.get_short_name()):
        assert text
        assert "geheim" not in text


def test_member_without_password_cannot_log_in_with_an_empty_one(rf):
    member = MemberFactory(password=None)
    assert not member.has_usable_password()
    assert authenticate(rf.get("/"), email=member.email, password="") is None


def test_new_member_has_one_address_that_is_still_to_be_verified():
    member = MemberFactory()
    address = EmailAddress.objects.get(user=member)
    assert (address.email, address.primary, address.verified) == (member.email, True, False)


def test_changed_address_closes_the_door_of_the_old_one(rf):
    member = MemberFactory(email="oud@example.org")
    verify(member)
    member.email = "nieuw@example.org"
    member.save()
    address = EmailAddress.objects.get(user=member)
    assert (address.email, address.verified) == ("nieuw@example.org", False)
    assert authenticate(rf.get("/"), email="oud@example.org", password=PASSWORD) is None


def test_logging_in_does_not_touch_the_addresses(django_assert_num_queries):
    member = MemberFactory()
    with django_assert_num_queries(1):
        member.save(update_fields=["last_login"])


def test_whoever_has_the_server_vouches_for_the_address_of_an_administrator():
    admin = Member.objects.create_superuser("Baas@example.org", PASSWORD, name="Baas")
    assert admin.is_superuser
    assert EmailAddress.objects.get(user=admin).verified
