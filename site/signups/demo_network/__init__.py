"""What sign-ups add to the demo: requests, facilitators, a search for one, and answers on forms."""

import tomllib
from functools import cache
from pathlib import Path

from ..models import IntakeSettings
from .facilitators import lay_facilitators
from .form_entries import lay_form_entries
from .searches import lay_searches
from .sign_ups import lay_sign_ups
from .silence import nothing_leaves

FOLDER = Path(__file__).parent
LETTERHEAD = """Kikkerpad 1
1234 AB Elzenmeer
hallo@deallinclusivewijk.nl
KvK 00000000, IBAN NL00 BANK 0000 0000 00"""


def lay(ledger, tree) -> None:
    """Once, through the services themselves; people who do not exist get no mail of it."""
    IntakeSettings.objects.get_or_create(defaults={"letterhead": LETTERHEAD})
    with nothing_leaves():
        lay_facilitators(ledger, tree, read("facilitators")["facilitator"])
        lay_sign_ups(ledger, tree, read("sign_ups")["sign_up"])
        lay_searches(ledger, read("searches")["search"])
        lay_form_entries(ledger, tree, read("form_entries")["form"])


@cache
def read(name: str) -> dict:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
