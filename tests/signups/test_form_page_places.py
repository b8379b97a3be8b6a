"""Places on an editor's form: given back by a link in the mail, and given to who waits longest."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cop_pages import schedule
from signups import links
from signups.models import FormEntry
from tests.factories import MemberFactory

from .factories import FormEntryFactory, FormPageFactory
from .respondents import filled, is_thanked, post

pytestmark = pytest.mark.django_db
State = FormEntry.State


@pytest.fixture
def committing(django_capture_on_commit_callbacks):
    return lambda: django_capture_on_commit_callbacks(execute=True)


@pytest.fixture
def page():
    """One place, and a line for it."""
    page = FormPageFactory(most_entries=1, has_waiting_list=True)
    FormEntryFactory(page=page, email="eerste@example.org")
    return page


def send(page, name: str):
    return post(page, filled() | {"answer-e_mailadres": f"{name}@example.org"})


def states(page) -> dict[str, str]:
    rows = page.get_submissions().order_by("pk").values_list("email", "state")
    return {email.split("@")[0]: state for email, state in rows}


def link_of(name: str) -> str:
    return links.entry_path(FormEntry.objects.get(email=f"{name}@example.org"), "nl")


def test_who_comes_too_late_waits_and_is_told_so_everywhere(page, committing):
    assert "wachtlijst" in Client().get(page.url).text
    with committing():
        response = send(page, "tweede")
    assert response.status_code == 303
    assert "Je staat op de wachtlijst" in Client().get(response["Location"]).text
    assert states(page) == {"eerste": State.IN, "tweede": State.WAITING}
    assert [message.to for message in mail.outbox] == [["tweede@example.org"]]
    assert "wachtlijst" in mail.outbox[0].subject
    assert "nummer 1 op de wachtlijst" in Client().get(link_of("tweede")).text


def test_same_form_sent_again_waits_once(page, committing):
    form = filled()
    with committing():
        answers = {post(page, form)["Location"] for _ in range(3)}
    assert answers == {f"{page.url}?waits"}
    assert len(states(page)) == 2
    assert len(mail.outbox) == 1


def test_place_that_is_given_back_goes_to_who_waits_longest(page, committing):
    send(page, "tweede"), send(page, "derde")
    with committing():
        assert Client().get(link_of("eerste")).status_code == 200
    assert states(page)["eerste"] == State.IN  # Mail programs look at links too.
    with committing():
        for _ in range(2):
            assert Client().post(link_of("eerste")).status_code == 303
    assert states(page) == {
        "eerste": State.WITHDRAWN,
        "tweede": State.IN,
        "derde": State.WAITING,
    }
    assert [(each.to, each.subject) for each in mail.outbox] == [
        (["tweede@example.org"], f"Er is een plek voor je: {page.title}")
    ]
    assert "nummer 1 op" in Client().get(link_of("derde")).text


def test_who_leaves_the_line_is_passed_over(page):
    send(page, "tweede"), send(page, "derde")
    Client().post(link_of("tweede"))
    Client().post(link_of("eerste"))
    assert states(page)["derde"] == State.IN


def test_newcomer_does_not_pass_the_line(page):
    send(page, "tweede")
    FormEntry.objects.filter(email="eerste@example.org").update(state=State.WITHDRAWN)
    assert send(page, "derde")["Location"].endswith("?waits")
    schedule.run_all()
    assert states(page)["tweede"] == State.IN
    assert states(page)["derde"] == State.WAITING


def test_editor_who_raises_the_number_lets_the_next_in(page):
    send(page, "tweede"), send(page, "derde"), send(page, "vierde")
    page.most_entries = 3
    page.save_revision().publish()
    assert list(states(page).values()) == [State.IN, State.IN, State.IN, State.WAITING]


def test_row_that_is_removed_or_erased_makes_room(page, client):
    send(page, "tweede"), send(page, "derde")
    client.force_login(MemberFactory(moderator=True))
    first = FormEntry.objects.get(email="eerste@example.org")
    path = reverse("wagtailforms:delete_submissions", args=[page.pk])
    client.post(f"{path}?selected-submissions={first.pk}")
    assert states(page) == {"tweede": State.IN, "derde": State.WAITING}
    FormEntry.objects.get(email="tweede@example.org").delete()
    schedule.run_all()
    assert states(page) == {"derde": State.IN}


def test_line_stands_still_once_the_form_is_past(page):
    send(page, "tweede")
    page.closes_at = timezone.now() - timedelta(hours=1)
    page.save()
    Client().post(link_of("eerste"))
    assert states(page)["tweede"] == State.WAITING


def test_nobody_waits_without_an_address(page):
    page.form_fields.filter(field_type="email").update(required=False)
    response = post(page, filled() | {"answer-e_mailadres": ""})
    assert response.status_code == 422
    assert 'href="#id_answer-e_mailadres"' in response.text
    assert "Roos Kikkert" in response.text
    assert len(states(page)) == 1


def test_form_that_asks_no_address_closes_when_it_is_full():
    page = FormPageFactory(
        most_entries=1, has_waiting_list=True, questions=[("Naam", "singleline")]
    )
    FormEntryFactory(page=page)
    assert post(page, filled()).status_code == 409


def test_editor_gives_a_number_with_the_waiting_list(page):
    page.most_entries = None
    with pytest.raises(ValidationError, match="hoeveel plekken"):
        page.full_clean()


def test_who_withdrew_can_come_back(page, committing):
    form = filled() | {"answer-e_mailadres": "tweede@example.org"}
    post(page, form)
    Client().post(link_of("tweede"))
    assert post(page, form).status_code == 422  # An old form in the browser's history.
    assert send(page, "opnieuw").status_code == 303


def test_registration_without_a_number_is_withdrawn_by_the_link_in_the_mail(committing):
    page = FormPageFactory()
    with committing():
        assert is_thanked(send(page, "eerste"))
    link = next(word for word in mail.outbox[0].body.split() if "/forms/" in word)
    assert Client().post(link).status_code == 303
    assert "Je hebt het ingetrokken" in Client().get(link).text
    assert states(page) == {"eerste": State.WITHDRAWN}


@pytest.mark.parametrize("token", ["geraden", "a:b", "x" * 500])
def test_guessed_link_withdraws_nothing(token, page):
    for answer in (Client().get, Client().post):
        assert answer(f"/aanmelding/forms/{token}/").status_code == 404
    assert states(page) == {"eerste": State.IN}


def test_list_says_who_has_a_place_and_keeps_answers_to_questions_that_are_gone(page, client):
    send(page, "tweede")
    page.form_fields.filter(label="Naam").delete()
    client.force_login(MemberFactory(moderator=True))
    path = reverse("wagtailforms:list_submissions", args=[page.pk])
    html = client.get(path).text
    assert "op de wachtlijst" in html
    assert "Naam (wordt niet meer gevraagd)" in html
    assert "Roos Kikkert" in html
