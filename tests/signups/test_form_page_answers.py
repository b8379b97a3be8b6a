"""The answers on forms in the admin: for who may see them, and harmless in a spreadsheet."""

import logging
from datetime import UTC, datetime

import pytest
from django.contrib.auth.models import Permission
from django.urls import reverse

from members.roles import INTAKE, group_for
from signups.models import FormEntry
from tests.factories import MemberFactory

from .factories import FormEntryFactory, FormPageFactory

pytestmark = pytest.mark.django_db
FORMULAS = ["=HYPERLINK(1)", "+1", "-1", "@SUM(1)", "\tx"]


@pytest.fixture
def page():
    return FormPageFactory(questions=[("=Naam", "singleline"), ("Dag", "checkboxes")])


@pytest.fixture
def entry(page):
    return FormEntryFactory(page=page, form_data={"naam": "Roos Kikkert", "dag": ["ma", "di"]})


def listing(page) -> str:
    return reverse("wagtailforms:list_submissions", args=[page.pk])


def delete(page, *keys) -> str:
    chosen = "&".join(f"selected-submissions={key}" for key in keys)
    return f"{reverse('wagtailforms:delete_submissions', args=[page.pk])}?{chosen}"


def log_in(client, *codenames, **traits):
    member = MemberFactory(**traits)
    member.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    client.force_login(member)
    return member


def test_moderator_reads_and_removes_the_answers(client, page, entry):
    log_in(client, moderator=True)
    assert "Roos Kikkert" in client.get(listing(page)).text
    assert client.get(delete(page, entry.pk)).status_code == 200
    assert client.post(delete(page, entry.pk)).status_code == 303
    assert not FormEntry.objects.exists()


def test_intake_reads_them_without_being_able_to_edit_the_form(client, page, entry):
    member = log_in(client)
    member.groups.add(group_for(INTAKE))
    assert "Roos Kikkert" in client.get(listing(page)).text
    assert page.title in client.get(reverse("wagtailforms:index")).text
    assert client.get(f"/admin/pages/{page.pk}/edit/").status_code == 302


def test_editor_edits_the_form_and_never_sees_the_answers(client, page, entry):
    log_in(client, editor=True)
    shown = client.get(f"/admin/pages/{page.pk}/edit/")
    assert shown.status_code == 200
    assert listing(page) not in shown.text
    for path in (listing(page), f"{listing(page)}?export=csv", f"{listing(page)}results/"):
        response = client.get(path)
        assert response.status_code == 302
        assert "Roos Kikkert" not in response.text
    assert client.post(delete(page, entry.pk)).status_code == 302
    assert FormEntry.objects.exists()


def test_who_may_only_see_them_removes_nothing(client, page, entry):
    log_in(client, "access_admin", "view_formentry")
    assert client.get(listing(page)).status_code == 200
    assert client.post(delete(page, entry.pk)).status_code == 302
    assert FormEntry.objects.exists()


@pytest.mark.parametrize("formula", FORMULAS)
def test_no_cell_of_the_spreadsheet_starts_a_formula(formula, client, page):
    FormEntryFactory(page=page, form_data={"naam": formula, "dag": [formula, "x"]})
    log_in(client, moderator=True)
    heading, row = read(client.get(f"{listing(page)}?export=csv")).splitlines()[:2]
    cells = [cell.strip('"') for cell in f"{heading},{row}".split(",")]
    assert not [cell for cell in cells if cell.startswith(("=", "+", "-", "@", "\t"))]
    assert f"'{formula}" in row


def read(response) -> str:
    return b"".join(response.streaming_content).decode()


def test_spreadsheet_of_the_other_kind_can_be_taken_out_too(client, page, entry):
    log_in(client, moderator=True)
    response = client.get(f"{listing(page)}?export=xlsx")
    assert response.status_code == 200
    assert b"".join(response.streaming_content)[:2] == b"PK"


def test_moment_in_a_spreadsheet_is_that_of_the_clock_on_the_wall(client, page, entry):
    FormEntry.objects.update(submit_time=datetime(2026, 7, 1, 10, 5, 3, 123456, tzinfo=UTC))
    log_in(client, moderator=True)
    assert "2026-07-01 12:05:03," in read(client.get(f"{listing(page)}?export=csv"))


def test_taking_answers_out_and_removing_them_leaves_a_trace_without_names(
    client, page, entry, caplog
):
    member = log_in(client, moderator=True)
    caplog.set_level(logging.INFO)
    read(client.get(f"{listing(page)}?export=csv"))
    client.post(delete(page, entry.pk))
    traces = [line for line in caplog.messages if f"of form {page.pk}" in line]
    assert traces == [
        f"member {member.pk} exports 1 answers of form {page.pk}",
        f"member {member.pk} removes 1 answers of form {page.pk}",
    ]
    assert "Kikkert" not in caplog.text


def test_tick_reads_as_yes_or_no(client):
    page = FormPageFactory(questions=[("Soep", "checkbox")])
    FormEntryFactory(page=page, form_data={"soep": True})
    log_in(client, moderator=True)
    assert "ja" in read(client.get(f"{listing(page)}?export=csv"))


@pytest.mark.parametrize("key", ["abc", "%00", "9" * 40, "-1", ""])
def test_odd_key_removes_nothing_and_is_no_error(key, client, page, entry):
    log_in(client, moderator=True)
    assert client.post(delete(page, key)).status_code in {303, 400}
    assert FormEntry.objects.exists()


def test_answers_of_another_form_are_not_removed_through_this_one(client, page, entry):
    log_in(client, moderator=True)
    client.post(delete(FormPageFactory(), entry.pk))
    assert FormEntry.objects.exists()


def test_list_takes_as_many_queries_for_many_answers_as_for_one(queries_of, client, page, entry):
    log_in(client, moderator=True)
    one = queries_of(listing(page))
    FormEntryFactory.create_batch(9, page=page)
    assert queries_of(listing(page)) == one
