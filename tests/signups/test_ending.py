"""What ends with a request that is withdrawn or declined, and who hears of it."""

import pytest
from django.core import mail
from django.utils.translation import gettext, override

from cop_pages.models import OutgoingMail
from signups import searches, services
from signups.starting_mails import ensure_mail_templates
from tests.factories import MemberFactory

from .addresses import act, case
from .factories import FacilitatorRequestFactory, SignUpFactory, WaitingListEntryFactory

pytestmark = pytest.mark.django_db


def test_who_withdraws_needs_no_facilitator_any_more(cop):
    ensure_mail_templates()
    own = searches.start_for_sign_up(sign_up=SignUpFactory(), by=None)
    for_cop = searches.start_for_cop(cop=cop, by=None, sign_up=SignUpFactory())
    FacilitatorRequestFactory(search=own, profile__email="stil@example.org")
    for each in (own, for_cop):
        services.withdraw(sign_up=each.sign_up)
    own.refresh_from_db(), for_cop.refresh_from_db()
    assert (own.state, for_cop.state) == ("called_off", "open")
    assert OutgoingMail.objects.filter(recipient="stil@example.org").exists()


def test_who_is_declined_needs_no_facilitator_any_more(cop, client, handler):
    ensure_mail_templates()
    own = searches.start_for_sign_up(sign_up=SignUpFactory(), by=handler)
    for_cop = searches.start_for_cop(cop=cop, by=handler, sign_up=SignUpFactory())
    FacilitatorRequestFactory(search=own, profile__email="stil@example.org")
    told = [
        client.post(act("move", each.sign_up), {"status": "declined"}, follow=True).text
        for each in (own, for_cop)
    ]
    own.refresh_from_db(), for_cop.refresh_from_db()
    assert (own.state, own.decided_by, for_cop.state) == ("called_off", handler, "open")
    assert OutgoingMail.objects.filter(recipient="stil@example.org").exists()
    called_off = gettext(
        "The search for a facilitator is called off too. Who was asked has a mail."
    )
    assert [called_off in each for each in told] == [True, False]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_owner_hears_once_that_a_request_is_withdrawn(language, django_capture_on_commit_callbacks):
    owner = MemberFactory(moderator=True, language=language)
    row = SignUpFactory(owner=owner, name="Roos Kikkert", language="nl")
    with django_capture_on_commit_callbacks(execute=True):
        for _click in range(2):
            services.withdraw(sign_up=row)
    (told,) = mail.outbox
    assert told.to == [owner.email]
    with override(language):
        assert told.subject == gettext("Withdrawn: %(request)s") % {"request": str(row)}
    assert case(row) in told.body
    assert "Roos Kikkert" in told.body
    assert not [each for each in (row.email, row.phone, row.case) if each in told.body]


@pytest.mark.parametrize(
    "owner", [{}, {"moderator": True, "is_active": False}], ids=["no editor any more", "gone"]
)
def test_owner_who_may_not_see_it_any_more_hears_nothing_of_a_withdrawal(owner):
    services.withdraw(sign_up=SignUpFactory(owner=MemberFactory(**owner)))
    assert not OutgoingMail.objects.exists()


def test_who_withdraws_leaves_the_line(cop):
    turn = WaitingListEntryFactory(cop=cop)
    services.withdraw(sign_up=turn.sign_up)
    turn.refresh_from_db()
    assert turn.state == "left"
