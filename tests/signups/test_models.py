"""Sign-ups, facilitators and quotes: who may see them, and what they know of themselves."""

from datetime import timedelta

import pytest
import time_machine
from django.contrib.auth.models import Permission
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from cop_pages import privacy
from signups.models import (
    FacilitatorProfile,
    Intent,
    QuoteLine,
    RetentionPolicy,
    SignUp,
    SignUpOffer,
    SignUpPage,
    Status,
)
from signups.personal_data import erase_address, export_address
from tests.factories import MemberFactory

from .factories import (
    FacilitatorProfileFactory,
    FormEntryFactory,
    PrivacyStatementPageFactory,
    QuoteFactory,
    SignUpFactory,
    SignUpPageFactory,
)

pytestmark = pytest.mark.django_db


def with_permission(*codenames: str):
    member = MemberFactory()
    member.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    return type(member).objects.get(pk=member.pk)


def test_page_offers_all_there_is_until_an_editor_chooses():
    page = SignUpPageFactory()
    assert page.intents == list(Intent)
    SignUpOffer.objects.create(page=page, intent=Intent.QUESTION, sort_order=1)
    SignUpOffer.objects.create(page=page, intent=Intent.JOIN_COP, sort_order=0)
    SignUpOffer.objects.create(page=page, intent=Intent.QUESTION, sort_order=2)
    assert SignUpPage.objects.get().intents == [Intent.JOIN_COP, Intent.QUESTION]


def test_sign_ups_are_seen_by_who_handles_them_and_by_their_owner():
    viewer = with_permission("view_signup")
    mine, other = SignUpFactory(owner=viewer), SignUpFactory()
    assert list(SignUp.objects.visible_to(viewer)) == [mine]
    assert set(SignUp.objects.visible_to(with_permission("handle_signups"))) == {mine, other}
    assert not SignUp.objects.visible_to(MemberFactory())
    assert not SignUp.objects.visible_to(MemberFactory(editor=True))
    assert SignUp.objects.visible_to(MemberFactory(moderator=True)).count() == 2


def test_one_form_makes_one_sign_up():
    first = SignUpFactory()
    with pytest.raises(IntegrityError), transaction.atomic():
        SignUpFactory(key=first.key)


def test_text_of_a_row_names_nobody():
    for row in (SignUpFactory(name="Kwaak"), FacilitatorProfileFactory(name="Kwaak")):
        assert "Kwaak" not in str(row)


def test_sign_up_waits_too_long_after_a_week_without_answer():
    waiting = SignUpFactory()
    assert not waiting.waits_too_long
    with time_machine.travel(timezone.now() + timedelta(days=8)):
        assert waiting.waits_too_long
        waiting.answered_at = timezone.now()
        assert not waiting.waits_too_long


def test_statement_keeps_every_text_that_was_published():
    page = PrivacyStatementPageFactory()
    assert page.current_version.number == 1
    assert page.keep_version().number == 1
    page.body = "<p>Anders.</p>"
    assert page.keep_version().number == 2
    assert [version.body for version in page.versions.all()] == [
        "<p>Anders.</p>",
        "<p>Wij bewaren zo weinig mogelijk.</p>",
    ]


def test_publishing_a_changed_statement_gives_it_the_next_number(client):
    page = PrivacyStatementPageFactory()
    page.body = "<p>Anders.</p>"
    draft = page.save_revision()
    assert page.current_version.number == 1
    draft.publish()
    assert page.current_version.number == 2
    assert "Anders." in client.get(page.url).text
    assert "zo weinig mogelijk" in client.get(f"{page.url}versions/1/").text


def test_statement_shows_its_paragraphs_and_which_version_it_is(client):
    page = PrivacyStatementPageFactory()
    page.body = "<h2>Wat we bewaren</h2><p>Je naam.</p>"
    page.save_revision().publish()
    newest, earlier = client.get(page.url).text, client.get(f"{page.url}versions/1/").text
    assert "<h2>Wat we bewaren</h2>" in newest
    assert "<p>Wij bewaren zo weinig mogelijk.</p>" in earlier
    assert f'href="{page.url}versions/1/"' in newest
    assert "Eerdere teksten" not in earlier
    assert (
        f'<a href="{page.url}">' in earlier.partition('class="prose"')[2].partition("</article>")[0]
    )


def test_facilitator_is_a_member_or_can_be_reached():
    assert FacilitatorProfileFactory(name="", email="", user=MemberFactory(name="Roos")).full_name
    with pytest.raises(IntegrityError), transaction.atomic():
        FacilitatorProfileFactory(email="")


def test_facilitator_chooses_from_what_there_is():
    profile = FacilitatorProfile(name="Roos", email="roos@example.org", dayparts=["sun_night"])
    with pytest.raises(ValidationError) as caught:
        profile.full_clean()
    assert set(caught.value.message_dict) == {"dayparts"}


def test_quote_counts_in_cents_with_vat_per_rate():
    quote = QuoteFactory()
    QuoteLine.objects.create(
        quote=quote, description="Map", quantity="0.5", unit_cents=101, vat_rate=9
    )
    assert quote.net_cents == 19_000 + 51
    assert quote.vat_by_rate == {21: 3990, 9: 5}
    assert quote.total_cents == 19_051 + 3995


def test_address_takes_all_that_is_kept_of_it_along():
    row = SignUpFactory(email="Roos@example.org", message="Kwaak")
    FormEntryFactory(email="roos@example.org")
    found = export_address("roos@EXAMPLE.org")
    assert len(found) == 2
    assert "Kwaak" in str(found)
    assert row.name in str(found)
    assert export_address("iemand@example.org") == {}
    assert export_address("") == {}


def test_erasing_an_address_leaves_others_and_the_books_alone():
    SignUpFactory(email="roos@example.org")
    other = SignUpFactory()
    accepted = QuoteFactory(sign_up=None, name="Roos", email="roos@example.org", state="accepted")
    declined = QuoteFactory(sign_up=None, name="Roos", email="roos@example.org", state="declined")
    erase_address("ROOS@example.org")
    assert list(SignUp.objects.all()) == [other]
    assert type(accepted).objects.filter(pk=accepted.pk).exists()
    assert not type(declined).objects.filter(pk=declined.pk).exists()


def test_member_finds_sign_ups_among_their_own_data():
    member = MemberFactory()
    SignUpFactory(email=member.email)
    assert "signups.SignUp" in privacy.export(member)


def test_unconfirmed_sign_up_goes_after_two_weeks_and_a_closed_one_when_its_kind_says():
    SignUpFactory(new=True)
    SignUpFactory(intent=Intent.QUESTION, status=Status.PLACED)
    kept = SignUpFactory(status=Status.PLACED)
    waiting = SignUpFactory()
    with time_machine.travel(timezone.now() + timedelta(days=13)):
        privacy.purge()
        assert SignUp.objects.count() == 4
    with time_machine.travel(timezone.now() + timedelta(days=91)):
        privacy.purge()
        assert set(SignUp.objects.all()) == {kept, waiting}


def test_editor_who_shortens_a_period_sees_first_how_many_go(client_of):
    row = RetentionPolicy.objects.get(intent=Intent.QUESTION)
    edit = f"/admin/signups/retentionpolicy/edit/{row.pk}/"
    for days, status in ((10, Status.PLACED), (20, Status.DECLINED), (40, Status.CONFIRMED)):
        since = timezone.now() - timedelta(days=days)
        SignUpFactory(intent=Intent.QUESTION, status=status, status_since=since)
    SignUpFactory(status=Status.PLACED, status_since=timezone.now() - timedelta(days=40))

    def days_after(**post) -> tuple:
        response = client_of("moderator").post(edit, post)
        row.refresh_from_db()
        return row.days, (response.context or {}).get("going")

    assert days_after(days=15) == (90, 1)
    assert days_after(days=5) == (90, 2)
    assert days_after(days=5, sure=15) == (90, 2)
    assert days_after(days=5, sure=5) == (5, None)
    privacy.purge()
    assert SignUp.objects.filter(intent=Intent.QUESTION).count() == 1
    assert days_after(days=4) == (4, None)
    assert days_after(days=100) == (100, None)


def test_editor_says_how_long_a_kind_of_sign_up_stays(client_of, caplog):
    row = RetentionPolicy.objects.get(intent=Intent.QUESTION)
    SignUpFactory(intent=Intent.QUESTION, status=Status.PLACED, name="Kwaak")
    edit = f"/admin/signups/retentionpolicy/edit/{row.pk}/"
    client_of("editor").post(edit, {"days": 7})
    row.refresh_from_db()
    assert row.days == 90
    assert client_of("moderator").get("/admin/signups/retentionpolicy/").status_code == 200
    assert client_of("moderator").post(edit, {"days": 0}).status_code == 200
    client_of("moderator").post(edit, {"days": 5})
    row.refresh_from_db()
    assert row.days == 5
    with time_machine.travel(timezone.now() + timedelta(days=6)), caplog.at_level("INFO"):
        privacy.purge()
    assert not SignUp.objects.exists()
    assert "1 rows of signups.SignUp" in caplog.text
    assert "Kwaak" not in caplog.text
