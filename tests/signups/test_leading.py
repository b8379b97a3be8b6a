"""Handing a CoP over, the notes of a case for who leads it, and what the admin shows to whom."""

import pytest
from django.core import mail
from django.urls import reverse

from cop_pages import services as circles
from cop_pages.models import CopPage, Role
from meetings.models import ActionItem
from signups import leading, searches
from signups.models import FacilitatorProfile, FacilitatorRequest, Status
from signups.pipeline import ImpossibleError
from signups.starting_mails import ensure_mail_templates
from tests.cop_pages.factories import CopPageFactory, MembershipFactory
from tests.factories import MemberFactory

from .factories import FacilitatorProfileFactory, FacilitatorRequestFactory, SignUpFactory

pytestmark = pytest.mark.django_db
State = FacilitatorRequest.State


@pytest.fixture(autouse=True)
def texts(db):
    ensure_mail_templates()


@pytest.fixture
def cop():
    return CopPageFactory(title="CoP Waterwijk", status=CopPage.Status.ACTIVE)


@pytest.fixture
def former(cop):
    user = MemberFactory(name="Oud", email="oud@example.org")
    return MembershipFactory(circle=cop, user=user, role=Role.FACILITATOR)


@pytest.fixture
def successor():
    user = MemberFactory(name="Nieuw", email="nieuw@example.org")
    return FacilitatorProfileFactory(user=user, name="", email="")


def recipients() -> list[str]:
    return sorted(each.to[0] for each in mail.outbox)


# Handing over


def test_who_takes_over_gets_the_lead_the_open_actions_and_the_pack(
    cop, former, successor, django_capture_on_commit_callbacks
):
    open_, done = (
        ActionItem.objects.create(circle=cop, text="Bel", owner=former.user, state=state)
        for state in ("open", "done")
    )
    others = ActionItem.objects.create(circle=cop, text="Mail", owner=MemberFactory())
    with django_capture_on_commit_callbacks(execute=True):
        for _click in range(2):
            leading.hand_over(cop=cop, former=former, profile=successor, by=None)
    assert cop.is_facilitated_by(successor.user)
    assert not cop.is_facilitated_by(former.user)
    assert not cop.active_memberships().filter(user=former.user).exists()
    for row in (open_, done, others):
        row.refresh_from_db()
    assert open_.owner == successor.user
    assert done.owner == former.user
    assert others.owner != successor.user
    assert recipients() == ["nieuw@example.org", "oud@example.org"]
    told = next(each.body for each in mail.outbox if each.to == ["nieuw@example.org"])
    assert reverse("meetings:handover", args=[cop.pk]) in told


def test_who_hands_over_may_stay_as_a_resident(cop, former, successor):
    leading.hand_over(
        cop=cop, former=former, profile=successor, by=None, stays_as=Role.RESIDENT.value
    )
    assert cop.active_memberships().get(user=former.user).role == Role.RESIDENT
    assert not cop.is_facilitated_by(former.user)


def test_second_hand_over_to_another_is_refused(cop, former, successor):
    other = FacilitatorProfileFactory(user=MemberFactory(), name="", email="")
    leading.hand_over(cop=cop, former=former, profile=successor, by=None)
    with pytest.raises(ImpossibleError):
        leading.hand_over(cop=cop, former=former, profile=other, by=None)
    assert not cop.is_facilitated_by(other.user)


def test_hand_over_needs_an_account_and_another_person(cop, former):
    outside = FacilitatorProfileFactory()
    own = FacilitatorProfileFactory(user=former.user, name="", email="")
    for profile in (outside, own):
        with pytest.raises(ImpossibleError):
            leading.hand_over(cop=cop, former=former, profile=profile, by=None)
    assert cop.is_facilitated_by(former.user)


def willing(cop, former, profile) -> FacilitatorRequest:
    search = searches.start_for_cop(cop=cop, by=None, replaces=former)
    return FacilitatorRequestFactory(search=search, profile=profile, state=State.ACCEPTED)


def test_search_for_a_successor_ends_in_a_hand_over(cop, former, successor):
    searches.choose(request=willing(cop, former, successor), by=None)
    assert cop.is_facilitated_by(successor.user)
    assert not cop.is_facilitated_by(former.user)


def test_former_facilitator_leads_until_the_next_one_has_an_account(cop, former):
    request = willing(cop, former, FacilitatorProfileFactory(email="straks@example.org"))
    searches.choose(request=request, by=None)
    assert cop.is_facilitated_by(former.user)
    member = MemberFactory(email="straks@example.org")
    circles.accept(invitation=cop.invitations.get(), user=member)
    assert cop.is_facilitated_by(member)
    assert not cop.is_facilitated_by(former.user)


# Notes of the case


@pytest.fixture
def case(cop):
    case = SignUpFactory(placed_in=cop, status=Status.PLACED)
    case.entries.create(text="kwaakdeel", is_shared=True)
    case.entries.create(text="kwaakgeheim")
    return case


def notes(case) -> str:
    return reverse("facilitators:notes", args=[case.pk])


def test_shared_notes_are_for_who_leads_the_cop_until_they_stop(client, case, cop, former):
    client.force_login(former.user)
    text = client.get(notes(case)).text
    assert "kwaakdeel" in text
    assert "kwaakgeheim" not in text
    assert notes(case) in client.get(cop.url).text
    circles.end_membership(membership=former, by=former.user)
    assert client.get(notes(case)).status_code == 404


def test_notes_go_over_to_who_takes_over(client, case, cop, former, successor):
    leading.hand_over(cop=cop, former=former, profile=successor, by=None, stays_as="resident")
    client.force_login(former.user)
    assert client.get(notes(case)).status_code == 404
    assert notes(case) not in client.get(cop.url).text
    client.force_login(successor.user)
    assert client.get(notes(case)).status_code == 200


def test_notes_are_nothing_to_members_and_visitors(client, case, cop):
    member = MembershipFactory(circle=cop, user=MemberFactory()).user
    assert client.get(notes(case)).status_code == 302
    client.force_login(member)
    assert client.get(notes(case)).status_code == 404
    assert notes(case) not in client.get(cop.url).text


def test_chosen_one_reads_the_notes_before_there_is_a_cop(client):
    case, member = SignUpFactory(), MemberFactory()
    case.entries.create(text="kwaakdeel", is_shared=True)
    search = searches.start_for_sign_up(sign_up=case, by=None)
    request = FacilitatorRequestFactory(search=search, profile__user=member, state=State.ACCEPTED)
    client.force_login(member)
    assert client.get(notes(case)).status_code == 404
    searches.choose(request=request, by=None)
    assert "kwaakdeel" in client.get(notes(case)).text


def test_notes_of_who_only_joins_stay_with_the_intake(client, cop, former):
    case = SignUpFactory(joining=True, placed_in=cop, status=Status.PLACED)
    client.force_login(former.user)
    assert client.get(notes(case)).status_code == 404


# The admin


def admin(name: str, *args) -> str:
    return reverse(f"signups_{name}", args=args)


def test_editor_goes_from_the_case_to_a_choice(client, handler, cop):
    sign_up = SignUpFactory(placed_in=cop, status=Status.PLACED)
    profile = FacilitatorProfileFactory(name="Roos Kikkert", municipalities=["Almere"])
    case_page = reverse("signups_signup_modeladmin_inspect", args=[sign_up.pk])
    assert admin("search_start", sign_up.pk) in client.get(case_page).text
    page = client.post(admin("search_start", sign_up.pk), follow=True)
    assert page.status_code == 200
    assert "Roos Kikkert" in page.text
    search = sign_up.facilitator_searches.get()
    for _click in range(2):
        response = client.post(admin("search_ask", search.pk), {"profiles": [profile.pk]})
        assert response.status_code == 303
    request = search.requests.get()
    choose = admin("search_choose", search.pk, request.pk)
    assert client.post(choose, follow=True).status_code == 200
    request.refresh_from_db()
    assert request.state == State.ASKED
    searches.answer(request=request, willing=True)
    assert choose in client.get(admin("search", search.pk)).text
    assert [client.post(choose).status_code for _click in range(2)] == [303, 303]
    request.refresh_from_db()
    assert request.state == State.CHOSEN


@pytest.mark.parametrize("profiles", [[], ["abc"], ["9" * 40], ["\0"], [str(2**63)]])
def test_whom_to_ask_is_chosen_from_the_list(profiles, client, handler, cop):
    search = searches.start_for_cop(cop=cop, by=handler)
    response = client.post(admin("search_ask", search.pk), {"profiles": profiles})
    assert response.status_code in {400, 422}


def test_addresses_of_the_search_are_for_the_intake_only(client, viewer, cop, former):
    search = searches.start_for_cop(cop=cop, by=None)
    request = FacilitatorRequestFactory(search=search, state=State.ACCEPTED)
    for path in (admin("searches"), admin("search", search.pk), admin("hand_over", cop.pk)):
        assert client.get(path).status_code == 302
    for path in (
        admin("search_ask", search.pk),
        admin("search_off", search.pk),
        admin("search_cop", cop.pk),
        admin("search_choose", search.pk, request.pk),
        admin("hand_over", cop.pk),
    ):
        assert client.post(path).status_code == 302
    request.refresh_from_db()
    assert request.state == State.ACCEPTED


def test_what_is_not_there_is_not_found(client, handler, cop):
    search = searches.start_for_cop(cop=cop, by=handler)
    other = FacilitatorRequestFactory()
    draft = CopPageFactory(live=False, parent=cop.get_parent())
    assert client.get(admin("search", 999_999)).status_code == 404
    assert client.get(admin("search", int("9" * 40))).status_code == 400
    assert client.post(admin("search_choose", search.pk, other.pk)).status_code == 404
    assert client.get(admin("hand_over", draft.pk)).status_code == 404
    assert client.post(admin("search_cop", draft.pk)).status_code == 404


def test_overview_names_cops_without_a_facilitator(client, handler, cop):
    led = CopPageFactory(title="CoP Geleid", parent=cop.get_parent())
    MembershipFactory(circle=led, user=MemberFactory(), role=Role.FACILITATOR)
    page = client.get(admin("searches"))
    assert [each.title for each in page.context["without"]] == ["CoP Waterwijk"]
    assert [each.title for each in page.context["led"]] == ["CoP Geleid"]
    searches.start_for_cop(cop=cop, by=handler)
    assert not client.get(admin("searches")).context["without"]


@pytest.mark.parametrize("page", ["searches", "search"])
def test_pages_of_the_search_ask_a_constant_number_of_queries(page, handler, queries_of, cop):
    search = searches.start_for_cop(cop=cop, by=handler)
    path = admin("searches") if page == "searches" else admin("search", search.pk)

    def add(number: int) -> None:
        for each in range(number):
            FacilitatorRequestFactory(
                search=search, profile__user=MemberFactory(), profile__municipalities=["Almere"]
            )
            led = CopPageFactory(parent=cop.get_parent(), slug=f"geleid-{number}-{each}")
            MembershipFactory(circle=led, user=MemberFactory(), role=Role.FACILITATOR)
            searches.start_for_cop(cop=led, by=handler)

    add(2)
    few = queries_of(path)
    add(10)
    assert queries_of(path) == few


def test_editor_hands_over_in_the_admin_and_twice_is_once(client, handler, cop, former, successor):
    path = admin("hand_over", cop.pk)
    assert "Oud" in client.get(path).text
    data = {"former": former.pk, "successor": successor.pk, "stays_as": ""}
    assert [client.post(path, data).status_code for _click in range(2)] == [303, 303]
    assert cop.is_facilitated_by(successor.user)
    other = FacilitatorProfileFactory(user=MemberFactory(), name="", email="")
    assert client.post(path, data | {"successor": other.pk}).status_code == 409


@pytest.mark.parametrize("number", ["", "abc", "9" * 40, "\0"])
def test_hand_over_form_refuses_what_is_no_choice(number, client, handler, cop, former):
    data = {"former": number, "successor": number, "stays_as": number}
    assert client.post(admin("hand_over", cop.pk), data).status_code in {400, 422}
    assert client.post(admin("search_cop", cop.pk), {"replaces": number}).status_code in {303, 400}


def test_editor_shares_an_entry_and_takes_it_back(client, handler, case):
    entry = case.entries.get(text="kwaakgeheim")
    for value, shared in (("1", True), ("1", True), ("0", False)):
        path = admin("share", case.pk, entry.pk)
        assert client.post(path, {"shared": value}).status_code == 303
        entry.refresh_from_db()
        assert entry.is_shared is shared


LIST = reverse("signups_facilitatorprofile_modeladmin_index")


def test_editor_keeps_a_profile(client, handler):
    data = {
        "name": "Roos Kikkert",
        "email": "roos@example.org",
        "origin": "wijk",
        "place": "Waterwijk",
        "case_kinds": ["initiative"],
        "dayparts": ["mon_morning", "tue_evening"],
        "is_active": "on",
        "regions-TOTAL_FORMS": 1,
        "regions-INITIAL_FORMS": 0,
        "regions-MIN_NUM_FORMS": 0,
        "regions-MAX_NUM_FORMS": 1000,
        "regions-0-municipality": "Almere",
    }
    add = reverse("signups_facilitatorprofile_modeladmin_create")
    assert client.post(add, data | {"dayparts": ["sun_night"]}).status_code == 200
    assert client.post(add, data | {"email": ""}).status_code == 200
    assert client.post(add, data).status_code == 302
    profile = FacilitatorProfile.objects.get()
    assert profile.municipalities == ["Almere"]
    assert profile.dayparts == ["mon_morning", "tue_evening"]
    edit = reverse("signups_facilitatorprofile_modeladmin_edit", args=[profile.pk])
    assert client.get(edit).text.count(" checked") == 4
    assert "Roos Kikkert" in client.get(f"{LIST}?municipality=Almere&q=Roos").text
    assert "Roos Kikkert" not in client.get(f"{LIST}?municipality=Zwolle").text


def test_profiles_are_closed_to_who_does_not_keep_them(client, viewer):
    profile = FacilitatorProfileFactory(name="Geheim")
    edit = reverse("signups_facilitatorprofile_modeladmin_edit", args=[profile.pk])
    for path in (LIST, f"{LIST}?export=csv", edit):
        response = client.get(path)
        assert response.status_code in {302, 403, 404}
        assert "Geheim" not in response.content.decode()


def test_search_that_goes_on_learns_whom_it_replaces(cop, former):
    search = searches.start_for_cop(cop=cop, by=None)
    assert searches.start_for_cop(cop=cop, by=None, replaces=former) == search
    search.refresh_from_db()
    assert search.replaces == former
    searches.start_for_cop(cop=cop, by=None)
    search.refresh_from_db()
    assert search.replaces == former
