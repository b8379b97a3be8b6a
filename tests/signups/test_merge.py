"""Two requests of one person: found, laid side by side, and merged without loss."""

from datetime import timedelta

import pytest
from django.utils import timezone

from signups import merging
from signups.models import Entry, Intent, SignUp, Status, WaitingListEntry
from signups.pipeline import ImpossibleError
from tests.cop_pages.factories import CopPageFactory

from .addresses import act, case
from .factories import QuoteFactory, SignUpFactory, WaitingListEntryFactory

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
