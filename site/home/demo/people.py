"""Somebody in every role, to try the site with on a laptop."""

from functools import cache
from typing import NamedTuple

from django.contrib.auth.hashers import make_password

from members.models import Member
from members.roles import FACILITATOR, NETWORK_EDITOR, NETWORK_MODERATOR, group_for

from .ledger import Ledger

PASSWORD = "kwakende-kikkers-24"  # noqa: S105 - printed on purpose; only made where DEBUG is on
ADMIN = "admin"


class Person(NamedTuple):
    email: str
    name: str
    role: str


PEOPLE = (
    Person("redacteur@voorbeeld.nl", "Roos Redacteur", NETWORK_EDITOR),
    Person("moderator@voorbeeld.nl", "Mo Moderator", NETWORK_MODERATOR),
    Person("begeleider@voorbeeld.nl", "Bea Begeleider", FACILITATOR),
    Person("beheerder@voorbeeld.nl", "Ben Beheerder", ADMIN),
)


def lay_people(ledger: Ledger) -> None:
    with ledger.section("Log-ins"):
        for person in PEOPLE:
            ledger.lay(f"member:{person.role}", person.email, Member, maker(person))


def maker(person: Person):
    def make(existing):
        return existing or member_with(person.email, person.name, role=person.role)

    return make


def member_with(email: str, name: str, *, role: str = "") -> Member:
    """Who is there, or somebody new with the demo password and a confirmed address."""
    known = Member.objects.filter(email=email).first()
    if known:
        return known
    is_admin = role == ADMIN
    member = Member.objects.create_user(email, name=name, is_staff=is_admin, is_superuser=is_admin)
    member.password = demo_password()
    member.save(update_fields=["password"])
    member.emailaddress_set.update_or_create(
        email=member.email, defaults={"verified": True, "primary": True}
    )
    if role and not is_admin:
        member.groups.add(group_for(role))
    return member


@cache
def demo_password() -> str:
    """Hashed once for all: hashing is slow on purpose."""
    return make_password(PASSWORD)
