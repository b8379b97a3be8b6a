"""One person in each role."""

from .factories import MemberFactory


def build_people() -> dict:
    """By role; a visitor has no account."""
    people = {"visitor": None, "member": MemberFactory(name="Member")}
    for role in ("facilitator", "editor", "moderator", "admin"):
        people[role] = MemberFactory(name=role.title(), **{role: True})
    return people
