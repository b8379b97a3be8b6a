"""Changes of an agenda, one after the other: each starts from the version its editor saw."""

from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.db import transaction
from django.db.models import F
from django.http import Http404
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from modules_library.models import ModulePage

from ..models import AgendaItem, AgendaTemplate, BacklogItem, Meeting
from ..planner.content import agenda_content, content_of, content_of_module, write_items
from ..signals import block_carried

MOST_ITEMS = 100
MOST_BACKLOG = 200

Change = Callable[[Meeting], AgendaItem | None]


class StaleAgenda(Exception):  # noqa: N818 - a state, not a mistake
    """Somebody else changed the agenda since this editor saw it."""


class FullAgenda(Exception):  # noqa: N818 - a state, not a mistake
    """Nothing more fits; as text it says so to who adds something."""

    def __str__(self) -> str:
        words = {"most": MOST_ITEMS}
        return _("An agenda holds at most %(most)s items. Take one off first.") % words


@transaction.atomic
def edit_agenda(
    *, meeting: Meeting, version: int, texts: dict[int, dict], change: Change | None = None
) -> AgendaItem | None:
    """Store what was typed, then carry out the change; returns the item it was about, if any.

    `texts` are the values of the fields by item. Raises StaleAgenda and stores nothing when `version`
    is no longer that of the meeting; FullAgenda likewise, when there would be too many items.
    """
    row = lock(meeting)
    if row.agenda_version != version:
        raise StaleAgenda
    is_changed = store_texts(row, texts)
    item = change(row) if change else None
    if is_changed or change:
        Meeting.objects.filter(pk=row.pk).update(agenda_version=F("agenda_version") + 1)
    if row.agenda_items.count() > MOST_ITEMS:
        raise FullAgenda
    return item


def lock(meeting: Meeting) -> Meeting:
    """Whoever edits this agenda at the same moment waits here, and then sees a newer version."""
    return Meeting.objects.select_for_update().get(pk=meeting.pk)


def store_texts(meeting: Meeting, texts: dict[int, dict]) -> bool:
    """Only what differs is written; returns whether there was any."""
    is_changed = False
    for item in meeting.agenda_items.filter(pk__in=texts).prefetch_related("goals"):
        values = dict(texts[item.pk])
        goals = set(values.pop("goals"))
        names = [name for name, value in values.items() if getattr(item, name) != value]
        for name in names:
            setattr(item, name, values[name])
        if names:
            item.save(update_fields=names)
        if new_goals := goals != {goal.pk for goal in item.goals.all()}:
            item.goals.set(goals)
        is_changed = is_changed or bool(names) or new_goals
    return is_changed


# What one can do with an agenda. Each takes the locked meeting.


def item_of(meeting: Meeting, pk: int) -> AgendaItem:
    item = meeting.agenda_items.filter(pk=pk).first()
    if item is None:
        raise Http404
    return item


def siblings_of(item: AgendaItem) -> list[AgendaItem]:
    """The items it can change places with, itself included."""
    return list(item.meeting.agenda_items.filter(parent=item.parent_id).in_order())


def number(items: list[AgendaItem]) -> None:
    for order, item in enumerate(items):
        item.order = order
    AgendaItem.objects.bulk_update(items, ["order"])


def last_place(meeting: Meeting) -> int:
    last = meeting.agenda_items.blocks().in_order().last()
    return last.order + 1 if last else 0


def move(meeting: Meeting, pk: int, place: int) -> AgendaItem:
    """To this place among its siblings; places outside the list are the first and the last one."""
    item = item_of(meeting, pk)
    others = [each for each in siblings_of(item) if each != item]
    others.insert(min(max(place, 0), len(others)), item)
    number(others)
    return item


def shift(meeting: Meeting, pk: int, steps: int) -> AgendaItem:
    item = item_of(meeting, pk)
    return move(meeting, pk, siblings_of(item).index(item) + steps)


def put_inside(meeting: Meeting, pk: int) -> AgendaItem:
    """Make it a part of the block above it; what has parts, or nothing above it, stays as it is."""
    item = item_of(meeting, pk)
    blocks = siblings_of(item)
    place = blocks.index(item)
    if item.parent_id or item.parts.exists() or not place:
        return item
    item.parent = blocks[place - 1]
    item.order = item.parent.parts.count()
    item.save(update_fields=["parent", "order"])
    return item


def take_out(meeting: Meeting, pk: int) -> AgendaItem:
    """A block of its own again, right after the one it was in."""
    item = item_of(meeting, pk)
    parent = item.parent
    if parent is None:
        return item
    item.parent = None
    item.save(update_fields=["parent"])
    blocks = [each for each in siblings_of(parent) if each != item]
    blocks.insert(blocks.index(parent) + 1, item)
    number(blocks)
    return item


def remove(meeting: Meeting, pk: int) -> None:
    item_of(meeting, pk).delete()


def add(meeting: Meeting, contents: list[dict]) -> AgendaItem | None:
    """At the end; returns the first that was added."""
    return next(iter(write_items(meeting, contents, order=last_place(meeting))), None)


def weave(meeting: Meeting, module: ModulePage) -> AgendaItem:
    """At the end; raises FullAgenda when there is no place left."""
    if meeting.agenda_items.count() >= MOST_ITEMS:
        raise FullAgenda
    return add(meeting, [content_of_module(module)])


def park(meeting: Meeting, pk: int, by) -> None:
    """Out of this agenda, into the backlog of the circle."""
    item = item_of(meeting, pk)
    to_backlog(item, by)
    item.delete()


def to_backlog(item: AgendaItem, by) -> BacklogItem:
    if BacklogItem.objects.of_circle(item.meeting.circle_id).count() >= MOST_BACKLOG:
        raise BadRequest("A backlog has at most two hundred items.")
    row = BacklogItem.objects.create(
        circle_id=item.meeting.circle_id,
        title=item.title,
        minutes=item.minutes,
        module_id=item.module_id,
        module_version=item.module_version,
        note=Truncator(item.participants_note).chars(2000),
        source=BacklogItem.Source.PARKED,
        content=content_of(item, item.parts.in_order()),
        added_by=by,
    )
    block_carried.send(AgendaItem, before=item, after=row)
    return row


def take_from_backlog(meeting: Meeting, pk: int) -> AgendaItem:
    """Onto the agenda, and off the backlog."""
    backlog = BacklogItem.objects.of_circle(meeting.circle_id).filter(pk=pk)
    row = backlog.select_for_update(of=("self",)).select_related("module").first()
    if row is None:
        raise Http404
    plain = content_of_module(row.module) if row.module else {"participants_note": row.note}
    content = row.content or plain | {"title": row.title, "minutes": row.minutes}
    item = add(meeting, [content])
    block_carried.send(BacklogItem, before=row, after=item)
    row.delete()
    return item


def move_to_next(meeting: Meeting, pk: int, by) -> Meeting | None:
    """An unfinished item to the next agenda, or to the backlog when there is no next meeting.

    After the meeting it stays visible here as moved; before, it simply goes.
    """
    item = item_of(meeting, pk)
    coming = Meeting.objects.after(meeting).filter(status__in=["draft", "planned"]).first()
    moved_to = None
    if coming is None:
        to_backlog(item, by)
    else:
        moved_to = add(coming, [content_of(item, item.parts.in_order())])
        block_carried.send(AgendaItem, before=item, after=moved_to)
        Meeting.objects.filter(pk=coming.pk).update(agenda_version=F("agenda_version") + 1)
    if meeting.was_held or meeting.has_begun:
        item.state, item.moved_to = AgendaItem.State.MOVED, moved_to
        item.save(update_fields=["state", "moved_to"])
    else:
        item.delete()
    return coming


def copy_agenda(meeting: Meeting, source: Meeting) -> AgendaItem | None:
    """What another agenda had, but for the next step it began with."""
    contents = agenda_content(source)
    kept = [each for each in contents if each["kind"] != AgendaItem.Kind.NEXT_STEP]
    return add(meeting, kept)


def save_template(meeting: Meeting, name: str) -> AgendaTemplate:
    """Under a name of this circle; the same name again replaces it."""
    items = agenda_content(meeting)
    return AgendaTemplate.objects.update_or_create(
        circle_id=meeting.circle_id, name=name, defaults={"items": items}
    )[0]
