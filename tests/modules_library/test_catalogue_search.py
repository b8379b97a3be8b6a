"""Finding modules by words."""

import pytest
from django.db import connection

from modules_library.models import ModulePage
from modules_library.search import has_words, search_terms, with_keys
from modules_library.text import fold

needs_postgresql = pytest.mark.skipif(
    connection.vendor != "postgresql", reason="Stemming needs PostgreSQL: set DATABASE_URL"
)


@pytest.fixture
def some_modules(add_module):
    for title in ("Proefavond in de buurtkeuken", "Cafés langs de gracht", "Wijkwandeling"):
        add_module(title, summary="Een avond voor iedereen.", steps=[], materials="")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("keuken", ["Proefavond in de buurtkeuken"]),
        ("cafe", ["Cafés langs de gracht"]),
        ("CAFÉS", ["Cafés langs de gracht"]),
        ("wijkwand", ["Wijkwandeling"]),
        ("buurtkeuken proefavond", ["Proefavond in de buurtkeuken"]),
        ("gracht,", ["Cafés langs de gracht"]),
        ("keuken gracht", []),
        ("kruiwagen", []),
    ],
)
def test_search_finds_parts_of_words_without_minding_case_or_accents(
    titles, some_modules, words, expected
):
    assert titles(f"q={words}") == expected


@pytest.mark.parametrize("place", ["summary", "materials", "tag", "step", "explanation"])
def test_search_finds_words_everywhere_a_reader_sees_them(titles, add_module, place):
    step = {"title": "Begin", "minutes": 60, "facilitator": "<p>Neem een <b>schommelstoel</b></p>"}
    fields = {
        "summary": {"summary": "Op een schommelstoel."},
        "materials": {"materials": "een schommelstoel"},
        "tag": {"tags": ["schommelstoel"]},
        "step": {"steps": [("step", step)]},
        "explanation": {"explanation": [("text", "<p>Een schommelstoel.</p>")]},
    }
    add_module("Zitten", **fields[place])
    add_module("Staan")
    assert titles("q=schommelstoel") == ["Zitten"]


def test_search_never_looks_into_the_notes_for_facilitators(titles, add_module):
    module = add_module("Zitten", facilitator_notes="<p>kwaaknotitie</p>")
    assert titles("q=kwaaknotitie") == []
    assert "kwaaknotitie" not in module.search_text
    assert not ModulePage.objects.search("kwaaknotitie").get_queryset().exists()


@pytest.mark.parametrize("wildcard", ["%25", "_", "100%25", "a_b", "%25%25", "[a-z]", "*", "\\"])
def test_wildcards_mean_themselves(titles, add_module, wildcard):
    add_module("Gewoon", summary="Niets bijzonders", materials="")
    assert titles(f"q={wildcard}") == []


def test_percent_sign_is_found_where_it_stands(titles, add_module):
    add_module("Alles op 100% zetten")
    add_module("Alles op 1000 zetten")
    assert titles("q=100%25") == ["Alles op 100% zetten"]


def test_title_hits_come_first_then_the_earlier_in_the_text(titles, add_module):
    step = {"title": "Naar de tafel", "minutes": 60}
    add_module("Zitten", steps=[("step", step)])
    add_module("Staan", summary="Rond een tafel staan.")
    add_module("Rollen op tafel")
    add_module("Tafelgesprek")
    add_module("Tafel")
    assert titles("q=tafel") == ["Tafel", "Tafelgesprek", "Rollen op tafel", "Staan", "Zitten"]


def test_word_in_a_long_title_comes_before_the_same_word_in_a_summary(titles, add_module):
    add_module("Zo", summary="Tafel", tags=["a"])
    add_module("Een heel lange naam voor een gesprek aan tafel")
    assert titles("q=tafel")[-1] == "Zo"


def test_search_of_only_marks_or_accents_answers_without_error(look_up, add_module):
    add_module("Wat is cocreatie?")
    assert [module.title for module in look_up("q=cocreatie?").results] == ["Wat is cocreatie?"]
    assert look_up("q=%CC%81").state.q == ""  # A lone combining accent folds to nothing.
    assert look_up("q=!!!").total == 0


def test_terms_are_folded_and_kept_few():
    assert search_terms("  Café, 'Zo’n' tafel! ") == ["cafe", "zo'n", "tafel"]
    assert len(search_terms(" ".join(map(str, range(50))))) == 8


def test_folding_turns_curly_quotes_and_accents_into_plain_text():
    assert fold("Foto’s   VAN\nde Café") == "foto's van de cafe"


@pytest.mark.parametrize("number", [0, 1, 3])
def test_modules_are_fetched_by_any_number_of_keys(add_module, number):
    keys = [add_module(str(n)).pk for n in range(3)]
    assert set(with_keys(ModulePage.objects.all(), keys[:number])) == set(
        ModulePage.objects.filter(pk__in=keys[:number])
    )


def test_more_keys_than_sqlite_takes_parameters_are_no_problem(add_module):
    module = add_module()
    assert with_keys(ModulePage.objects.all(), [module.pk, *range(10**6, 10**6 + 300_000)]).get()


@pytest.mark.postgresql
@needs_postgresql
@pytest.mark.parametrize(
    ("words", "found"), [("wandelen", True), ("gewandeld", False), ("kaarten", True)]
)
def test_postgresql_knows_dutch_word_forms(titles, add_module, words, found):
    """Snowball reduces wandelen and wandeling alike; it knows no past participles."""
    add_module("Een wandeling", summary="Met een kaart door de buurt.", materials="", steps=[])
    assert bool(titles(f"q={words}")) is found


@pytest.mark.postgresql
@needs_postgresql
def test_postgresql_finds_parts_of_words_by_index(add_module):
    add_module("Wijkwandeling")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")  # So few rows would be read one by one.
    modules = ModulePage.objects.order_by()
    plan = modules.filter(has_words(modules, "wandeling")).values("pk").explain()
    assert "module_search_text_trigram" in plan
