"""An agenda item as plain data and back: for templates, copies and what is parked.

It holds no person: who leads a block is chosen again for each meeting. Modules are remembered by their
page, goals by their lasting key.
"""

from collections.abc import Iterable

from modules_library.models import Goal, ModulePage

from ..models import AgendaItem, Meeting

NOTES = ("public_note", "participants_note", "facilitators_note")
PLAIN = ("kind", "title", "minutes", "module_id", "module_version", "steps", *NOTES)


def content_of(item: AgendaItem, parts: Iterable[AgendaItem] = ()) -> dict:
    """All of an item that another agenda can use."""
    return {
        **{name: getattr(item, name) for name in PLAIN},
        "goals": [goal.slug for goal in item.goals.all()],
        "parts": [content_of(part) for part in parts],
    }


def agenda_content(meeting: Meeting) -> list[dict]:
    items = list(meeting.agenda_items.in_order().prefetch_related("goals"))
    return [
        content_of(item, [part for part in items if part.parent_id == item.pk])
        for item in items
        if item.parent_id is None
    ]


def write_items(meeting: Meeting, contents: list[dict], *, order: int) -> list[AgendaItem]:
    """New items from content, from this place on. A module or goal that is gone is left out."""
    flat = [part for content in contents for part in [content, *content.get("parts", [])]]
    slugs = {slug for content in flat for slug in content.get("goals", [])}
    goals = {goal.slug: goal for goal in Goal.objects.filter(slug__in=slugs)}
    wanted = {content.get("module_id") for content in flat} - {None}
    modules = set(ModulePage.objects.filter(pk__in=wanted).values_list("pk", flat=True))
    written = []
    for place, content in enumerate(contents, order):
        item = write_item(meeting, content, goals, modules, order=place)
        written.append(item)
        for number, part in enumerate(content.get("parts", [])):
            write_item(meeting, part, goals, modules, order=number, parent=item)
    return written


def write_item(meeting: Meeting, content: dict, goals: dict, modules: set, **place) -> AgendaItem:
    values = {name: content[name] for name in PLAIN if name in content}
    if values.get("module_id") not in modules:
        values["module_id"] = None
    item = AgendaItem.objects.create(meeting=meeting, **values, **place)
    item.goals.set([goals[slug] for slug in content.get("goals", []) if slug in goals])
    return item


def content_of_module(module: ModulePage) -> dict:
    """What comes along from the catalogue: title, minutes, goals and steps, and which version it was."""
    return {
        "kind": AgendaItem.Kind.BLOCK,
        "title": module.title[:200],
        "minutes": min(module.step_minutes or module.duration_min, 1440),
        "module_id": module.pk,
        "module_version": module.version,
        "steps": steps_of(module),
        "goals": [goal.slug for goal in module.goals.all()],
    }


def steps_of(module: ModulePage) -> list[dict]:
    """The steps as JSON; the texts are rich text as the database has it."""
    return [
        {
            "title": step.value["title"],
            "minutes": step.value["minutes"] or 0,
            "facilitator": source(step.value.get("facilitator")),
            "participants": source(step.value.get("participants")),
            "tip": step.value.get("tip") or "",
        }
        for step in module.steps
    ]


def source(text) -> str:
    return getattr(text, "source", text) or ""
