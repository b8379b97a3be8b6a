"""Who could lead a CoP: local first, then connected, then the network; and why."""

import random
from datetime import datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cop_pages.models import CopPage, Role
from signups import matching
from signups.models import FacilitatorProfile, Origin
from tests.cop_pages.factories import CopPageFactory, MembershipFactory
from tests.factories import MemberFactory, ModulePageFactory
from tests.meetings.factories import MeetingFactory

from .factories import (
    FacilitatorProfileFactory,
    FacilitatorRequestFactory,
    FacilitatorSearchFactory,
    SignUpFactory,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def cop():
    return CopPageFactory(
        place="Waterwijk",
        municipality="Almere",
        case_kind=CopPage.CaseKind.INITIATIVE,
        status=CopPage.Status.ACTIVE,
    )


@pytest.fixture
def search(cop):
    return FacilitatorSearchFactory(cop=cop, sign_up=None)


def add(name: str, origin: str = Origin.NETWORK, *, where: str = "Almere", **fields):
    return FacilitatorProfileFactory(
        name=name, origin=origin, municipalities=[where] if where else [], **fields
    )


def names(search) -> list[str]:
    return [each.profile.full_name for each in matching.rank(search)]


def reasons(search, name: str) -> str:
    found = next(each for each in matching.rank(search) if each.profile.full_name == name)
    return " ".join(reason.text for reason in found.reasons)


def test_local_people_come_first_then_connected_ones_then_the_network(search):
    everything = {
        "case_kinds": ["initiative"],
        "dayparts": ["mon_morning", "tue_morning"],
    }
    add("Netwerk", Origin.NETWORK, **everything)
    add("Elders", Origin.WIJK, where="Zwolle", place="Waterwijk", **everything)
    add("Organisatie", Origin.ORGANISATION, **everything)
    add("Gemeente", Origin.MUNICIPALITY)
    add("Andere wijk", Origin.WIJK, place="Stedenwijk", **everything)
    add("Wijk", Origin.WIJK, place=" waterWIJK ")
    ranked = names(search)
    assert ranked[0] == "Wijk"
    assert set(ranked[1:3]) == {"Gemeente", "Andere wijk"}
    assert ranked[3:] == ["Organisatie", "Netwerk", "Elders"]


def test_connected_people_who_work_here_come_before_those_who_do_not(search):
    add("Ver weg", Origin.ORGANISATION, where="Zwolle", case_kinds=["initiative"])
    add("Hier", Origin.ORGANISATION, where="almere")
    assert names(search) == ["Hier", "Ver weg"]


def test_within_one_heading_experience_comes_first_then_time_then_load(search, cop):
    module = ModulePageFactory(title="Wijkwandeling")
    cop.modules_used = [module]
    cop.save()
    busy = MemberFactory(name="Druk")
    other = CopPageFactory(parent=cop.get_parent())
    MembershipFactory(circle=other, user=busy, role=Role.FACILITATOR)
    add("Niets")
    add("", user=busy, email="", dayparts=["mon_morning"])
    add("Tijd", dayparts=["mon_morning"])
    knows = add("Module")
    knows.modules = [module]
    knows.save()
    add("Soort casus", case_kinds=["initiative"])
    assert names(search) == ["Soort casus", "Module", "Tijd", "Druk", "Niets"]


def test_usual_moment_of_the_cop_counts(search, cop):
    for day in (3, 10, 17):
        evening = datetime(2026, 11, day, 19, 30, tzinfo=timezone.get_default_timezone())
        MeetingFactory(circle=cop, starts_at=evening)
    add("Ochtend", dayparts=["tue_morning", "wed_morning", "thu_morning"])
    add("Avond", dayparts=["tue_evening"])
    assert names(search) == ["Avond", "Ochtend"]
    assert "dinsdagavond" in reasons(search, "Avond")
    assert reasons(search, "Avond") != reasons(search, "Ochtend")


def test_who_cannot_be_asked_is_not_in_the_list(search):
    add("Slaapt", is_active=False)
    add("", user=MemberFactory(name="Gesloten", is_active=False), email="")
    add("Wakker")
    assert names(search) == ["Wakker"]


def test_who_leads_this_cop_already_is_not_in_the_list(search, cop):
    leader = MemberFactory(name="Leidt al")
    MembershipFactory(circle=cop, user=leader, role=Role.FACILITATOR)
    add("", user=leader, email="")
    add("Ander")
    assert names(search) == ["Ander"]


def test_sign_up_without_a_cop_is_matched_by_its_municipality_and_kind_of_case():
    search = FacilitatorSearchFactory(sign_up=SignUpFactory(municipality="Zwolle"))
    add("Almere", Origin.MUNICIPALITY)
    add("Zwolle", Origin.MUNICIPALITY, where="Zwolle")
    add("Zwolle, en de wijk", Origin.WIJK, where="Zwolle", place="Assendorp")
    assert names(search)[2] == "Almere"
    assert set(names(search)[:2]) == {"Zwolle", "Zwolle, en de wijk"}


def test_every_match_says_why_in_words(search):
    add("Roos", Origin.WIJK, place="Waterwijk", case_kinds=["initiative"])
    add("Kees", where="")
    assert "Waterwijk" in reasons(search, "Roos")
    assert len(matching.rank(search)[0].reasons) == 5
    assert [each.speaks_for for each in matching.rank(search)[1].reasons] == [
        False, False, False, False, True,
    ]  # fmt: skip


def test_promises_count_as_load():
    promised = add("Belooft")
    FacilitatorRequestFactory(profile=promised, state="chosen")
    add("Vrij")
    loads = dict(FacilitatorProfile.objects.with_load().values_list("name", "load"))
    assert loads == {"Belooft": 1, "Vrij": 0}


def test_same_rows_give_the_same_list_in_whatever_order_they_came(search):
    for number in random.Random(4).sample(range(12), 12):
        add(f"Begeleider {number}", random.Random(number).choice(Origin.values))
    assert names(search) == names(search)
    alike = [each for each in matching.rank(search) if each.profile.origin == Origin.NETWORK]
    keys = [each.profile.pk for each in alike]
    assert keys == sorted(keys)


def test_list_of_thirty_asks_as_many_queries_as_a_list_of_two(search, cop):
    module = ModulePageFactory(title="Wijkwandeling")
    cop.modules_used = [module]
    cop.save()

    def add_many(number: int) -> None:
        for _each in range(number):
            profile = add("Roos", user=MemberFactory())
            profile.modules = [module]
            profile.save()

    def count() -> int:
        with CaptureQueriesContext(connection) as caught:
            matching.rank(search)
        return len(caught)

    add_many(2)
    few = count()
    add_many(28)
    assert count() == few
    assert len(matching.rank(search)) == 30
