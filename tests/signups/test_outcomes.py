"""Every outcome in one click: complete or not at all, and safe to ask for twice."""

from datetime import timedelta

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from cop_pages import services as circles
from cop_pages.models import CircleIndexPage, CopPage, Invitation, Membership, Role
from signups import outcomes, services
from signups.models import (
    ArenaRequest,
    FacilitatorProfile,
    Intent,
    SignUp,
    Status,
    WaitingListEntry,
    Who,
)
from signups.pipeline import ImpossibleError
from tests.cop_pages.factories import (
    CircleIndexPageFactory,
    CopPageFactory,
    MembershipFactory,
    UserFactory,
)

from .addresses import act, case
from .factories import (
    FacilitatorProfileFactory,
    SignUpFactory,
    WaitingListEntryFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def joining(cop):
    return SignUpFactory(joining=True, cop=cop, email="roos@example.org")


def post(client, sign_up, name: str, **data):
    """As the form of this outcome sends it."""
    fields = {f"{name}-{field}": value for field, value in data.items()}
    return client.post(act("outcome", sign_up, name), fields)


def test_invitation_places_somebody(
    client, handler, joining, cop, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        response = post(client, joining, "invite", cop=cop.pk, role="resident")
    joining.refresh_from_db()
    invitation = Invitation.objects.get()
    assert (response.status_code, response.url) == (303, case(joining))
    assert (joining.status, joining.placed_in_id) == (Status.PLACED, cop.pk)
    assert (invitation.email, invitation.role) == ("roos@example.org", Role.RESIDENT)
    assert [each.to for each in mail.outbox] == [["roos@example.org"]]


def test_second_click_invites_nobody_again(handler, joining, cop):
    for _click in range(2):
        outcomes.invite(sign_up=joining, cop=cop, by=handler)
    assert Invitation.objects.count() == 1
    assert joining.history.count() == 1


def test_professional_is_invited_as_one(client, handler, joining, cop):
    joining.who = Who.PROFESSIONAL
    joining.save()
    outcomes.invite(sign_up=joining, cop=cop, by=handler)
    assert Invitation.objects.get().role == Role.PROFESSIONAL


def test_member_is_not_invited_into_their_own_cop(client, handler, joining, cop):
    MembershipFactory(circle=cop, user=UserFactory(email="Roos@example.org"))
    assert post(client, joining, "invite", cop=cop.pk, role="resident").status_code == 422
    joining.refresh_from_db()
    assert joining.status == Status.CONFIRMED
    assert not Invitation.objects.exists()


def test_only_an_open_cop_can_be_chosen(client, handler, joining, cop):
    done = CopPageFactory(status=CopPage.Status.COMPLETED, parent=cop.get_parent().specific)
    assert post(client, joining, "invite", cop=done.pk, role="resident").status_code == 422
    assert post(client, joining, "wait", cop="9" * 30).status_code == 422
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("state", ["new", "declined", "withdrawn", "placed"])
def test_closed_or_unconfirmed_sign_up_has_no_outcome(state, client, handler, joining, cop):
    joining.status = state
    joining.save()
    assert post(client, joining, "invite", cop=cop.pk, role="resident").status_code == 422
    assert not Invitation.objects.exists()


def test_failing_mail_leaves_nothing_behind(handler, joining, cop, monkeypatch):
    def fail(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(circles, "send_mail", fail)
    with pytest.raises(RuntimeError):
        outcomes.invite(sign_up=joining, cop=cop, by=handler)
    joining.refresh_from_db()
    assert joining.status == Status.CONFIRMED
    assert not Invitation.objects.exists()


def test_waiting_list_is_told_by_mail(
    client, handler, joining, cop, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        for _click in range(2):
            post(client, joining, "wait", cop=cop.pk)
    joining.refresh_from_db()
    assert joining.status == Status.WAITING_LIST
    assert WaitingListEntry.objects.waiting().count() == 1
    (letter,) = mail.outbox
    assert "wachtlijst van Tuin voor allen" in letter.subject


def test_next_in_line_is_invited_when_a_place_opens(handler, cop):
    early, late = (
        WaitingListEntryFactory(cop=cop, since=timezone.now() - timedelta(days=days))
        for days in (9, 3)
    )
    circles.end_membership(membership=MembershipFactory(circle=cop), by=handler)
    early.refresh_from_db(), late.refresh_from_db()
    assert (early.state, late.state) == ("invited", "waiting")
    assert early.sign_up.status == Status.PLACED
    assert Invitation.objects.get().email == early.sign_up.email


def test_place_goes_past_who_is_no_longer_waiting(handler, cop):
    gone = WaitingListEntryFactory(cop=cop, since=timezone.now() - timedelta(days=9))
    SignUp.objects.filter(pk=gone.sign_up_id).update(status=Status.DECLINED)
    inside = WaitingListEntryFactory(cop=cop, since=timezone.now() - timedelta(days=5))
    MembershipFactory(circle=cop, user=UserFactory(email=inside.sign_up.email))
    waiting = WaitingListEntryFactory(cop=cop)
    assert outcomes.invite_next(cop=cop) == waiting.sign_up
    gone.refresh_from_db(), inside.refresh_from_db()
    assert {gone.state, inside.state} == {"left"}


@pytest.mark.parametrize("role", [Role.FACILITATOR, Role.ARENA_LIAISON])
def test_facilitator_who_leaves_opens_no_place(role, handler, cop):
    turn = WaitingListEntryFactory(cop=cop)
    circles.end_membership(membership=MembershipFactory(circle=cop, role=role), by=handler)
    turn.refresh_from_db()
    assert turn.state == "waiting"


def test_no_place_opens_in_a_cop_that_is_over(handler, cop):
    WaitingListEntryFactory(cop=cop)
    cop.status = CopPage.Status.COMPLETED
    cop.save()
    assert outcomes.invite_next(cop=cop) is None
    assert not Invitation.objects.exists()


def test_cop_that_has_too_many_already_invites_nobody_when_one_leaves(handler, cop):
    turn = WaitingListEntryFactory(cop=cop)
    leaves, _stays = MembershipFactory.create_batch(2, circle=cop, role=Role.RESIDENT)
    CopPage.objects.filter(pk=cop.pk).update(places=1)
    circles.end_membership(membership=leaves, by=handler)
    turn.refresh_from_db()
    assert turn.state == "waiting"


def test_more_places_are_filled_from_the_waiting_list_when_the_page_is_published(cop):
    for days in range(3):
        WaitingListEntryFactory(cop=cop, since=timezone.now() - timedelta(days=days))
    for _publication in range(2):
        cop.places = 2
        cop.save_revision().publish()
    assert Invitation.objects.count() == 2
    assert WaitingListEntry.objects.waiting().count() == 1


def test_case_says_how_many_stand_before_somebody(client, handler, cop):
    first = WaitingListEntryFactory(cop=cop, since=timezone.now() - timedelta(days=9))
    second = WaitingListEntryFactory(cop=cop)
    elsewhere = WaitingListEntryFactory(cop=CopPageFactory(parent=cop.get_parent()))
    assert [each.place_in_line for each in (first, second, elsewhere)] == [1, 2, 1]
    told = gettext("number %(number)s in line") % {"number": 2}
    assert told in client.get(case(second.sign_up)).text
    outcomes.invite_next(cop=cop)
    first.refresh_from_db()
    assert (first.place_in_line, second.place_in_line) == (None, 1)


@pytest.fixture
def section():
    return CircleIndexPageFactory()


COP = {
    "title_of_cop": "Tuin in Waterwijk",
    "place": "Waterwijk",
    "municipality": "Almere",
    "summary": "Een tuin voor de straat.",
}


def test_new_cop_is_a_draft_with_case_and_place(client, handler, section):
    row = SignUpFactory(case="Wij willen een tuin.", case_kind="policy_goal", name="Roos Kikkert")
    response = post(client, row, "cop", **COP)
    page = CopPage.objects.get()
    row.refresh_from_db()
    assert response.url == reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert (page.live, page.get_parent().specific) == (False, section)
    assert (page.title, page.place, page.case) == (
        "Tuin in Waterwijk",
        "Waterwijk",
        "Wij willen een tuin.",
    )
    assert (page.case_kind, row.placed_in_id) == ("policy_goal", page.pk)
    assert row.status == Status.IN_CONVERSATION
    assert "Kikkert" not in str(page.latest_revision.content) + page.slug


def test_new_cop_is_made_once(handler, section):
    row = SignUpFactory()
    facts = {"title": "Tuin", "place": "A", "municipality": "B", "summary": "C"}
    one, two = (outcomes.start_cop(sign_up=row, by=handler, **facts) for _click in range(2))
    assert one.pk == two.pk
    assert CopPage.objects.count() == 1


def test_new_cop_is_not_offered_again_once_it_is_there(client, handler, section):
    row = SignUpFactory()
    offered = 'name="cop-title_of_cop"'
    assert offered in client.get(case(row)).text
    post(client, row, "cop", **COP)
    assert offered not in client.get(case(row)).text


def test_two_cops_may_have_one_name(handler, section):
    facts = {"title": "CoP Almere", "place": "A", "municipality": "B", "summary": "C"}
    pages = [outcomes.start_cop(sign_up=SignUpFactory(), by=handler, **facts) for _time in range(2)]
    assert len({page.slug for page in pages}) == 2


def test_requester_is_invited_once_the_page_is_published(handler, section):
    row = SignUpFactory(email="roos@example.org")
    facts = {"title": "Tuin", "place": "A", "municipality": "B", "summary": "C"}
    page = outcomes.start_cop(sign_up=row, by=handler, **facts)
    assert not Invitation.objects.exists()
    for _time in range(2):
        page.get_latest_revision().publish()
    row.refresh_from_db()
    assert row.status == Status.PLACED
    assert Invitation.objects.get().email == "roos@example.org"


def test_publishing_invites_nobody_who_withdrew(handler, section):
    row = SignUpFactory()
    facts = {"title": "Tuin", "place": "A", "municipality": "B", "summary": "C"}
    page = outcomes.start_cop(sign_up=row, by=handler, **facts)
    services.withdraw(sign_up=row)
    page.get_latest_revision().publish()
    assert not Invitation.objects.exists()


def test_new_cop_needs_a_section_to_lie_in(client, handler):
    CircleIndexPage.objects.all().delete()
    row = SignUpFactory()
    assert post(client, row, "cop", **COP).status_code == 422
    row.refresh_from_db()
    assert row.placed_in is None
    assert row.status == Status.CONFIRMED


def test_arena_request_is_made_once_and_led_on(client, handler, cop):
    row = SignUpFactory(intent=Intent.ARENA, organisation="Woonstad")
    for _click in range(2):
        post(client, row, "arena", organisation="Woonstad", cop=cop.pk)
    request = ArenaRequest.objects.get()
    row.refresh_from_db()
    assert (request.organisation, request.cop, row.status) == (
        "Woonstad",
        cop,
        Status.IN_CONVERSATION,
    )
    client.post(act("arena", row, request.pk), {"answer": "yes"})
    request.refresh_from_db(), row.refresh_from_db()
    assert (request.state, row.status) == ("agreed", Status.PLACED)


def test_declined_arena_request_leaves_the_sign_up_open(client, handler):
    row = SignUpFactory(intent=Intent.ARENA, organisation="Woonstad")
    request = outcomes.request_arena(sign_up=row, organisation="Woonstad", cop=None, by=handler)
    outcomes.decide_arena(request=request, agreed=False, by=handler)
    outcomes.decide_arena(request=request, agreed=True, by=handler)
    request.refresh_from_db(), row.refresh_from_db()
    assert (request.state, row.status) == ("declined", Status.IN_CONVERSATION)


def test_arena_is_drafted_where_arenas_are_installed(handler, cop):
    model = outcomes.arena_model()
    if model is None:
        pytest.skip("this version has no arena pages")
    row = SignUpFactory(intent=Intent.ARENA, organisation="Woonstad")
    request = outcomes.request_arena(sign_up=row, organisation="Woonstad", cop=cop, by=handler)
    outcomes.decide_arena(request=request, agreed=True, by=handler)
    page, row = model.objects.get(), SignUp.objects.get(pk=row.pk)
    assert (page.live, page.organisation.name) == (False, "Woonstad")
    assert list(page.cops.all()) == [cop]
    assert row.placed_in_id == page.pk
    page.get_latest_revision().publish()
    invitation = Invitation.objects.get()
    assert (invitation.circle_id, invitation.email) == (page.pk, row.email)
    assert invitation.role in model.roles.values


def test_facilitator_profile_is_made_once(client, handler):
    row = SignUpFactory(intent=Intent.FACILITATOR, organisation="Welzijn")
    for _click in range(2):
        post(client, row, "facilitator", origin="organisation")
    profile = FacilitatorProfile.objects.get()
    row.refresh_from_db()
    assert (profile.email, profile.origin) == (row.email, "organisation")
    assert profile.municipalities == ["Almere"]
    assert row.status == Status.PLACED


def test_facilitator_with_an_account_is_known_by_it(handler):
    member = UserFactory(email="roos@example.org")
    row = SignUpFactory(intent=Intent.FACILITATOR, email="Roos@example.org")
    profile = outcomes.make_facilitator(sign_up=row, origin="wijk", by=handler)
    assert (profile.user, profile.name, profile.email) == (member, "", "")


def test_known_facilitator_keeps_their_profile(handler):
    known = FacilitatorProfileFactory(email="roos@example.org")
    row = SignUpFactory(intent=Intent.FACILITATOR, email="roos@example.org")
    assert outcomes.make_facilitator(sign_up=row, origin="wijk", by=handler) == known


def test_outcome_that_was_asked_for_is_open(client, handler, joining):
    offered = client.get(case(joining)).context["outcomes"]
    assert [each["form"].name for each in offered if each["is_first"]] == ["invite", "wait"]
    assert len(offered) == 6


def test_unknown_outcome_is_not_found(client, handler, joining):
    assert client.post(act("outcome", joining, "onzin")).status_code == 404


def test_who_is_not_in_hand_raises(handler, cop):
    with pytest.raises(ImpossibleError):
        outcomes.wait(sign_up=SignUpFactory(new=True), cop=cop, by=handler)
    assert not Membership.objects.exists()
