"""Remembers what was laid before, so that an edited or removed thing stays edited or removed."""

from collections.abc import Callable
from contextlib import contextmanager

from django.db.models import Model

from members.models import Seed

PREFIX = "demo:"


class Ledger:
    """Lays each thing once; with `reset`, once more over what is there."""

    def __init__(self, say: Callable[[str], None], *, reset: bool = False):
        self.say = say
        self.reset = reset
        laid = Seed.objects.filter(key__startswith=PREFIX)
        self.known = {seed.key.removeprefix(PREFIX): seed.object_id for seed in laid}

    @contextmanager
    def section(self, title: str):
        """A chapter of the work, with a line about what came of it."""
        self.fresh = self.kept = 0
        yield self
        parts = [f"{self.fresh} new"] if self.fresh else []
        parts += [f"{self.kept} there already"] if self.kept else []
        self.say(f"{title}: {', '.join(parts) or 'nothing to do'}")

    def lay(self, key: str, label: str, model: type[Model], make: Callable) -> int:
        """The key of the thing; `make` gets it as it is now, or None, and returns it saved.

        Without a label it is laid in silence.
        """
        if key in self.known and not self.reset:
            self.kept += 1
            return self.known[key]
        thing = make(model.objects.filter(pk=self.known.get(key)).first())
        self.known[key] = thing.pk
        Seed.objects.update_or_create(key=PREFIX + key, defaults={"object_id": thing.pk})
        self.fresh += 1
        if label:
            self.say(f"  {self.fresh:3} {label}")
        return thing.pk

    def find(self, model: type[Model], key: str) -> Model | None:
        """What was laid under this key, unless somebody removed it."""
        return model.objects.filter(pk=self.known[key]).first() if key in self.known else None
