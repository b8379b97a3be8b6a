"""How an editor's script names goals and phases: by slug, by key, or as the API shows them."""

from functools import partial
from typing import Annotated

from ninja.orm.fields import get_schema_field
from pydantic import AfterValidator

from .api_shapes import TermReference
from .models.terms import Term


def keys_of(model: type[Term], references: list) -> list[int]:
    """The keys of the terms referred to; a ValueError becomes a 422 that names the unknown ones."""
    names = [each["slug"] if isinstance(each, dict) else each for each in references]
    keys = dict(model.objects.values_list("slug", "pk"))
    known = keys | {key: key for key in keys.values()}
    if unknown := [str(name) for name in names if name not in known]:
        raise ValueError(f"unknown: {', '.join(unknown)}; choose from {', '.join(keys)}")
    return [known[name] for name in names]


def accepted_terms(generator, field):
    """What a relation to terms accepts; every other many-to-many keeps what ninja makes of it."""
    if not issubclass(field.related_model, Term):
        return get_schema_field(field)
    accepted = list[int | str | TermReference]
    return Annotated[accepted, AfterValidator(partial(keys_of, field.related_model))], []
