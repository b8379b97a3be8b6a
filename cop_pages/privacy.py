"""Where personal data lives: each model that holds some declares its export, erasure and retention."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db import models, transaction
from django.db.models.fields.files import FieldFile


@dataclass(frozen=True)
class PersonalData:
    """What one model holds of a person.

    `export(user)` yields plain dicts; `erase(user)` removes or blanks the rows; `retention` says in words
    how long rows stay, and `purge()` removes what is past it and returns how many. `files(user)` yields
    what lies in a storage, each with the name by which a row of the export speaks of it.
    """

    model: type[models.Model]
    export: Callable[[models.Model], Iterable[dict]]
    erase: Callable[[models.Model], None]
    retention: str
    purge: Callable[[], int] = lambda: 0
    files: Callable[[models.Model], Iterable[tuple[str, FieldFile]]] = lambda user: ()
    name: str = ""  # As a person would call their own, where the model's name is an editor's.

    @property
    def title(self) -> str:
        return str(self.name or self.model._meta.verbose_name_plural)


_declared: dict[str, PersonalData] = {}


def declare(personal_data: PersonalData) -> None:
    """Declare a model once, from its app's ready(); declaring again replaces it."""
    _declared[personal_data.model._meta.label] = personal_data


def declarations() -> list[PersonalData]:
    return list(_declared.values())


def export(user) -> dict[str, list[dict]]:
    """All that is held of this person, by model label."""
    found = {label: list(declared.export(user)) for label, declared in _declared.items()}
    return {label: rows for label, rows in found.items() if rows}


def files(user) -> dict[str, FieldFile]:
    """The files of this person, by the name that the export gives them."""
    return {name: file for declared in declarations() for name, file in declared.files(user)}


@transaction.atomic
def erase(user) -> None:
    """Let every model that declared personal data take its part, and delete the account last."""
    for declared in reversed(declarations()):
        declared.erase(user)
    user.delete()


def purge() -> int:
    """Remove everything past its retention; returns the number of rows."""
    return sum(declared.purge() for declared in declarations())
