"""Quotes: money to the cent, a number of their own, and an answer that counts once."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from signups import quote_pdf, quotes
from signups.models import Intent, Quote, QuoteLine, SignUp, Status
from signups.money import cents_of, euros
from signups.pipeline import ImpossibleError
from tests.factories import MemberFactory

from .addresses import act, case
from .factories import QuoteFactory, SignUpFactory

pytestmark = pytest.mark.django_db
LINK = re.compile(r"http\S+/offerte/(\S+)/")


@pytest.fixture
def sent(django_capture_on_commit_callbacks):
    """A quote that was mailed, and the secret of its link."""
    with django_capture_on_commit_callbacks(execute=True):
        quote = QuoteFactory(sign_up__owner=MemberFactory(moderator=True), sign_up__language="nl")
        quotes.send(quote=quote, by=quote.sign_up.owner)
    quote.refresh_from_db()
    return quote, LINK.search(mail.outbox[-1].body)[1]


def admin(name: str, quote) -> str:
    return reverse(f"signups_quote_{name}", args=[quote.pk])


@pytest.mark.parametrize(
    ("typed", "cents"),
    [
        ("95", 9500),
        ("95,5", 9550),
        ("95.50", 9550),
        ("1.250", 125000),
        ("1.250,75", 125075),
        ("€ 1250", 125000),
        ("95,-", 9500),
        ("-50", -5000),
        ("\u221250", -5000),
        ("1 250", 125000),
        ("", None),
        ("abc", None),
        ("1,2,3", None),
        ("1e5", None),
        ("9" * 20, None),
        ("1.25.000", None),
    ],
)
def test_amount_is_read_as_people_type_it(typed, cents):
    assert cents_of(typed) == cents


@given(st.integers(-100_000_000, 100_000_000))
def test_amount_reads_back_as_it_was_shown(cents):
    assert cents_of(euros(cents)) == cents


@given(st.text(max_size=20))
def test_no_text_breaks_the_amount(text):
    assert cents_of(text) is None or isinstance(cents_of(text), int)


def test_vat_is_rounded_once_per_rate():
    quote = QuoteFactory()
    quote.lines.all().delete()
    for cents, rate in ((333, 21), (333, 21), (1000, 9), (-100, 0)):
        QuoteLine.objects.create(quote=quote, description="x", unit_cents=cents, vat_rate=rate)
    quote = Quote.objects.get(pk=quote.pk)
    assert (quote.net_cents, quote.vat_by_rate) == (1566, {21: 140, 9: 90, 0: 0})
    assert quote.total_cents == 1796


def test_quote_starts_from_a_sign_up(client, handler):
    row = SignUpFactory(intent=Intent.QUOTE, organisation="Woonstad")
    for _click in range(2):
        response = client.post(act("outcome", row, "quote"), {"quote-subject": "Begeleiding"})
    quote = Quote.objects.get()
    assert response.url == reverse("signups_quote_modeladmin_edit", args=[quote.pk])
    assert (quote.email, quote.organisation, quote.state) == (row.email, "Woonstad", "draft")
    assert quote.blocks.count() == 3
    assert quote.number is None


def test_editor_types_euros(client, handler):
    quote = QuoteFactory(sign_up=SignUpFactory())
    url = reverse("signups_quote_modeladmin_edit", args=[quote.pk])
    assert "95,00" in client.get(url).content.decode()
    post = {
        "subject": "Begeleiding", "name": "Roos", "email": "roos@example.org", "language": "nl",
        "valid_until": "2099-01-01",
        "blocks-TOTAL_FORMS": 0, "blocks-INITIAL_FORMS": 0,
        "lines-TOTAL_FORMS": 1, "lines-INITIAL_FORMS": 1,
        "lines-0-id": quote.lines.get().pk, "lines-0-ORDER": 1, "lines-0-description": "Uur",
        "lines-0-quantity": "2.5", "lines-0-unit_cents": "1.050,50", "lines-0-vat_rate": 21,
    }  # fmt: skip
    assert client.post(url, post).status_code == 302
    assert quote.lines.get().unit_cents == 105050
    response = client.post(url, post | {"lines-0-unit_cents": "veel"})
    assert response.status_code == 200
    assert 'value="veel"' in response.text
    assert "Dit is geen bedrag." in response.text


def test_editor_reads_numbers_without_needless_zeros(client, handler):
    quote = QuoteFactory(sign_up=SignUpFactory())
    page = client.get(reverse("signups_quote_modeladmin_edit", args=[quote.pk]))
    field = page.context["form"].formsets["lines"].forms[0]["quantity"]
    assert 'value="2"' in str(field)
    quote.lines.update(quantity="2.50")
    page = client.get(reverse("signups_quote_modeladmin_edit", args=[quote.pk]))
    assert 'value="2.5"' in str(page.context["form"].formsets["lines"].forms[0]["quantity"])


@pytest.mark.parametrize(
    ("state", "told"), [("sent", "Haal hem dan eerst terug"), ("accepted", "Maak een nieuwe")]
)
def test_editor_of_a_sent_quote_is_led_to_the_letter(state, told, client, handler):
    quote = QuoteFactory(sign_up=SignUpFactory(), state=state)
    url = reverse("signups_quote_modeladmin_edit", args=[quote.pk])
    for response in (client.get(url, follow=True), client.post(url, {}, follow=True)):
        letter = reverse("signups_quote_modeladmin_inspect", args=[quote.pk])
        assert response.redirect_chain == [(letter, 303)]
        assert told in response.text


def test_what_became_of_the_answer_stands_before_the_letter(client, sent):
    _quote, token = sent
    path = f"/offerte/{token}/"

    def answer_comes_first(text: str) -> bool:
        return text.index("sq-answer-title") < text.index("sq-sheet")

    assert not answer_comes_first(client.get(path).text)
    assert answer_comes_first(client.post(path, {"decision": "misschien"}).text)
    client.post(path, {"decision": "accept"})
    assert answer_comes_first(client.get(path).text)


def test_sending_gives_a_number_and_mails_the_link_once(sent):
    quote, token = sent
    assert quote.number == f"{timezone.localdate().year}-0001"
    assert quote.state == "sent"
    assert quotes.find(token) == quote
    assert quotes.send(quote=quote, by=None) is False
    assert len(mail.outbox) == 1


def test_link_opens_nothing_from_the_conversation_or_the_database(sent):
    quote, token = sent
    kept = " ".join(quote.sign_up.entries.values_list("text", flat=True))
    assert token not in kept
    assert token not in str(Quote.objects.values())


def test_numbers_go_on_and_start_anew_each_year():
    def number() -> str:
        quote = QuoteFactory()
        quotes.send(quote=quote, by=None)
        quote.refresh_from_db()
        return quote.number

    with time_machine.travel("2031-12-31 12:00"):
        assert [number(), number()] == ["2031-0001", "2031-0002"]
    with time_machine.travel("2032-01-01 12:00"):
        assert number() == "2032-0001"


def test_quote_without_a_price_or_out_of_date_is_not_sent(client, handler):
    free, old = QuoteFactory(), QuoteFactory(valid_until=timezone.localdate() - timedelta(days=1))
    free.lines.update(unit_cents=0)
    for quote in (free, old):
        with pytest.raises(ImpossibleError):
            quotes.send(quote=quote, by=handler)
        assert client.post(admin("send", quote)).status_code == 303
    assert set(Quote.objects.values_list("state", flat=True)) == {"draft"}


@pytest.mark.parametrize("language", ["nl", "en"])
def test_quote_that_still_says_what_to_write_is_not_sent(language, handler):
    row = SignUpFactory(intent=Intent.QUOTE, language=language)
    quote = quotes.draft(sign_up=row, subject="Begeleiding", by=handler)
    quote.lines.update(unit_cents=9500)
    quote = Quote.objects.get()
    with pytest.raises(ImpossibleError):
        quotes.send(quote=quote, by=handler)
    quote.blocks.filter(sort_order=1).update(text="Zes avonden, met soep.")
    assert quotes.send(quote=quote, by=handler)


def test_reading_decides_nothing(client, sent):
    quote, token = sent
    for _visit in range(2):
        html = client.get(f"/offerte/{token}/").content.decode()
    quote.refresh_from_db()
    assert quote.state == "sent"
    assert "190,00" in html
    assert "229,90" in html


def test_yes_places_the_request_and_tells_its_owner(
    client, sent, django_capture_on_commit_callbacks
):
    quote, token = sent
    with django_capture_on_commit_callbacks(execute=True):
        for _click in range(2):
            response = client.post(
                f"/offerte/{token}/", {"decision": "accept", "text": "Heel graag"}
            )
    quote.refresh_from_db()
    sign_up = SignUp.objects.get(pk=quote.sign_up_id)
    assert response.status_code == 303
    assert (quote.state, quote.answer, sign_up.status) == ("accepted", "Heel graag", Status.PLACED)
    told = mail.outbox[1:]
    (owners,) = [each for each in told if each.to == [sign_up.owner.email]]
    assert case(sign_up) in owners.body
    assert "Heel graag" not in owners.body
    assert sign_up.name not in owners.subject + owners.body


def copies(quote) -> list:
    return [each for each in mail.outbox[1:] if each.to == [quote.email]]


def test_who_accepts_gets_one_copy_of_what_was_agreed(
    client, sent, django_capture_on_commit_callbacks
):
    pytest.importorskip("weasyprint", exc_type=(ImportError, OSError))
    quote, token = sent
    with django_capture_on_commit_callbacks(execute=True):
        for _click in range(2):
            client.post(f"/offerte/{token}/", {"decision": "accept", "text": "Graag op dinsdag"})
    (copy,) = copies(quote)
    assert quote.number in copy.subject
    for told in ("2 × Begeleiding", "190,00", "229,90", "Graag op dinsdag", f"/offerte/{token}/"):
        assert told in copy.body
        assert told in copy.alternatives[0].content
    ((name, content, kind),) = copy.attachments
    assert (name, kind) == (f"offerte-{quote.number}.pdf", "application/pdf")
    assert content.startswith(b"%PDF-")


def test_copy_leaves_without_a_pdf_where_none_can_be_made(
    sent, monkeypatch, django_capture_on_commit_callbacks
):
    monkeypatch.setattr(quote_pdf, "can_make_pdf", lambda: False)
    quote, _token = sent
    with django_capture_on_commit_callbacks(execute=True):
        quotes.answer(quote=quote, accepted=True)
    (copy,) = copies(quote)
    assert "229,90" in copy.body
    assert not copy.attachments


def test_who_declines_gets_no_copy(client, sent, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/offerte/{sent[1]}/", {"decision": "decline"})
    assert not copies(sent[0])


def test_no_leaves_the_request_open(client, sent):
    quote, token = sent
    client.post(f"/offerte/{token}/", {"decision": "decline"})
    quote.refresh_from_db()
    assert (quote.state, quote.sign_up.is_closed) == ("declined", False)


def test_answer_counts_once(client, sent):
    quote, token = sent
    client.post(f"/offerte/{token}/", {"decision": "decline"})
    assert client.post(f"/offerte/{token}/", {"decision": "accept"}).status_code == 409
    quote.refresh_from_db()
    assert quote.state == "declined"


@pytest.mark.parametrize(
    "post", [{}, {"decision": "misschien"}, {"decision": "accept", "text": "x" * 1001}]
)
def test_bad_answer_comes_back_with_what_was_typed(post, client, sent):
    quote, token = sent
    response = client.post(f"/offerte/{token}/", post)
    quote.refresh_from_db()
    assert response.status_code == 422
    assert quote.state == "sent"
    assert response.context["form"]["text"].value() in {None, post.get("text")}


def test_quote_cannot_be_accepted_after_its_date(client, sent):
    quote, token = sent
    with time_machine.travel(timezone.now() + timedelta(days=31)):
        response = client.get(f"/offerte/{token}/")
        assert 'value="accept"' not in response.content.decode()
        assert client.post(f"/offerte/{token}/", {"decision": "accept"}).status_code == 409
        call_command("run_scheduled_jobs")
    quote.refresh_from_db()
    assert quote.state == "expired"


@pytest.mark.parametrize("token", ["x", "a" * 43, "é", "%00"])
def test_guessed_link_is_not_found(token, client):
    QuoteFactory()
    assert client.get(f"/offerte/{token}/").status_code in {400, 404}
    assert client.get(f"/offerte/{token}/pdf/").status_code in {400, 404}


def test_quote_taken_back_keeps_its_number_and_loses_its_link(client, handler, sent):
    quote, token = sent
    client.post(admin("reopen", quote))
    assert client.get(f"/offerte/{token}/").status_code == 404
    number = quote.number
    quotes.send(quote=quote, by=handler)
    quote.refresh_from_db()
    assert quote.number == number


def test_accepted_quote_is_not_taken_back_changed_or_deleted(client, handler, sent):
    quote, _token = sent
    quotes.answer(quote=quote, accepted=True)
    client.post(admin("reopen", quote))
    for action in ("edit", "delete"):
        client.post(reverse(f"signups_quote_modeladmin_{action}", args=[quote.pk]), {"name": "x"})
    quote.refresh_from_db()
    assert quote.state == "accepted"


def test_public_page_is_not_cached_or_found_by_search_engines(client, sent):
    response = client.get(f"/offerte/{sent[1]}/")
    assert "no-store" in response["Cache-Control"]
    assert 'content="noindex"' in response.content.decode()


def test_letter_is_a_pdf(client, sent):
    pytest.importorskip("weasyprint", exc_type=(ImportError, OSError))
    response = client.get(f"/offerte/{sent[1]}/pdf/")
    assert response["Content-Type"] == "application/pdf"
    assert response.content.startswith(b"%PDF-")
    assert sent[0].name not in response["Content-Disposition"]


def test_pdf_fetches_nothing_from_elsewhere():
    with pytest.raises(ValueError, match="elsewhere"):
        quote_pdf.refuse("http://elsewhere.example/")


def test_without_weasyprint_the_page_is_there_to_print(client, handler, sent, monkeypatch):
    monkeypatch.setattr(quote_pdf, "can_make_pdf", lambda: False)
    quote, token = sent
    assert client.get(f"/offerte/{token}/pdf/").url == f"/offerte/{token}/"
    assert "/pdf/" not in client.get(f"/offerte/{token}/").content.decode()
    assert client.get(admin("pdf", quote)).status_code == 302


def test_pango_that_is_missing_is_no_error(monkeypatch):
    def missing(name):
        raise OSError("cannot load library 'libpango'")

    monkeypatch.setattr(quote_pdf, "import_module", missing)
    assert quote_pdf.can_make_pdf() is False


def test_who_may_not_write_quotes_sees_none(client, viewer, people):
    quote = QuoteFactory(name="Geheime Lezer")
    for person in (viewer, people["editor"]):
        client.force_login(person)
        paths = [admin("pdf", quote), admin("modeladmin_inspect", quote)]
        for path in [*paths, reverse("signups_quote_modeladmin_index")]:
            assert client.get(path).status_code == 302
        assert client.post(admin("send", quote)).status_code == 302
    quote.refresh_from_db()
    assert quote.state == "draft"


def test_list_of_quotes_takes_the_same_queries_for_many(handler, queries_of):
    QuoteFactory.create_batch(2)
    few = queries_of(reverse("signups_quote_modeladmin_index"))
    QuoteFactory.create_batch(28)
    assert queries_of(reverse("signups_quote_modeladmin_index")) == few


def test_quote_outlives_its_sign_up(client, sent):
    quote, token = sent
    SignUp.objects.all().delete()
    assert client.post(f"/offerte/{token}/", {"decision": "accept"}).status_code == 303
    quote.refresh_from_db()
    assert quote.state == "accepted"
