"""Plain, folded text for finding things."""

import unicodedata

# What people type is not what editors' word processors make of it.
PLAIN_MARKS = str.maketrans("‘’‛“”„–—", "'''\"\"\"--")  # noqa: RUF001


def fold(text: str) -> str:
    """Lower case without accents: 'Cafés' becomes 'cafes'."""
    decomposed = unicodedata.normalize("NFKD", text.translate(PLAIN_MARKS).casefold())
    return " ".join("".join(c for c in decomposed if not unicodedata.combining(c)).split())


def plain_text(stream) -> str:
    """The words of a StreamField value without markup."""
    return " ".join(stream.stream_block.get_searchable_content(stream)) if stream else ""
