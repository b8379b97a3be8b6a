"""The people of the demo's CoPs; some of them can log in on a laptop."""

from typing import NamedTuple

from cop_pages.models import CopPage, Membership, Organisation

from .content import read
from .ledger import Ledger
from .people import member_with
from .tree import Tree


class LogIn(NamedTuple):
    email: str
    role: str


def log_ins() -> list[LogIn]:
    """The members whose address and role are printed, one per role."""
    members = [member for cop in read("circles")["cop"] for member in cop["member"]]
    return [LogIn(each["email"], each["log_in"]) for each in members if "log_in" in each]


def lay_circle_people(ledger: Ledger, tree: Tree) -> None:
    with ledger.section("People in CoPs"):
        for organisation in read("circles")["organisation"]:
            ledger.lay(
                f"organisation:{organisation['name']}",
                "",
                Organisation,
                _organisation(organisation),
            )
        for cop in read("circles")["cop"]:
            page = tree.find(cop["slug"], "nl")
            for member in cop["member"] if isinstance(page, CopPage) else []:
                key = f"membership:{cop['slug']}:{member['email']}"
                ledger.lay(key, "", Membership, _membership(page, member, cop["step"][0]["date"]))


def _organisation(fields: dict):
    def make(existing):
        return (
            existing or Organisation.objects.get_or_create(name=fields["name"], defaults=fields)[0]
        )

    return make


def _membership(circle: CopPage, fields: dict, joined_on):
    def make(existing):
        return existing or Membership.objects.create(
            circle=circle,
            user=member_with(fields["email"], fields["name"]),
            role=fields["role"],
            organisation=Organisation.objects.filter(name=fields.get("organisation")).first(),
            contribution=fields["contribution"],
            joined_on=joined_on,
        )

    return make
