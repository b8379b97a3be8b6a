"""Two people at one agenda: what the other changed, what I typed, and one form that holds both."""

import re
from dataclasses import dataclass, field

from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from ..forms.agenda import AgendaItemForm
from ..models import AgendaItem

ITEM_TEXT = re.compile(r"item-([0-9]{1,12})-(?:title|\w+_note)")


@dataclass
class Merge:
    """The forms to go on with, and sentences for a person.

    Where only one of us changed a field, that value stands in the form. Where both did, mine stands
    there and the form says in `conflicts` what the other wrote.
    """

    forms: list[AgendaItemForm] = field(default_factory=list)
    changes: list[str] = field(default_factory=list)
    lost: list[str] = field(default_factory=list)


def merge(items: list[AgendaItem], data, choices: dict) -> Merge:
    """`items` are those of now, `data` is what this editor sent."""
    merged = Merge()
    for item in items:
        mine = AgendaItemForm(item, choices, data)
        if is_posted(mine):
            merged.forms.append(merge_item(mine, choices, merged.changes))
        else:
            merged.forms.append(AgendaItemForm(item, choices))
            merged.changes.append(_("New: “%(title)s”.") % {"title": item.title})
    merged.lost = words_on_removed_items({item.pk for item in items}, data)
    return merged


def is_posted(form: AgendaItemForm) -> bool:
    return form.add_prefix("title") in form.data


def merge_item(mine: AgendaItemForm, choices: dict, changes: list[str]) -> AgendaItemForm:
    base, typed, now = mine.started_from(), mine.typed(), mine.stored()
    data, conflicts = MultiValueDict(), {}
    for name, bound in mine.fields.items():
        is_theirs, is_mine = now[name] != base[name], typed[name] != base[name]
        data.setlist(mine.add_prefix(name), typed[name] if is_mine else now[name])
        if is_theirs and now[name] != typed[name]:
            words = shown(bound, now[name])
            changes.append(told(mine.item, str(bound.label), words))
            if is_mine:
                conflicts[name] = words
    form = AgendaItemForm(mine.item, choices, data)
    form.conflicts = conflicts
    return form


def told(item: AgendaItem, label: str, words: str) -> str:
    parts = {"title": item.title, "field": label.lower(), "value": words}
    return _("“%(title)s”: %(field)s is now “%(value)s”.") % parts


def shown(bound, texts: list[str]) -> str:
    """Names instead of numbers where one chooses from a list."""
    names = {str(key): str(label) for key, label in getattr(bound, "choices", [])}
    return ", ".join(names.get(text, text) for text in texts) or "–"


def words_on_removed_items(present: set[int], data) -> list[str]:
    """All that this editor sent about items that somebody removed."""
    gone: dict[str, list[str]] = {}
    for key in data:
        found = ITEM_TEXT.fullmatch(key)
        if found and int(found[1]) not in present and data[key].strip():
            gone.setdefault(found[1], []).append(data[key].strip())
    return [" – ".join(texts) for texts in gone.values()]
