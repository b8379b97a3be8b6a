"""Who leads an arena, who is invited into it, and what is said to them."""

import pytest
from django.contrib.messages import get_messages
from django.core import mail
from django.urls import reverse
from django.utils.translation import gettext

from arena.models import ArenaRole
from cop_pages import privacy, services
from cop_pages.models import Invitation
from tests.cop_pages.factories import MembershipFactory
from tests.factories import MemberFactory
from tests.meetings.factories import AttendanceFactory, MeetingFactory

from .factories import ArenaFactory, follower_of, lead_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def leading(lead, client):
    client.force_login(lead)
    return client


@pytest.fixture
def membership(arena, lead):
    return arena.memberships.get(user=lead)


def step_back(client, name, membership, data=None):
    key = {} if name == "leave" else {"membership_id": membership.pk}
    address = reverse(f"cop_pages:{name}", kwargs={"circle_id": membership.circle_id, **key})
    return client.post(address, data)


WAYS = pytest.mark.parametrize(
    ("name", "data"),
    [("leave", {}), ("end_membership", {}), ("change_role", {"role": ArenaRole.MANAGER})],
)


@WAYS
def test_last_lead_stays_and_hears_what_to_do_first(name, data, leading, membership):
    response = step_back(leading, name, membership, data)
    membership.refresh_from_db()
    assert (membership.is_active, membership.role) == (True, ArenaRole.LEAD)
    assert (response.status_code, response.url) == (303, membership.circle.get_members_url())
    assert "trekker van de arena" in str(next(iter(get_messages(response.wsgi_request))))


@WAYS
def test_one_of_two_leads_may_step_back(name, data, leading, membership, arena):
    lead_of(arena)
    step_back(leading, name, membership, data)
    membership.refresh_from_db()
    assert not (membership.is_active and membership.role == ArenaRole.LEAD)


def test_lead_whose_account_is_closed_leads_no_longer(membership, arena):
    other = lead_of(arena)
    other.is_active = False
    other.save()
    with pytest.raises(services.NobodyLeadsError):
        services.end_membership(membership=membership, by=membership.user)


def test_page_on_which_the_last_lead_would_leave_leads_to_everybody_s_roles(leading, membership):
    page = leading.get(reverse("cop_pages:leave", args=[membership.circle_id])).text
    assert membership.circle.get_members_url() in page
    assert 'method="post"' not in page.partition("<main")[2].partition("</main")[0]


def test_editor_who_deletes_the_last_lead_is_told_why_not(membership, admin_client):
    address = f"/admin/cop_pages/membership/delete/{membership.pk}/"
    response = admin_client.post(address)
    membership.refresh_from_db()
    assert (response.status_code, membership.is_active) == (302, True)


def test_last_facilitator_of_a_cop_may_leave(facilitator, cop):
    """The network finds another."""
    membership = cop.memberships.get(user=facilitator)
    services.end_membership(membership=membership, by=facilitator)
    assert not membership.is_active


def test_follower_who_leaves_is_told_to_ask_the_lead_for_a_way_back(sender, arena, client):
    client.force_login(sender)
    page = client.get(reverse("cop_pages:leave", args=[arena.pk])).text
    assert "Vraag de trekker van de arena" in page


def test_who_is_invited_belongs_to_the_organisation_of_the_arena(leading, arena):
    form = leading.get(arena.get_members_url()).context["form"]
    assert form["organisation"].value() == arena.organisation_id


def test_who_is_in_is_not_invited_again(leading, arena, sender):
    typed = {"email": sender.email.upper(), "role": ArenaRole.MANAGER}
    response = leading.post(arena.get_members_url(), typed)
    assert response.status_code == 422
    assert not Invitation.objects.exists()


def test_who_was_in_before_is_invited_again(leading, arena, sender):
    services.end_membership(membership=arena.memberships.get(user=sender), by=sender)
    typed = {"email": sender.email, "role": ArenaRole.EMPLOYEE}
    assert leading.post(arena.get_members_url(), typed).status_code == 303


def attend(arena, user):
    meeting = MeetingFactory(circle=arena, held=True)
    AttendanceFactory(meeting=meeting, user=user, present=True)


def test_certificate_is_signed_by_the_lead_as_lead(arena, lead, sender, client):
    membership = arena.memberships.get(user=sender)
    attend(arena, sender)
    client.force_login(sender)
    address = reverse("meetings:certificate", args=[arena.pk, membership.pk])
    assert f"{lead.get_full_name()}, trekker van de arena" in client.get(address).text


def test_what_i_bring_leads_on_to_mail_and_feed_in_an_arena(arena, cop, sender, client):
    MembershipFactory(circle=cop, user=sender)
    client.force_login(sender)
    pages = [
        client.get(reverse("cop_pages:my_membership", args=[pk])).text for pk in (arena.pk, cop.pk)
    ]
    assert [reverse("arena:following") in page.partition("<main")[2] for page in pages] == [
        True,
        False,
    ]


def edit(client, membership, role):
    url = f"/admin/cop_pages/membership/edit/{membership.pk}/"
    return client.post(url, {"role": role, "joined_on": "2026-01-01", "organisation": ""})


def test_editor_who_gives_the_last_lead_another_role_is_told_why_not(membership, admin_client):
    response = edit(admin_client, membership, ArenaRole.MANAGER)
    membership.refresh_from_db()
    assert membership.role == ArenaRole.LEAD
    told = gettext("Let somebody else lead this circle first.")
    assert response.context["form"].errors == {"role": [told]}


def test_editor_gives_one_of_two_leads_another_role_and_corrects_the_rest(
    membership, arena, admin_client
):
    lead_of(arena)
    assert edit(admin_client, membership, ArenaRole.MANAGER).status_code == 302
    membership.refresh_from_db()
    assert (membership.role, str(membership.joined_on)) == (ArenaRole.MANAGER, "2026-01-01")


def test_editor_corrects_the_day_on_which_the_last_lead_joined(membership, admin_client):
    assert edit(admin_client, membership, ArenaRole.LEAD).status_code == 302
    membership.refresh_from_db()
    assert str(membership.joined_on) == "2026-01-01"


def test_network_hears_once_when_the_last_lead_erases_their_account(
    arena, lead, django_capture_on_commit_callbacks
):
    moderator = MemberFactory(moderator=True, language="nl")
    follower_of(arena)
    with django_capture_on_commit_callbacks(execute=True):
        privacy.erase(lead)
    (told,) = [each for each in mail.outbox if arena.title in each.subject]
    assert told.to == [moderator.email]
    assert f"/admin/cop_pages/membership/?of={arena.pk}" in told.body
    assert lead.name not in told.body


def test_network_hears_nothing_while_somebody_leads_or_when_the_arena_is_no_more(
    arena, lead, django_capture_on_commit_callbacks
):
    MemberFactory(moderator=True)
    gone = ArenaFactory()
    MembershipFactory(circle=gone, user=lead, role=ArenaRole.LEAD)
    gone.unpublish()
    lead_of(arena)
    with django_capture_on_commit_callbacks(execute=True):
        privacy.erase(lead)
    assert not mail.outbox


def test_moderator_who_erases_their_own_account_hears_nothing_of_it(
    arena, django_capture_on_commit_callbacks
):
    moderator = MemberFactory(moderator=True)
    MembershipFactory(circle=arena, user=moderator, role=ArenaRole.LEAD)
    with django_capture_on_commit_callbacks(execute=True):
        privacy.erase(moderator)
    assert not mail.outbox


def test_desk_names_arenas_that_nobody_leads(arena, lead, client):
    led = ArenaFactory()
    lead_of(led)
    lead.is_active = False
    lead.save()
    people = f"/admin/cop_pages/membership/?of={arena.pk}"
    for role, is_told in (("moderator", True), ("editor", False)):
        client.force_login(MemberFactory(**{role: True}))
        page = client.get("/admin/").text
        assert (people in page) == is_told
        assert f"?of={led.pk}" not in page
