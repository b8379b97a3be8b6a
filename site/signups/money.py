"""Money is kept in cents and typed in euros, as people write it: 95 or 1.250,50."""

import re

# A point or comma with two digits after it starts the cents; others stand between thousands.
AMOUNT = re.compile(
    r"(?P<sign>-?)\s*€?\s*(?P<euros>\d{1,3}(?:[. ]\d{3})+|\d{1,9})(?:[.,](?P<cents>\d{1,2}))?"
)


def cents_of(text: str) -> int | None:
    """The amount in cents; None when it is no amount."""
    match = AMOUNT.fullmatch(
        text.replace("\u2212", "-").replace(",-", "").replace(",–", "").strip()
    )
    if not match:
        return None
    euros = int(re.sub(r"\D", "", match["euros"]))
    cents = euros * 100 + int((match["cents"] or "").ljust(2, "0"))
    return -cents if match["sign"] else cents


def euros(cents: int) -> str:
    """`123450` as 1.234,50, with a minus when it is below nothing."""
    whole, rest = divmod(abs(cents), 100)
    return f"{'-' if cents < 0 else ''}{whole:,}".replace(",", ".") + f",{rest:02}"
