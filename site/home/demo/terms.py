"""The goals and journey phases the modules are ordered by."""

from django.db.models import Model

from modules_library.models import Goal, JourneyPhase

from .content import read
from .ledger import Ledger


def lay_terms(ledger: Ledger) -> None:
    with ledger.section("Goals"):
        _lay(ledger, Goal, "goal")
    with ledger.section("Journey phases"):
        _lay(ledger, JourneyPhase, "phase")


def _lay(ledger: Ledger, model: type[Model], name: str) -> None:
    for order, texts in enumerate(read(f"{name}s")[name], start=1):
        values = texts | {"sort_order": order * 10}

        def make(_existing, values=values):
            term, _created = model.objects.update_or_create(slug=values["slug"], defaults=values)
            return term

        ledger.lay(f"{name}:{texts['slug']}", texts["name_nl"], model, make)
