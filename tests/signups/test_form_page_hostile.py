"""Whatever is sent to an editor's form: no error of ours, and as many rows as forms that were thanked for."""

import json
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.cache import cache
from django.db import connection, connections
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from signups import links
from signups.models import FormEntry

from .factories import FormPageFactory
from .hostile import BROKEN, FORM, STRANGE, TYPES, Sent, encoded, many_keys, multipart
from .respondents import ANSWERS, EMAIL, filled, is_thanked
from .visitors import a_while_ago

EVERY_KIND = [
    ("Naam", "singleline"),
    ("Verhaal", "multiline"),
    ("E-mailadres", "email"),
    ("Getal", "number"),
    ("Site", "url"),
    ("Vinkje", "checkbox"),
    ("Tent", "checkboxes"),
    ("Keuze", "dropdown"),
    ("Dag", "radio"),
    ("Datum", "date"),
]
NAMES = [
    *(f"answer-{name}" for name in ("naam", "verhaal", "e_mailadres", "getal", "site", "vinkje")),
    *(f"answer-{name}" for name in ("tent", "keuze", "dag", "datum", "consent-handle")),
    "key", "started", "statement", "leave_this_empty",
]  # fmt: skip
STRANGER = [*STRANGE, "1e999999", "0x1", "9" * 5000, "9999-99-99", "http://[", "a@" + "b" * 400]


@pytest.fixture
def page(db):
    page = FormPageFactory(questions=EVERY_KIND)
    page.form_fields.exclude(label__in=["Naam", "E-mailadres"]).update(required=False)
    page.form_fields.update(choices="ochtend\nmiddag")
    return page


@pytest.mark.parametrize("value", [*STRANGER, *BROKEN], ids=range(len(STRANGER) + len(BROKEN)))
def test_no_value_is_an_error_of_ours(value, page):
    thanked = 0
    for name in NAMES:
        cache.clear()
        sent = Sent(encoded(filled() | {name: value}))
        response = sent.to(Client(enforce_csrf_checks=True), page.url)
        assert response.status_code in {303, 422}, name
        thanked += is_thanked(response)
    entries = FormEntry.objects.all()
    assert len(entries) == thanked
    assert all(json.dumps(entry.form_data, ensure_ascii=False).encode() for entry in entries)


REFUSED = {
    "another encoding": Sent(b"answer-naam=x", f"{FORM}; charset=utf-16"),
    "too many fields": Sent(many_keys(10_001)),
    "too large": Sent(b"answer-naam=" + b"x" * 3_000_000),
    "half a character": Sent(
        multipart({"answer-naam": b"+2AA-"}), "multipart/form-data; boundary=kikker; charset=utf-7"
    ),
    "multipart that breaks off": Sent(b"--kikker", "multipart/form-data; boundary=kikker"),
}


@pytest.mark.parametrize("sent", REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_read_gets_the_page_for_that(sent, page):
    response = sent.to(Client(enforce_csrf_checks=True), page.url)
    assert response.status_code in {400, 413, 422}
    assert "</html>" in response.text


HUGE = {
    "as many fields as may be": Sent(many_keys(10_000)),
    "one megabyte": Sent(encoded(filled() | {"answer-verhaal": "kwaak" * 200_000})),
    "one megabyte of choices": Sent(b"&".join([b"answer-tent=ochtendmiddag"] * 9_000)),
}


@pytest.mark.parametrize("sent", HUGE.values(), ids=HUGE)
def test_very_much_is_shown_again_and_not_kept(sent, page):
    assert sent.to(Client(enforce_csrf_checks=True), page.url).status_code == 422
    assert not FormEntry.objects.exists()


@st.composite
def spoiled(draw) -> Sent:
    form = filled(ANSWERS, started=a_while_ago())
    form["key"] = str(draw(st.uuids()))
    for name in draw(st.lists(st.sampled_from(NAMES), max_size=4, unique=True)):
        form[name] = draw(st.sampled_from([*STRANGER, *BROKEN]) | st.text(max_size=60))
    kind = draw(st.sampled_from([FORM] * 8 + TYPES))
    body = multipart(form) if "boundary" in kind else encoded(form)
    return Sent(body, kind, times=draw(st.integers(1, 3)))


@given(sent=spoiled())
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_rows_are_forms_that_were_thanked(page, sent):
    cache.clear()
    FormEntry.objects.all().delete()
    responses = [sent.to(Client(enforce_csrf_checks=True), page.url) for _ in range(sent.times)]
    assert {response.status_code for response in responses} <= {303, 400, 422}
    assert FormEntry.objects.count() == any(map(is_thanked, responses))


@pytest.fixture
def committed_page(db):
    """A page that other connections see too."""
    if connection.vendor != "postgresql":
        pytest.skip("needs PostgreSQL: SQLite writes one at a time anyway")
    return FormPageFactory()


def post_together(page, forms: list[dict]) -> list:
    return at_once([(page.url, form) for form in forms])


def post_to_each(paths: list[str]) -> list[int]:
    return [each.status_code for each in at_once([(path, {}) for path in paths])]


def at_once(posts: list[tuple[str, dict]]) -> list:
    def post(path_and_form: tuple[str, dict]):
        try:
            return Client().post(*path_and_form)
        finally:
            connections.close_all()

    with ThreadPoolExecutor(len(posts)) as pool:
        return list(pool.map(post, posts))


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_twenty_identical_posts_at_once_are_one_row_and_one_mail(committed_page, mailoutbox):
    responses = post_together(committed_page, [filled()] * 20)
    assert all(map(is_thanked, responses))
    assert committed_page.get_submissions().count() == 1
    assert [message.to for message in mailoutbox] == [[EMAIL]]


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_last_three_places_go_to_three_people(committed_page):
    committed_page.most_entries = 3
    committed_page.save()
    forms = [filled() | {"answer-e_mailadres": f"roos{each}@example.org"} for each in range(9)]
    statuses = sorted(each.status_code for each in post_together(committed_page, forms))
    assert statuses == [303] * 3 + [409] * 6
    assert committed_page.get_submissions().count() == 3


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True, serialized_rollback=True)
def test_places_given_back_at_once_go_to_as_many_people_in_line(committed_page, mailoutbox):
    committed_page.most_entries, committed_page.has_waiting_list = 3, True
    committed_page.save()
    forms = [filled() | {"answer-e_mailadres": f"roos{each}@example.org"} for each in range(9)]
    assert {each.status_code for each in post_together(committed_page, forms)} == {303}
    entries = committed_page.get_submissions()
    assert (entries.with_place().count(), entries.in_line().count()) == (3, 6)
    line = list(entries.in_line().values_list("email", flat=True))
    mailoutbox.clear()
    paths = [links.entry_path(entry, "nl") for entry in entries.with_place()] * 2
    assert set(post_to_each(paths)) == {303}
    assert set(entries.with_place().values_list("email", flat=True)) == set(line[:3])
    assert sorted(message.to[0] for message in mailoutbox) == sorted(line[:3])
