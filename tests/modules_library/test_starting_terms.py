"""The goals and phases a network can start with."""

import pytest
from django.core.management import call_command
from django.utils.translation import override

from modules_library.models import Goal, JourneyPhase

BROCHURE = [
    "cocreation",
    "acquaintance",
    "team",
    "community",
    "clarity",
    "ownership",
    "next-step",
    "undercurrent",
    "learning",
]
PHASES = ["orient", "explore", "decide", "act", "anchor"]

pytestmark = pytest.mark.django_db


def load() -> None:
    call_command("load_goals", verbosity=0)


def test_nine_goals_and_five_phases_come_in_the_order_of_the_brochure(capsys):
    load()
    assert list(Goal.objects.values_list("slug", flat=True)) == BROCHURE
    assert list(JourneyPhase.objects.values_list("slug", flat=True)) == PHASES


def test_every_term_has_texts_in_both_languages():
    load()
    for term in [*Goal.objects.all(), *JourneyPhase.objects.all()]:
        assert term.name_nl
        assert term.name_en
        assert term.description_nl
        assert term.description_en


def test_loading_again_changes_nothing_that_a_network_made_its_own():
    load()
    Goal.objects.filter(slug="team").update(name_nl="Een ploeg worden", sort_order=99)
    Goal.objects.create(slug="own", name_nl="Ons eigen doel")
    Goal.objects.filter(slug="learning").delete()
    load()
    team = Goal.objects.get(slug="team")
    assert (team.name_nl, team.sort_order) == ("Een ploeg worden", 99)
    assert Goal.objects.filter(slug="own").exists()
    assert Goal.objects.filter(slug="learning").exists()
    assert Goal.objects.count() == 10


def test_name_follows_the_language_and_falls_back_on_dutch():
    goal = Goal(slug="own", name_nl="Een team worden", name_en="Becoming a team")
    with override("en-gb"):
        assert goal.name == "Becoming a team"
        assert Goal(name_nl="Alleen Nederlands").name == "Alleen Nederlands"
    with override("nl"):
        assert str(goal) == "Een team worden"
