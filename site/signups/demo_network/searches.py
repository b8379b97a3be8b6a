"""The searches for a facilitator that go on in the demo: asked and answered by the services of the intake."""

from django.contrib.auth import get_user_model

from .. import searches
from ..models import FacilitatorProfile, FacilitatorRequest, FacilitatorSearch, SignUp
from .past import days_ago


def lay_searches(ledger, rows: list[dict]) -> None:
    with ledger.section("Searches for a facilitator"):
        for fields in rows:
            sign_up = ledger.find(SignUp, f"sign-up:{fields['sign_up']}")
            if sign_up and sign_up.can_get_facilitator:
                key = f"facilitator-search:{fields['sign_up']}"
                ledger.lay(key, "", FacilitatorSearch, _maker(sign_up, fields))


def _maker(sign_up: SignUp, fields: dict):
    def make(existing):
        return existing or _make(sign_up, fields)

    return make


def _make(sign_up: SignUp, fields: dict) -> FacilitatorSearch:
    by = get_user_model().objects.filter(email=fields["by"]).first()
    search = searches.start_for_sign_up(sign_up=sign_up, by=by)
    FacilitatorSearch.objects.filter(pk=search.pk).update(started_at=days_ago(fields["days"]))
    for each in fields["asked"]:
        profiles = FacilitatorProfile.objects.of_address(each["facilitator"])
        searches.ask(search=search, profiles=profiles, by=by, message=fields["message"])
        for request in search.requests.filter(profile__in=profiles):
            _answer(request, each)
    search.requests.update(asked_at=days_ago(fields["days"]))
    return search


def _answer(request: FacilitatorRequest, fields: dict) -> None:
    if "answer" in fields:
        willing = fields["answer"] == "yes"
        searches.answer(request=request, willing=willing, text=fields["text"])
        moment = days_ago(fields["answered"])
        FacilitatorRequest.objects.filter(pk=request.pk).update(answered_at=moment)
