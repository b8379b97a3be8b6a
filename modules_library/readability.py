"""How hard a text is to read, by the length of its words and sentences.

For Dutch this is Douma's version (1960) of Flesch's Reading Ease, for English Flesch's own (1948).
Both run from about 0 (a law) to 100 (a children's book); texts in plain words score above 60.
"""

import re
from dataclasses import dataclass

# Start value, points off per syllable in a word, points off per word in a sentence.
FORMULAS = {"nl": (206.84, 77.0, 0.93), "en": (206.835, 84.6, 1.015)}
PLAIN, EASY = 60, 75
LONG_SENTENCE = 20
LONG_WORD = 14
TOO_SHORT = 30  # Below this many words the figure says nothing.

SENTENCE_END = re.compile(r"[.!?…]+[\s\"'”’)]*|\n+")
WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
# Vowels that sound together count once; a trema starts a new syllable: 'ideeën' has three.
VOWELS = re.compile(
    r"eeuw|ieuw|aai|ooi|oei|aa|ee|oo|uu|ie|oe|eu|ui|ou|au|ei|ij|[aeiouyàáâäèéêëìíîïòóôöùúûü]"
)
SILENT_E = re.compile(r"(?<=[^aeiouyl])e$")


@dataclass(frozen=True)
class Reading:
    """What was measured. `score` is None for a text too short to judge."""

    words: int
    sentences: int
    score: int | None
    long_sentences: tuple[str, ...] = ()
    long_words: tuple[str, ...] = ()

    @property
    def is_plain(self) -> bool:
        return self.score is None or self.score >= PLAIN

    @property
    def is_easy(self) -> bool:
        return self.score is not None and self.score >= EASY


def measure(text: str, language: str = "nl") -> Reading:
    """Measure a text; a language without a formula of its own is read as Dutch."""
    sentences = [s.strip() for s in SENTENCE_END.split(text) if WORD.search(s)]
    words = WORD.findall(text)
    return Reading(
        words=len(words),
        sentences=len(sentences),
        score=_score(words, len(sentences), language),
        long_sentences=tuple(s for s in sentences if len(WORD.findall(s)) > LONG_SENTENCE),
        long_words=tuple(dict.fromkeys(w for w in words if len(w) >= LONG_WORD)),
    )


def syllables(word: str, language: str = "nl") -> int:
    """How many syllables a word has, counted by its groups of vowels."""
    word = word.lower()
    if language == "en":
        word = SILENT_E.sub("", word)
    return max(1, len(VOWELS.findall(word)))


def _score(words: list[str], sentences: int, language: str) -> int | None:
    if len(words) < TOO_SHORT:
        return None
    start, per_syllable, per_word = FORMULAS.get(language, FORMULAS["nl"])
    spoken = sum(syllables(word, language) for word in words) / len(words)
    return round(start - per_syllable * spoken - per_word * len(words) / sentences)
