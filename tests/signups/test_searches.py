"""A search from question to choice: links, answers, who hears what, and nothing twice."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from cop_pages import services
from cop_pages.models import CopPage, Invitation, Role
from signups import leading, outcomes, searches
from signups.models import FacilitatorRequest, FacilitatorSearch, Intent, Status
from signups.pipeline import ImpossibleError
from signups.starting_mails import ensure_mail_templates
from tests.cop_pages.factories import CopPageFactory, MembershipFactory
from tests.factories import MemberFactory

from .addresses import case
from .factories import (
    FacilitatorProfileFactory,
    FacilitatorRequestFactory,
    FacilitatorSearchFactory,
    SignUpFactory,
)

pytestmark = pytest.mark.django_db
LINK = re.compile(r"http\S+/procesbegeleiding/(\S+)/")
State = FacilitatorRequest.State


@pytest.fixture(autouse=True)
def texts(db):
    ensure_mail_templates()


@pytest.fixture
def editor():
    return MemberFactory(moderator=True, name="Mo Derator", email="mo@example.org")


@pytest.fixture
def cop():
    return CopPageFactory(title="CoP Waterwijk", status=CopPage.Status.ACTIVE)


@pytest.fixture
def search(cop, editor):
    return searches.start_for_cop(cop=cop, by=editor)


@pytest.fixture
def ask(search, editor, django_capture_on_commit_callbacks):
    """Ask one person and give their request and the secret of the link."""

    def asked(profile=None, **fields) -> tuple[FacilitatorRequest, str]:
        profile = profile or FacilitatorProfileFactory(**fields)
        with django_capture_on_commit_callbacks(execute=True):
            searches.ask(search=search, profiles=[profile], by=editor, message="Iets voor jou?")
        return search.requests.get(profile=profile), LINK.search(mail.outbox[-1].body)[1]

    return asked


def path(token: str) -> str:
    return f"/procesbegeleiding/{token}/"


def say(client, token: str, decision: str, text: str = ""):
    return client.post(path(token), {"decision": decision, "text": text})


def recipients() -> list[str]:
    return sorted(each.to[0] for each in mail.outbox)


# Starting


def test_search_starts_once(cop, editor):
    first = searches.start_for_cop(cop=cop, by=editor)
    assert searches.start_for_cop(cop=cop, by=editor) == first
    sign_up = SignUpFactory()
    one = searches.start_for_sign_up(sign_up=sign_up, by=editor)
    assert searches.start_for_sign_up(sign_up=sign_up, by=editor) == one


def test_search_for_a_sign_up_with_a_cop_is_the_search_of_that_cop(cop, search, editor):
    sign_up = SignUpFactory(placed_in=cop, status=Status.PLACED)
    assert searches.start_for_sign_up(sign_up=sign_up, by=editor) == search
    search.refresh_from_db()
    assert search.sign_up == sign_up


@pytest.mark.parametrize(
    "fields",
    [{"new": True}, {"intent": Intent.JOIN_COP}, {"status": Status.DECLINED}],
)
def test_sign_up_of_which_no_cop_comes_gets_no_search(fields, editor):
    with pytest.raises(ImpossibleError):
        searches.start_for_sign_up(sign_up=SignUpFactory(**fields), by=editor)
    assert not FacilitatorSearch.objects.exists()


def test_draft_of_a_cop_takes_the_search_along(cop, editor):
    sign_up = SignUpFactory()
    search = searches.start_for_sign_up(sign_up=sign_up, by=editor)
    page = outcomes.start_cop(
        sign_up=sign_up, by=editor, title="CoP", place="A", municipality="B", summary="C"
    )
    search.refresh_from_db()
    assert search.cop == page


# Asking and answering


def test_mail_brings_a_link_that_shows_the_question_and_decides_nothing(ask, client):
    request, token = ask(name="Roos Kikkert", email="roos@example.org")
    assert recipients() == ["roos@example.org"]
    response = client.get(path(token))
    assert response.status_code == 200
    assert "CoP Waterwijk" in response.text
    assert "Iets voor jou?" in response.text
    request.refresh_from_db()
    assert request.state == State.ASKED


def test_answer_counts_and_can_be_changed_until_the_choice(ask, client):
    request, token = ask()
    for decision, state in (("yes", "accepted"), ("yes", "accepted"), ("no", "declined")):
        assert say(client, token, decision, "Graag").status_code == 303
        request.refresh_from_db()
        assert (request.state, request.answer) == (state, "Graag")


def test_same_answer_twice_is_told_once(ask, client, django_capture_on_commit_callbacks):
    _request, token = ask()
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        for _click in range(3):
            say(client, token, "yes")
    assert recipients() == ["mo@example.org"]
    assert "wil" in mail.outbox[0].subject or "would" in mail.outbox[0].subject


@pytest.mark.parametrize(
    "data", [{}, {"decision": "maybe"}, {"decision": "yes", "text": "x" * 1001}]
)
def test_answer_that_is_none_is_refused(data, ask, client):
    request, token = ask()
    assert client.post(path(token), data).status_code == 422
    request.refresh_from_db()
    assert request.state == State.ASKED


def test_nul_byte_and_odd_links_break_nothing(ask, client):
    _request, token = ask()
    assert say(client, token, "yes", "a\0b").status_code in {400, 422}
    for odd in ("geraden", "%00", "a" * 500, "%ed%a0%80"):
        assert client.get(path(odd)).status_code in {400, 404}


def test_link_runs_out(ask, client):
    request, token = ask()
    with time_machine.travel(timezone.now() + timedelta(days=22)):
        assert client.get(path(token)).status_code == 200
        assert say(client, token, "yes").status_code == 409
    request.refresh_from_db()
    assert request.state == State.ASKED


def test_asking_again_at_once_mails_nobody_and_later_renews_the_link(ask, client):
    profile = FacilitatorProfileFactory()
    request, token = ask(profile)
    ask(profile)
    assert len(mail.outbox) == 1
    FacilitatorRequest.objects.update(asked_at=timezone.now() - timedelta(days=2))
    _same, newer = ask(profile)
    assert newer != token
    assert client.get(path(token)).status_code == 404
    assert FacilitatorRequest.objects.get() == request


def test_who_said_yes_is_not_asked_again(ask, client):
    profile = FacilitatorProfileFactory()
    _request, token = ask(profile)
    say(client, token, "yes")
    FacilitatorRequest.objects.update(asked_at=timezone.now() - timedelta(days=2))
    ask(profile)
    assert FacilitatorRequest.objects.get().state == State.ACCEPTED


# Choosing


@pytest.fixture
def willing(ask, client):
    def asked(**fields):
        request, token = ask(**fields)
        say(client, token, "yes")
        request.refresh_from_db()
        return request, token

    return asked


def test_everybody_hears_of_the_choice(
    search, willing, ask, client, cop, editor, django_capture_on_commit_callbacks
):
    search.sign_up = SignUpFactory(email="vrager@example.org", placed_in=cop)
    search.save()
    contact = MemberFactory(email="contact@example.org")
    MembershipFactory(circle=cop, user=contact)
    MembershipFactory(circle=cop, user=MemberFactory(email="later@example.org"))
    request, token = willing(email="roos@example.org")
    _other, other_token = willing(email="ja@example.org")
    _no, no_token = ask(email="nee@example.org")
    say(client, no_token, "no")
    ask(email="stil@example.org")
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        searches.choose(request=request, by=editor)
    assert recipients() == [
        "contact@example.org", "ja@example.org", "nee@example.org", "roos@example.org",
        "roos@example.org", "stil@example.org", "vrager@example.org",
    ]  # fmt: skip
    states = dict(FacilitatorRequest.objects.values_list("profile__email", "state"))
    assert states == {
        "roos@example.org": "chosen",
        "ja@example.org": "passed_over",
        "nee@example.org": "declined",
        "stil@example.org": "passed_over",
    }
    assert "roos@example.org" not in "".join(each.body for each in mail.outbox)
    assert client.get(path(token)).status_code == 200
    assert say(client, other_token, "no").status_code == 409


def test_chosen_member_leads_at_once(willing, cop, editor):
    member = MemberFactory()
    request, _token = willing(user=member, name="", email="")
    searches.choose(request=request, by=editor)
    assert cop.is_facilitated_by(member)
    assert not Invitation.objects.exists()


def test_chosen_one_who_was_a_resident_becomes_the_facilitator(willing, cop, editor):
    member = MemberFactory()
    membership = MembershipFactory(circle=cop, user=member)
    request, _token = willing(user=member, name="", email="")
    searches.choose(request=request, by=editor)
    membership.refresh_from_db()
    assert membership.role == Role.FACILITATOR
    assert cop.memberships.count() == 1


def test_account_with_the_same_address_is_theirs(willing, cop, editor):
    member = MemberFactory(email="roos@example.org")
    request, _token = willing(email="Roos@example.org")
    searches.choose(request=request, by=editor)
    assert cop.is_facilitated_by(member)
    request.profile.refresh_from_db()
    assert (request.profile.user, request.profile.email) == (member, "")


def test_chosen_one_without_an_account_is_invited_and_then_leads(willing, cop, editor):
    request, _token = willing(email="roos@example.org")
    searches.choose(request=request, by=editor)
    invitation = Invitation.objects.get()
    assert (invitation.email, invitation.role) == ("roos@example.org", Role.FACILITATOR)
    member = MemberFactory(email="roos@voorbeeld.nl")
    MembershipFactory(circle=cop, user=member)
    outcome = accept(invitation, member)
    assert outcome.role == Role.RESIDENT
    assert cop.is_facilitated_by(member)
    request.profile.refresh_from_db()
    assert request.profile.user == member


def accept(invitation, member):
    return services.accept(invitation=invitation, user=member)


def test_who_has_a_profile_already_goes_on_under_that_one(willing, cop, editor):
    request, _token = willing(email="roos@example.org")
    searches.choose(request=request, by=editor)
    own = FacilitatorProfileFactory(user=MemberFactory(), name="", email="")
    accept(Invitation.objects.get(), own.user)
    request.refresh_from_db()
    assert request.profile == own
    assert cop.is_facilitated_by(own.user)


def test_cop_that_is_not_published_yet_gets_its_facilitator_when_it_is(editor, cop):
    sign_up = SignUpFactory()
    page = outcomes.start_cop(
        sign_up=sign_up, by=editor, title="CoP", place="A", municipality="B", summary="C"
    )
    member = MemberFactory()
    request = FacilitatorRequestFactory(
        search=searches.start_for_sign_up(sign_up=sign_up, by=editor),
        profile__user=member,
        state=State.ACCEPTED,
    )
    searches.choose(request=request, by=editor)
    assert not page.memberships.exists()
    for _time in range(2):
        page.save_revision().publish()
    assert page.is_facilitated_by(member)
    membership = page.memberships.get(user=member)
    membership.role = Role.RESIDENT
    membership.save()
    page.save_revision().publish()
    assert not page.is_facilitated_by(member)


def test_only_who_said_yes_can_be_chosen_and_only_once(ask, willing, editor, search):
    silent, _token = ask()
    with pytest.raises(ImpossibleError):
        searches.choose(request=silent, by=editor)
    first, _token = willing()
    second, _token = willing()
    searches.choose(request=first, by=editor)
    searches.choose(request=first, by=editor)
    with pytest.raises(ImpossibleError):
        searches.choose(request=second, by=editor)
    with pytest.raises(ImpossibleError):
        searches.ask(search=search, profiles=[FacilitatorProfileFactory()], by=editor)
    assert [each.state for each in (first, second)] == ["accepted", "accepted"]
    assert FacilitatorRequest.objects.filter(state=State.CHOSEN).count() == 1


def test_search_that_is_called_off_tells_who_waits(
    search, ask, willing, client, editor, django_capture_on_commit_callbacks
):
    willing(email="ja@example.org")
    ask(email="stil@example.org")
    _no, token = ask(email="nee@example.org")
    say(client, token, "no")
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        for _click in range(2):
            searches.call_off(search=search, by=editor)
    assert recipients() == ["ja@example.org", "stil@example.org"]
    assert search.requests.filter(state=State.WITHDRAWN).count() == 2


def test_log_names_nobody(willing, editor, search):
    request, _token = willing(name="Roos Kikkert", email="roos@example.org")
    searches.choose(request=request, by=editor)
    rows = ModelLogEntry.objects.filter(action__startswith="signups.")
    assert {each.action for each in rows} >= {
        "signups.search_started",
        "signups.facilitator_asked",
        "signups.facilitator_answered",
        "signups.facilitator_chosen",
    }
    told = "".join(f"{each.label} {each.data}" for each in rows)
    assert "Roos" not in told
    assert "roos@" not in told


def test_facilitator_who_leaves_is_chosen_no_longer(willing, cop, editor):
    member = MemberFactory()
    request, _token = willing(user=member, name="", email="")
    searches.choose(request=request, by=editor)
    services.end_membership(membership=cop.memberships.get(), by=member)
    request.refresh_from_db()
    assert request.state == State.STOPPED
    assert leading.leader(cop.memberships.get().pk) is None


def test_search_is_for_a_cop_or_a_sign_up_and_says_so_without_names():
    search = FacilitatorSearchFactory(sign_up=SignUpFactory(name="Kwaak", municipality="Zwolle"))
    assert (search.place, search.municipality) == ("", "Zwolle")
    assert "Kwaak" not in f"{search} {search.subject}"


def test_cop_whose_chosen_one_is_not_in_yet_says_so(willing, cop, editor, client):
    request, _token = willing(name="Rachid")
    searches.choose(request=request, by=editor)
    client.force_login(editor)
    page = client.get(reverse("signups_searches")).text
    assert "Rachid is gekozen en uitgenodigd, maar nog niet binnen." in page
    assert reverse("signups_search_cop", args=[cop.pk]) in page


def test_case_names_who_was_chosen(willing, cop, editor, client):
    request, _token = willing(name="Rachid")
    sign_up = SignUpFactory()
    FacilitatorSearch.objects.filter(pk=request.search_id).update(sign_up=sign_up)
    searches.choose(request=request, by=editor)
    client.force_login(editor)
    assert "<strong>Rachid</strong>" in client.get(case(sign_up)).text
