"""What is kept of facilitators: told, erased, removed in time; and rows from before searches existed."""

from datetime import timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

from cop_pages import privacy
from signups import merging, retention
from signups.models import FacilitatorProfile, FacilitatorRequest, FacilitatorSearch
from signups.personal_data import erase_address, export_address
from tests.factories import MemberFactory

from .factories import (
    FacilitatorProfileFactory,
    FacilitatorRequestFactory,
    FacilitatorSearchFactory,
    SignUpFactory,
)

pytestmark = pytest.mark.django_db
LONG_AGO = timedelta(days=800)


def test_facilitator_sees_what_was_asked_and_answered():
    profile = FacilitatorProfileFactory(email="roos@example.org", about="kwaakprofiel")
    FacilitatorRequestFactory(profile=profile, message="kwaakvraag", answer="kwaakantwoord")
    told = str(export_address("Roos@example.org"))
    for word in ("kwaakprofiel", "kwaakvraag", "kwaakantwoord"):
        assert word in told


def test_requester_sees_that_a_facilitator_is_sought():
    FacilitatorSearchFactory(sign_up=SignUpFactory(email="vrager@example.org"))
    told = export_address("vrager@example.org")
    assert len(told) == 2


def test_erasing_a_facilitator_leaves_the_search_and_the_others():
    search = FacilitatorSearchFactory()
    for email in ("roos@example.org", "kees@example.org"):
        FacilitatorRequestFactory(search=search, profile__email=email)
    erase_address("roos@example.org")
    assert FacilitatorProfile.objects.get().email == "kees@example.org"
    assert search.requests.count() == 1


def test_member_takes_and_erases_the_same_rows():
    member = MemberFactory(email="roos@example.org")
    profile = FacilitatorProfileFactory(user=member, name="", email="")
    FacilitatorRequestFactory(profile=profile, answer="kwaakantwoord")
    assert "kwaakantwoord" in str(privacy.export(member))
    privacy.erase(member)
    assert not FacilitatorRequest.objects.exists()
    assert not FacilitatorProfile.objects.exists()


def old(state: str, **fields) -> FacilitatorSearch:
    return FacilitatorSearchFactory(state=state, decided_at=timezone.now() - LONG_AGO, **fields)


def test_what_was_asked_in_vain_goes_in_time_and_who_leads_stays():
    filled, off, open_ = old("filled"), old("called_off"), FacilitatorSearchFactory()
    for search, state in (
        (filled, "chosen"), (filled, "passed_over"), (filled, "declined"), (off, "withdrawn"),
        (open_, "accepted"),
    ):  # fmt: skip
        FacilitatorRequestFactory(search=search, state=state)
    assert retention.purge_facilitator_requests() == 3
    assert retention.purge_facilitator_requests() == 0
    states = FacilitatorRequest.objects.values_list("state", flat=True)
    assert set(states) == {"chosen", "accepted"}
    assert retention.purge_facilitator_searches() == 1
    assert set(FacilitatorSearch.objects.all()) == {filled, open_}


def test_merging_two_sign_ups_merges_their_searches():
    kept, double = SignUpFactory.create_batch(2, email="roos@example.org")
    one, two = (FacilitatorSearchFactory(sign_up=each) for each in (kept, double))
    both = FacilitatorProfileFactory()
    FacilitatorRequestFactory(search=one, profile=both, state="accepted")
    FacilitatorRequestFactory(search=two, profile=both)
    FacilitatorRequestFactory(search=two)
    merging.merge(kept=kept, double=double, by=None)
    assert kept.facilitator_searches.get() == one
    assert one.requests.count() == 2
    assert one.requests.get(profile=both).state == "accepted"


def test_merging_moves_a_search_that_only_the_double_has():
    kept, double = SignUpFactory.create_batch(2, email="roos@example.org")
    search = FacilitatorSearchFactory(sign_up=double)
    merging.merge(kept=kept, double=double, by=None)
    assert kept.facilitator_searches.get() == search


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        ({"asked"}, "open"),
        ({"declined", "withdrawn"}, "open"),
        ({"chosen", "asked"}, "filled"),
        ({"passed_over"}, "called_off"),
    ],
)
def test_state_of_a_search_from_before_follows_from_who_was_asked(states, expected):
    migration = import_module("signups.migrations.0002_facilitator_searches")
    assert migration.state_of(states) == expected


@pytest.mark.django_db(transaction=True, serialized_rollback=True)
@pytest.mark.skipif(connection.vendor != "postgresql", reason="takes a database of its own")
def test_requests_from_before_there_were_searches_get_one():
    before = MigrationExecutor(connection)
    state = before.migrate([("signups", "0001_initial")])
    try:
        fill_old_rows(state.apps)
    finally:
        after = MigrationExecutor(connection)
        after.migrate(after.loader.graph.leaf_nodes("signups"))
    searches = apps.get_model("signups", "FacilitatorSearch").objects.all()
    assert {each.state: each.requests.count() for each in searches} == {"open": 2, "filled": 1}
    assert FacilitatorRequest.objects.filter(state="accepted").count() == 1


def fill_old_rows(old_apps) -> None:
    """Two sign-ups; in the first somebody was asked twice."""
    requests = old_apps.get_model("signups", "FacilitatorRequest").objects
    make = old_apps.get_model("signups", "FacilitatorProfile").objects.create
    people = [make(name=f"Roos {n}", email=f"roos{n}@example.org") for n in range(3)]
    add = old_apps.get_model("signups", "SignUp").objects.create
    one, two = (add(intent="start_cop", name="A", email="a@example.org") for _each in range(2))
    for number, (person, case, word) in enumerate(
        [(0, one, "asked"), (0, one, "accepted"), (1, one, "declined"), (2, two, "chosen")]
    ):
        requests.create(
            profile=people[person], sign_up=case, state=word, token_hash=f"{number:064}"
        )
