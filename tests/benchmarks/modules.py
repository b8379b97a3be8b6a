"""Thousands of believable modules in seconds: rows go in by the batch, past the page tree's own way."""

import random
from datetime import timedelta
from uuid import uuid4

from django.contrib.contenttypes.models import ContentType
from django.db import connections, router, transaction
from django.db.models.sql import InsertQuery
from django.utils import timezone
from taggit.models import Tag
from wagtail.models import Page

from modules_library.models import Goal, JourneyPhase, ModulePage, ModuleTag
from modules_library.text import fold

BATCH = 40  # SQLite takes a limited number of values in one statement.
TEXT = """
wijk buurt straat bewoner gemeente keuken wandeling tafel gesprek plan proef samen leren doen
luisteren kiezen delen maken bouwen vieren oogst kaart waarde belang rol team kracht droom cafés
buurtkeuken wijkwandeling wandelen bijeenkomst verhaal vraag stilte onderstroom vertrouwen ruimte
"""
WORDS = TEXT.split()
PREPARATIONS = ModulePage.Preparation.values


def fill_catalogue(index, count: int, *, start: int = 0, seed: int = 1) -> list[int]:
    """Add so many published modules, numbered from `start`, and return their keys."""
    dice = random.Random(seed)
    modules = [new_module(index, number, dice) for number in range(start, start + count)]
    with transaction.atomic():
        place(index, modules)
        insert(Page, modules)
        key_by_path = dict(Page.objects.child_of(index).values_list("path", "pk"))
        for module in modules:
            module.pk = module.page_ptr_id = key_by_path[module.path]
        insert(ModulePage, modules)
        connect(modules, dice)
    take_stock()
    return [module.pk for module in modules]


def take_stock() -> None:
    """What PostgreSQL does by itself within a minute: without it, it plans for a handful of rows."""
    connection = connections[router.db_for_write(ModulePage)]
    links = (ModulePage.goals.through, ModulePage.phases.through, ModuleTag)
    if connection.vendor == "postgresql":
        tables = [model._meta.db_table for model in (Page, ModulePage, *links)]
        with connection.cursor() as cursor:
            cursor.execute(f"ANALYZE {', '.join(map(connection.ops.quote_name, tables))}")


def new_module(index, number: int, dice) -> ModulePage:
    title = f"{phrase(dice, 3).capitalize()} {number}"
    shortest, fewest = dice.choice([15, 30, 45, 60, 90, 120]), dice.choice([2, 4, 6, 8, 12])
    now = timezone.now()
    module = ModulePage(
        title=title,
        draft_title=title,
        slug=f"module-{index.pk}-{number}",
        live=True,
        locale_id=index.locale_id,
        translation_key=uuid4(),
        content_type=ContentType.objects.get_for_model(ModulePage),
        first_published_at=now - timedelta(minutes=number),
        last_published_at=now - timedelta(minutes=number),
        kind=dice.choice(ModulePage.Kind.values),
        summary=phrase(dice, 25),
        duration_min=shortest,
        duration_max=shortest + dice.choice([0, 15, 30, 60]),
        group_min=fewest,
        group_max=fewest + dice.choice([4, 8, 16, 30]),
        preparation=dice.choice(PREPARATIONS),
        materials="\n".join(phrase(dice, 3) for _ in range(4)),
        steps=[step(dice) for _ in range(5)],
        explanation=[{"type": "text", "value": f"<p>{phrase(dice, 120)}</p>"}],
        facilitator_notes=f"<p>{phrase(dice, 60)}</p>",
    )
    module.url_path = f"{index.url_path}{module.slug}/"
    module.search_title = fold(title)
    module.search_text = fold(f"{title} {module.summary} {phrase(dice, 300)} {module.materials}")
    return module


def phrase(dice, length: int) -> str:
    return " ".join(dice.choices(WORDS, k=length))


def step(dice) -> dict:
    value = {
        "title": phrase(dice, 3),
        "minutes": dice.choice([5, 10, 15, 20]),
        "facilitator": f"<p>{phrase(dice, 30)}</p>",
        "participants": f"<p>{phrase(dice, 20)}</p>",
        "tip": phrase(dice, 8),
    }
    return {"type": "step", "value": value, "id": str(uuid4())}


def place(index, modules) -> None:
    """Give each module its place in the tree, after the children there are."""
    first = Page.objects.child_of(index).count()
    for number, module in enumerate(modules, start=first + 1):
        module.path = Page._get_path(index.path, index.depth + 1, number)
        module.depth = index.depth + 1
    Page.objects.filter(pk=index.pk).update(numchild=first + len(modules))


def insert(model, modules) -> None:
    """`bulk_create` refuses models with a parent table, so each table gets its own insert."""
    connection = connections[router.db_for_write(model)]
    fields = [field for field in model._meta.local_concrete_fields if not field.generated]
    if model is Page:
        fields = [field for field in fields if not field.primary_key]
    for start in range(0, len(modules), BATCH):
        query = InsertQuery(model)
        query.insert_values(fields, modules[start : start + BATCH])
        query.get_compiler(connection=connection).execute_sql()


def connect(modules, dice) -> None:
    """Two goals, one or two phases and three tags each."""
    names = sorted({*WORDS, *(first + last for first in WORDS[:5] for last in WORDS[5:10])})
    tags = [
        Tag.objects.get_or_create(slug=fold(name), defaults={"name": name})[0] for name in names
    ]
    goals, phases = list(Goal.objects.all()), list(JourneyPhase.objects.all())
    link(ModulePage.goals.through, "goal_id", modules, goals, 2, dice)
    link(ModulePage.phases.through, "journeyphase_id", modules, phases, 2, dice)
    ModuleTag.objects.bulk_create(
        [
            ModuleTag(content_object_id=module.pk, tag=tag)
            for module in modules
            for tag in dice.sample(tags, 3)
        ],
        batch_size=300,
    )


def link(through, column: str, modules, terms, most: int, dice) -> None:
    rows = [
        through(modulepage_id=module.pk, **{column: term.pk})
        for module in modules
        for term in dice.sample(terms, min(most, len(terms)))
    ]
    through.objects.bulk_create(rows, batch_size=300)
