"""The people of the demo who can lead a CoP."""

from django.contrib.auth import get_user_model

from modules_library.models import ModulePage

from ..models import FacilitatorProfile, FacilitatorRegion

OWN = ("name", "email", "phone", "origin", "place", "organisation", "case_kinds", "dayparts")
MORE = ("about", "is_active")


def lay_facilitators(ledger, tree, rows: list[dict]) -> None:
    with ledger.section("Facilitators"):
        for fields in rows:
            address = fields.get("member") or fields["email"]
            ledger.lay(f"facilitator:{address}", "", FacilitatorProfile, _maker(tree, fields))


def _maker(tree, fields: dict):
    def make(existing):
        return existing or _make(tree, fields)

    return make


def _make(tree, fields: dict) -> FacilitatorProfile:
    """Who is there already under this address stays as they are."""
    address = fields.get("member") or fields["email"]
    known = FacilitatorProfile.objects.of_address(address).first()
    if known:
        return known
    profile = FacilitatorProfile(**{name: fields[name] for name in (*OWN, *MORE) if name in fields})
    profile.user = get_user_model().objects.filter(email=fields.get("member")).first()
    profile.regions = [FacilitatorRegion(municipality=each) for each in fields["municipalities"]]
    pages = [tree.find(slug, "nl") for slug in fields["modules"]]
    profile.modules = [page for page in pages if isinstance(page, ModulePage)]
    profile.full_clean()
    profile.save()
    return profile
