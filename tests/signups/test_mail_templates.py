"""Mails that editors write: their placeholders, the preview, and sending exactly once."""

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from signups import letters, starting_mails
from signups.models import EntryKind, MailKey, MailTemplate, Status
from signups.placeholders import PLACEHOLDERS, fill, unknown_in, validate
from tests.cop_pages.factories import CopPageFactory

from .addresses import act
from .factories import MailTemplateFactory, SignUpFactory

pytestmark = pytest.mark.django_db


def test_every_mail_is_there_in_both_languages():
    for language in ("nl", "en"):
        keys = MailTemplate.objects.filter(language=language).values_list("key", flat=True)
        assert set(keys) == set(MailKey)


@pytest.mark.parametrize("language", ["nl", "en"])
def test_starting_texts_use_only_placeholders_we_know(language):
    for text in starting_mails.texts()[language].values():
        validate(text["subject"]), validate(text["body"])
        assert len(text["subject"]) <= 150


def test_editors_texts_are_not_overwritten():
    MailTemplate.objects.filter(key="received", language="nl").update(subject="Van ons")
    MailTemplate.objects.filter(key="received", language="en").delete()
    starting_mails.ensure_mail_templates()
    assert MailTemplate.objects.get(key="received", language="nl").subject == "Van ons"
    assert MailTemplate.objects.filter(key="received", language="en").exists()


@pytest.mark.parametrize("text", ["{naam}", "{name", "name}", "{}", "{name.email}", "{{name}}"])
def test_unknown_placeholder_is_refused(text):
    template = MailTemplateFactory.build(body=f"Hallo {text}", key="arena")
    with pytest.raises(ValidationError) as error:
        template.clean_fields()
    assert list(error.value.message_dict) == ["body"]


def test_editor_is_told_which_placeholder_is_wrong(client, handler):
    template = MailTemplate.objects.get(key="declined", language="nl")
    url = reverse("wagtailsnippets_signups_mailtemplate:edit", args=[template.pk])
    post = {"key": "declined", "language": "nl", "subject": "Hallo {naam}", "body": "Dag"}
    html = client.post(url, post).content.decode()
    assert "{naam}" in html
    assert "{municipality}" in html
    template.refresh_from_db()
    assert "{naam}" not in template.subject


def test_editor_of_pages_does_not_write_these_mails(client, people):
    client.force_login(people["editor"])
    assert client.get(reverse("wagtailsnippets_signups_mailtemplate:list")).status_code == 302


@given(st.text(), st.text())
def test_value_is_never_read_as_a_template(before, value):
    values = dict.fromkeys(PLACEHOLDERS, value)
    text = before.replace("{", "").replace("}", "") + "{name}"
    assert fill(text, values) == text.removesuffix("{name}") + value


@given(st.text(alphabet="{}name cop\n"))
def test_what_passes_the_check_leaves_no_brace(text):
    if not unknown_in(text):
        assert not {"{", "}"} & set(fill(text, dict.fromkeys(PLACEHOLDERS, "x")))


def test_mail_is_filled_in_for_its_reader(client, handler):
    row = SignUpFactory(name="Roos", language="nl")
    MailTemplateFactory(key="received", language="nl")
    MailTemplate.objects.filter(key="received", language="nl").update(body="Hallo {name} {sender}")
    form = client.get(f"{act('mail', row)}?key=received").context["form"]
    assert form.initial["body"] == "Hallo Roos Mo Derator"


def test_mail_is_in_the_language_of_its_reader(client, handler):
    row = SignUpFactory(name="Roos", language="en")
    form = client.get(f"{act('mail', row)}?key=declined").context["form"]
    assert form.initial["body"].startswith("Hello Roos")


def test_missing_value_is_left_for_the_editor_and_never_sent(client, handler):
    row = SignUpFactory(cop=None)
    form = client.get(f"{act('mail', row)}?key=waiting").context["form"]
    assert "{cop}" in form.initial["body"]
    response = client.post(act("mail", row), form.initial | {"send": "1"})
    assert response.status_code == 422
    assert response.context["form"].errors.keys() == {
        "subject",
        "body",
    }
    assert response.context["form"]["body"].value() == form.initial["body"]


def test_preview_shows_the_mail_and_sends_nothing(client, handler):
    row = SignUpFactory()
    post = {"subject": "Dag", "body": "Lieve <b>Roos</b>", "preview": "1"}
    html = client.post(act("mail", row), post).content.decode()
    assert "Lieve &lt;b&gt;Roos&lt;/b&gt;" in html
    assert not row.entries.exists()


def test_taking_another_text_loses_nothing_that_was_typed(client, handler):
    row = SignUpFactory(name="Roos", language="nl")
    url = f"{act('mail', row)}?key=received"
    page = client.get(url)
    assert 'name="take"' in page.text
    begun, taken = (
        letters.write(key, letters.values_for(row, handler), language="nl", keep_empty=True)
        for key in ("received", "declined")
    )
    own = {"subject": "Van mij", "body": f"{begun.body}\nMijn eigen woorden {{cop}}."}
    post = own | {"body": own["body"].replace("\n", "\r\n"), "begun": "received"}
    for _click in range(2):
        page = client.post(url, post | {"key": "declined", "take": "1"})
    assert page.status_code == 200
    assert page.context["form"].initial == own | {"body": f"{own['body']}\n\n{taken.body}"}
    again = page.context["form"].initial | {"begun": page.context["begun"]}
    page = client.post(url, again | {"key": "declined", "take": "1"})
    assert page.context["form"].initial["body"].count(taken.body) == 1
    assert not row.entries.exists()


@pytest.mark.parametrize("is_empty", [True, False], ids=["empty", "as it was taken"])
def test_text_that_nobody_changed_makes_place_for_another(is_empty, client, handler):
    row = SignUpFactory(language="nl")
    url = f"{act('mail', row)}?key=received"
    form = client.get(url).context["form"].initial
    form = {name: "" if is_empty else text.replace("\n", "\r\n") for name, text in form.items()}
    page = client.post(url, form | {"begun": "received", "key": "declined", "take": "1"})
    taken = client.get(f"{act('mail', row)}?key=declined").context["form"].initial
    assert page.context["form"].initial == taken


def test_sent_mail_is_kept_in_the_conversation(client, handler, django_capture_on_commit_callbacks):
    row = SignUpFactory()
    post = {"subject": "Dag", "body": "Lieve Roos,\n\ntot gauw", "send": "1"}
    with django_capture_on_commit_callbacks(execute=True):
        for _click in range(2):
            assert client.post(act("mail", row), post).status_code == 303
    (letter,) = mail.outbox
    row.refresh_from_db()
    entry = row.entries.get()
    assert (letter.to, letter.subject) == ([row.email], "Dag")
    assert "Lieve Roos,\n\ntot gauw" in letter.body
    assert (entry.kind, entry.by) == (EntryKind.MAIL, handler)
    assert "tot gauw" in entry.text
    assert row.answered_at is not None


def test_declining_leads_to_a_mail(client, handler):
    row = SignUpFactory()
    response = client.post(act("move", row), {"status": Status.DECLINED}, follow=True)
    assert f"{act('mail', row)}?key=declined" in response.content.decode()


def test_name_of_the_cop_comes_from_where_somebody_was_placed(client, handler):
    asked = CopPageFactory(title="Gevraagd")
    given_to = CopPageFactory(title="Gekregen", parent=asked.get_parent().specific)
    row = SignUpFactory(cop=asked, placed_in=given_to, status=Status.PLACED)
    form = client.get(f"{act('mail', row)}?key=invited").context["form"]
    assert "Gekregen" in form.initial["subject"]


def test_letter_without_a_template_is_empty():
    MailTemplate.objects.all().delete()
    assert letters.write("arena", {}, language="nl") == letters.Letter("", "")
