"""Two requests of one person: found, laid side by side, and merged without loss."""

from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ModelLogEntry

from cop_pages.models import CopPage, Invitation, OutgoingMail
from signups import links, merging
from signups.admin import actions
from signups.admin.outcome_forms import FORMS
from signups.models import (
    ArenaRequest,
    Consent,
    Entry,
    FacilitatorProfile,
    FacilitatorSearch,
    Intent,
    Purpose,
    Quote,
    SignUp,
    Status,
    StatusChange,
    WaitingListEntry,
)
from signups.pipeline import ImpossibleError, MergedError
from signups.wagtail_hooks import register_urls
from tests.cop_pages.factories import CopPageFactory

from .addresses import act, case
from .factories import (
    FacilitatorProfileFactory,
    FacilitatorRequestFactory,
    FacilitatorSearchFactory,
    PrivacyStatementPageFactory,
    QuoteFactory,
    SignUpFactory,
    WaitingListEntryFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def pair():
    """The same person twice: once about a garden, once about cooking."""
    kept = SignUpFactory(email="roos@example.org", phone="", case="Een tuin")
    double = SignUpFactory(
        email="Roos@Example.org", joining=True, phone="06 1", message="Ik kook graag"
    )
    return kept, double


@pytest.mark.parametrize(
    ("same", "found"),
    [
        ({"email": "ROOS@example.org"}, True),
        ({"phone": "06 99"}, True),
        ({"name": "roos kikkert", "postcode": "1000 AA"}, True),
        ({"name": "Roos Kikkert", "postcode": "9999 ZZ"}, False),
        ({"name": "Ander", "postcode": "1000 AA"}, False),
        ({"email": "roos_@example.org"}, False),
    ],
)
def test_same_person_is_recognised(same, found):
    one = SignUpFactory(
        name="Roos Kikkert", email="roos@example.org", phone="06 99", postcode="1000 AA"
    )
    other = SignUpFactory(**({"phone": "06 1", "postcode": "2000 BB"} | same))
    assert SignUp.objects.doubles_of(one).filter(pk=other.pk).exists() == found
    assert SignUp.objects.with_marks().get(pk=other.pk).has_double == found


def test_no_phone_and_no_postcode_make_nobody_the_same():
    one, other = SignUpFactory.create_batch(2, phone="", postcode="", name="Jan Jansen")
    assert not SignUp.objects.doubles_of(one).filter(pk=other.pk).exists()
    assert not SignUp.objects.with_marks().get(pk=one.pk).has_double


def test_doubles_stand_side_by_side(client, handler, pair):
    response = client.get(act("doubles", pair[0]))
    rows = {row["label"]: row for row in response.context["rows"]}
    assert response.context["columns"] == list(pair)
    assert any(row["values"] == ["Een tuin", ""] and row["differs"] for row in rows.values())


def test_merging_moves_conversation_and_quotes(handler, pair):
    kept, double = pair
    entry = Entry.objects.create(sign_up=double, text="Gebeld")
    quote = QuoteFactory(sign_up=double)
    merging.merge(kept=kept, double=double, by=handler)
    entry.refresh_from_db(), quote.refresh_from_db()
    assert entry.sign_up == kept
    assert quote.sign_up == kept


def test_merging_fills_gaps_and_overwrites_nothing(handler, pair):
    kept, double = pair
    today = timezone.localdate()
    SignUp.objects.filter(pk=double.pk).update(
        owner=handler, due_on=today, municipality="Zwolle", cop=CopPageFactory()
    )
    SignUp.objects.filter(pk=kept.pk).update(due_on=today + timedelta(days=2))
    merging.merge(kept=kept, double=double, by=handler)
    kept.refresh_from_db(), double.refresh_from_db()
    assert (kept.phone, kept.owner, kept.due_on) == ("06 1", handler, today)
    assert (kept.municipality, kept.cop) == ("Almere", double.cop)


def test_merging_keeps_the_words_of_both(handler, pair):
    kept, double = pair
    merging.merge(kept=kept, double=double, by=handler)
    kept.refresh_from_db()
    assert kept.case == "Een tuin"
    assert "Ik kook graag" in kept.entries.get().text


def test_merged_sign_up_is_closed_and_leads_to_the_other(client, handler, pair):
    kept, double = pair
    assert client.post(act("merge", kept, double.pk)).url == case(kept)
    double.refresh_from_db()
    assert double.merged_into == kept
    assert double.is_closed
    assert case(kept) in client.get(case(double)).content.decode()


def test_conversation_goes_on_at_the_kept_one_only(client, handler, pair):
    kept, double = pair
    merging.merge(kept=kept, double=double, by=handler)
    for sign_up, is_kept in ((kept, True), (double, False)):
        html = client.get(case(sign_up)).text
        for step in ("entry", "mail", "assign"):
            assert (f'action="{act(step, sign_up)}"' in html) is is_kept


def test_every_write_from_a_tab_that_stood_open_leads_to_the_kept_one(client, handler, pair):
    kept, double = pair
    entry = Entry.objects.create(sign_up=double, text="Gebeld")
    arena = ArenaRequest.objects.create(sign_up=double, organisation="Wonen")
    writes = stale_writes(double, entry, arena)
    merging.merge(kept=kept, double=double, by=handler)
    before = all_rows()
    for path, data in writes:
        response = client.post(path, data, follow=True)
        assert response.redirect_chain == [(case(kept), 303)], path
        told = [str(each).strip() for each in get_messages(response.wsgi_request)]
        assert told == [str(MergedError(kept.pk))], path
        assert all_rows() == before, path


def stale_writes(sign_up, entry, arena) -> list[tuple[str, dict]]:
    """Every address of the case page that writes, with what its buttons send."""
    cop = CopPageFactory().pk
    outcomes = {
        "invite": {"invite-cop": cop, "invite-role": "resident"},
        "wait": {"wait-cop": cop},
        "cop": {"cop-title_of_cop": "Tuin", "cop-place": "X", "cop-municipality": "Y"},
        "arena": {"arena-organisation": "Wonen"},
        "facilitator": {"facilitator-origin": "wijk"},
        "quote": {"quote-subject": "Begeleiding"},
    }
    assert outcomes.keys() == FORMS.keys()
    edit = reverse("signups_signup_modeladmin_edit", args=[sign_up.pk])
    return [
        (act("move", sign_up), {"status": "declined", "seen": "confirmed"}),
        (act("move", sign_up), {"status": "confirmed"}),
        (act("assign", sign_up), {"assign-owner": "", "assign-due_on": "2030-01-01"}),
        (act("entry", sign_up), {"entry-kind": "call", "entry-text": "Nog eens gebeld"}),
        (act("share", sign_up, entry.pk), {"shared": "1"}),
        (act("mail", sign_up), {"subject": "Dag", "body": "Hallo", "send": ""}),
        (act("merge", sign_up, SignUpFactory().pk), {}),
        (act("search_start", sign_up), {}),
        (act("arena", sign_up, arena.pk), {"answer": "yes"}),
        (edit, {"name": "Ander", "intent": "question", "language": "nl"}),
        *((act("outcome", sign_up, name), data) for name, data in outcomes.items()),
    ]


def all_rows() -> list[list[dict]]:
    """All that a write could have changed."""
    models = (
        SignUp, Entry, StatusChange, ArenaRequest, WaitingListEntry, Quote, FacilitatorSearch,
        FacilitatorProfile, Invitation, CopPage, OutgoingMail, Consent, ModelLogEntry,
    )  # fmt: skip
    return [list(each.objects.order_by("pk").values()) for each in models]


def test_every_address_of_a_case_that_writes_is_tried():
    """So that a new button is not forgotten here."""
    names = {each.name for each in register_urls() if "signups/<int:pk>/" in str(each.pattern)}
    tried = {"move", "assign", "entry", "share", "mail", "merge", "search_start", "arena"}
    assert names == {f"signups_{each}" for each in {*tried, "outcome", "doubles"}}


def test_who_writes_at_the_moment_of_the_merge_is_told_too(client, handler, pair, monkeypatch):
    """The merge is done after the address looked, and before the row is held."""
    kept, double = pair
    monkeypatch.setattr(actions, "refuse_merged", lambda _row: merging.merge(
        kept=kept, double=double, by=handler
    ))  # fmt: skip
    response = client.post(act("entry", double), {"entry-kind": "call", "entry-text": "Gebeld"})
    assert response.url == case(kept)
    assert not double.entries.exists()


def test_link_of_a_merged_request_leads_its_sender_to_the_one_that_goes_on(client, handler, pair):
    kept, double = pair
    merging.merge(kept=kept, double=double, by=handler)
    before, there = all_rows(), links.request_path(kept, "nl")
    for name, more in (("request", ()), ("withdraw", ()), ("revoke", ("news",))):
        path = reverse(f"signups:{name}", args=[links.token_for(double), *more])
        answer = client.post(path)
        assert (answer.status_code, answer.url) == (303, there), path
    assert client.get(links.request_path(double, "nl")).url == there
    assert all_rows() == before


def test_what_was_agreed_to_with_a_merged_request_can_be_taken_back_at_the_kept_one(
    client, handler
):
    kept = SignUpFactory()
    double = SignUpFactory(email=kept.email, consents=[Purpose.HANDLE, Purpose.NEWS])
    merging.merge(kept=kept, double=double, by=handler)
    html = client.get(links.request_path(kept, "nl")).text
    take_back = reverse("signups:revoke", args=[links.token_for(kept), "news"])
    assert html.count(take_back) == 1
    client.post(take_back)
    assert not double.consents.get(purpose="news").holds
    client.post(reverse("signups:withdraw", args=[links.token_for(kept)]))
    assert not any(each.holds for each in Consent.objects.all())


def test_merging_twice_is_merging_once(handler, pair):
    kept, double = pair
    for _time in range(2):
        merging.merge(kept=kept, double=double, by=handler)
    assert kept.entries.count() == 1


def test_nobody_stands_in_one_line_twice(handler, pair):
    kept, double = pair
    cop = CopPageFactory()
    long_ago = timezone.now() - timedelta(days=50)
    turn = WaitingListEntryFactory(sign_up=kept, cop=cop)
    WaitingListEntryFactory(sign_up=double, cop=cop, since=long_ago)
    merging.merge(kept=kept, double=double, by=handler)
    assert WaitingListEntry.objects.waiting().get() == turn
    turn.refresh_from_db()
    assert turn.since == long_ago


def test_place_in_another_line_is_kept(handler, pair):
    kept, double = pair
    turn = WaitingListEntryFactory(sign_up=double, cop=CopPageFactory())
    merging.merge(kept=kept, double=double, by=handler)
    turn.refresh_from_db()
    assert turn.sign_up == kept


def test_what_was_merged_before_follows(handler, pair):
    kept, double = pair
    third = SignUpFactory(merged_into=double)
    merging.merge(kept=kept, double=double, by=handler)
    third.refresh_from_db()
    assert third.merged_into == kept


def test_closed_or_unconfirmed_sign_ups_are_not_merged_into(client, handler):
    confirmed = SignUpFactory(intent=Intent.QUOTE)
    for kept in (SignUpFactory(status=Status.PLACED), SignUpFactory(new=True), confirmed):
        with pytest.raises(ImpossibleError):
            merging.merge(kept=kept, double=confirmed, by=handler)
    assert client.post(act("merge", kept, confirmed.pk)).status_code == 404


def test_failure_halfway_changes_nothing(handler, pair, monkeypatch):
    kept, double = pair
    Entry.objects.create(sign_up=double, text="Gebeld")

    def fail(*args, **kwargs):
        raise RuntimeError

    monkeypatch.setattr(merging, "log", fail)
    with pytest.raises(RuntimeError):
        merging.merge(kept=kept, double=double, by=handler)
    double.refresh_from_db(), kept.refresh_from_db()
    assert double.merged_into is None
    assert kept.phone == ""
    assert double.entries.count() == 1


def test_consents_of_all_that_was_merged_stand_at_the_kept_one(client, handler, pair):
    kept, double = pair
    statement = PrivacyStatementPageFactory().current_version
    Consent.objects.all().delete()
    for sign_up, purpose in ((double, Purpose.NEWS), (kept, Purpose.HANDLE)):
        Consent.objects.create(sign_up=sign_up, purpose=purpose, given=True, statement=statement)
    merging.merge(kept=kept, double=double, by=handler)
    response = client.get(case(kept))
    told = [(each.sign_up, each.purpose) for each in response.context["consents"]]
    assert told == [(kept, Purpose.HANDLE), (double, Purpose.NEWS)]
    assert f"{double}, " in response.text
    assert response.text.count("privacyverklaring 1") == 2


@pytest.fixture
def searched(pair):
    """Both searched for a facilitator, and both asked the same person."""
    profile = FacilitatorProfileFactory()
    searches = [FacilitatorSearchFactory(sign_up=each, cop=None) for each in pair]
    asked = [FacilitatorRequestFactory(search=each, profile=profile) for each in searches]
    return searches, asked


def test_address_of_a_merged_search_leads_to_the_one_that_goes_on(client, handler, pair, searched):
    (goes_on, other), _asked = searched
    merging.merge(kept=pair[0], double=pair[1], by=handler)
    for response in (
        client.get(reverse("signups_search", args=[other.pk])),
        client.post(reverse("signups_search_off", args=[other.pk])),
    ):
        assert response.status_code == 303
        assert response.url == reverse("signups_search", args=[goes_on.pk])
    assert "samengevoegd" in str(next(iter(get_messages(response.wsgi_request))))
    assert FacilitatorSearch.objects.open().get() == goes_on


def test_answer_to_either_search_is_kept(handler, pair, searched):
    (goes_on, _other), (_asked, answered) = searched
    answered.state, answered.answered_at = "accepted", timezone.now()
    answered.save()
    merging.merge(kept=pair[0], double=pair[1], by=handler)
    assert list(goes_on.requests.values_list("pk", "state")) == [(answered.pk, "accepted")]


def test_draft_of_a_cop_and_its_search_go_along(handler, pair, searched):
    (goes_on, other), _asked = searched
    other.cop = CopPageFactory(live=False)
    other.save()
    pair[1].placed_in = other.cop
    pair[1].save()
    kept = merging.merge(kept=pair[0], double=pair[1], by=handler)
    goes_on.refresh_from_db()
    assert (kept.placed_in_id, goes_on.cop) == (other.cop_id, other.cop)


def test_search_for_another_cop_goes_on_by_itself(handler, pair, searched):
    searches, _asked = searched
    cop = CopPageFactory()
    for search, page in zip(searches, (cop, CopPageFactory(parent=cop.get_parent())), strict=True):
        search.cop = page
        search.save()
    merging.merge(kept=pair[0], double=pair[1], by=handler)
    open_ones = FacilitatorSearch.objects.open().order_by("pk")
    assert list(open_ones.values_list("sign_up", flat=True)) == [pair[0].pk, None]
