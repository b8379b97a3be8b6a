"""The catalogue worked out the slow and obvious way, to hold the fast way against."""

from modules_library.catalogue_state import FACET_NAMES, State
from modules_library.facets import RANGES
from modules_library.models import ModulePage
from modules_library.search import search_terms


class Oracle:
    """All modules as plain sets, counted one by one."""

    def __init__(self, modules):
        self.modules = [(module, traits(module)) for module in modules]

    def keys(self, state: State) -> set[int]:
        return {module.pk for module, own in self.modules if fits(module, own, state)}

    def count(self, state: State, facet: str, value: str) -> int:
        """With this value alone in its facet, and all other facets as they are."""
        return len(self.keys(state.choosing(**{facet: (value,)})))


def traits(module: ModulePage) -> dict[str, set[str]]:
    """Every value of every facet that this module has."""
    return {
        "kind": {module.kind},
        "goal": {goal.slug for goal in module.goals.all()},
        "phase": {phase.slug for phase in module.phases.all()},
        "tag": {tag.slug for tag in module.tags.all()},
        "duration": buckets("duration", module.duration_min, module.duration_max),
        "group": buckets("group", module.group_min, module.group_max),
    }


def buckets(measure: str, low: int, high: int) -> set[str]:
    """The buckets that hold at least one number of the module's own range."""
    own = set(range(low, high + 1))
    return {
        bucket.slug
        for bucket in RANGES[measure]
        if own & set(range(bucket.low, (bucket.high or 10_000) + 1))
    }


def fits(module: ModulePage, own: dict[str, set[str]], state: State) -> bool:
    chosen = {name: set(getattr(state, name)) for name in FACET_NAMES}
    words = all(term in module.search_text for term in search_terms(state.q))
    return words and all(not values or values & own[name] for name, values in chosen.items())
