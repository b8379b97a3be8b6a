"""The reading hint: a rough but fair measure of plain words."""

import pytest

from modules_library.readability import EASY, PLAIN, measure, syllables

LAW = (
    "De gemeenteraad stelt, met inachtneming van de bepalingen bij of krachtens de Wet maatschappelijke "
    "ondersteuning 2015, bij verordening de regels vast die noodzakelijk zijn voor de uitvoering van het in "
    "het beleidsplan vastgelegde beleid en de door het college ter uitvoering daarvan te nemen besluiten."
)
NEIGHBOUR = (
    "Loop samen door de buurt. Kijk goed om je heen. Wat valt je op? Vertel het aan wie naast je loopt. "
    "Schrijf op een kaartje wat je mooi vindt. Schrijf op een ander kaartje wat beter kan. Drink daarna thee."
)


@pytest.mark.parametrize(
    ("word", "number"),
    [
        ("huis", 1),
        ("buurt", 1),
        ("leeuw", 1),
        ("nieuwe", 2),
        ("koeien", 2),
        ("kruiwagen", 3),
        ("ideeën", 3),
        ("reünie", 3),
        ("wijkbewoner", 4),
        ("cocreatie", 4),
        ("geïnteresseerd", 5),
        ("pst", 1),
    ],
)
def test_syllables_of_dutch_words(word, number):
    assert syllables(word) == number


@pytest.mark.parametrize(
    ("word", "number"), [("care", 1), ("table", 2), ("neighbour", 2), ("the", 1)]
)
def test_syllables_of_english_words(word, number):
    assert syllables(word, "en") == number


def test_law_is_hard_and_a_neighbour_is_easy():
    assert measure(LAW).score < 30 < PLAIN < EASY < measure(NEIGHBOUR).score
    assert not measure(LAW).is_plain
    assert measure(NEIGHBOUR).is_easy


def test_long_sentences_and_words_are_pointed_out_once():
    reading = measure(f"{LAW} {LAW}")
    assert len(reading.long_sentences) == 2
    assert "maatschappelijke" in reading.long_words
    assert "gemeenteraad" not in reading.long_words
    assert len(set(reading.long_words)) == len(reading.long_words)


def test_shorter_sentences_read_easier():
    cut = LAW.replace(", ", ". ")
    assert measure(cut).score > measure(LAW).score


@pytest.mark.parametrize("text", ["", "   ", "!!! 123", "Kort.", "\n\n"])
def test_little_text_gets_no_score_and_no_blame(text):
    assert measure(text).score is None
    assert measure(text).is_plain


def test_lines_and_dots_both_end_a_sentence():
    assert measure("Een stap\nNog een stap. En nog een!").sentences == 3


def test_unknown_language_is_measured_as_dutch():
    assert measure(NEIGHBOUR, "fy") == measure(NEIGHBOUR, "nl")
