"""A department on the tribune: lists as people make them, judged line by line before any mail leaves."""

import io

import pytest
from django.core import mail
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from arena.importing import MAX_BYTES, UnreadableListError, decode, is_address, read_list
from arena.models import ArenaRole
from cop_pages import services
from cop_pages.models import Invitation, Membership

from .factories import ArenaFactory, follow, lead_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def arena():
    return ArenaFactory()


@pytest.fixture
def lead(arena):
    return lead_of(arena)


@pytest.fixture
def post(client, arena, lead):
    client.force_login(lead)

    def send(text="", *, file=None, **typed):
        data = {"text": text, "message": "", **typed}
        if file is not None:
            data["file"] = SimpleUploadedFile("afdeling.csv", file)
        return client.post(reverse("arena:import_people", args=[arena.pk]), data)

    return send


def roles(entries) -> list:
    return [(entry.email, entry.role) for entry in entries]


TWO = [("jan@example.org", ArenaRole.MANAGER), ("els@example.org", ArenaRole.EMPLOYEE)]


@pytest.mark.parametrize(
    "text",
    [
        "jan@example.org;manager\nels@example.org;medewerker",
        "jan@example.org,Manager\r\nels@example.org,\r\n",
        "e-mail\trol\njan@example.org\tleidinggevende\nels@example.org\tmedewerker",
        "Naam;Rol;E-mail\nJan;manager;jan@example.org\nEls;;els@example.org\n\n;;\n",
        '"jan@example.org";"manager"\n"els@example.org"',
        "JAN@Example.org ; MANAGER\n  els@example.org",
        "email\njan@example.org\nels@example.org",
        "Afdeling;E-mail adres;Functie\nWmo;jan@example.org;manager\nWmo;els@example.org;",
        "sep=;\r\nE-mail;Rol\r\njan@example.org;manager\r\nels@example.org;\r\n",
        "Jan de Vries <jan@example.org>; Els Smit <els@example.org>",
        "De Vries, Jan <jan@example.org>; Smit, Els <els@example.org>;",
        "jan@example.org, els@example.org",
        "Jan;jan@example.org;Wmo;manager\nEls;els@example.org",
    ],
)
def test_lists_as_people_make_them(text, arena):
    entries = read_list(text, arena)
    assert [entry.email for entry in entries] == [email for email, _role in TWO]
    if "anager" in text.lower() or "leiding" in text:
        assert roles(entries) == TWO
    assert all(entry.is_good for entry in entries)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings_of_spreadsheets(encoding, arena):
    text = "Naam;E-mail\nJosé Bär;jose@example.org"
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("geen-adres", "geen e-mailadres"),
        ("=1+1@example.org", "geen e-mailadres"),
        ("+jan@example.org", "geen e-mailadres"),
        ("@example.org", "geen e-mailadres"),
        ("-jan@example.org", "geen e-mailadres"),
        (f"{'a' * 250}@example.org", "geen e-mailadres"),
        ("jan@example.org;koning", "Kies als rol"),
        ("jan@example.org;trekker van de arena", "Kies als rol"),
        ("jan@example.org;arena_lead", "Kies als rol"),
    ],
)
def test_line_that_is_not_right_says_why(line, said, arena):
    good, wrong = read_list(f"els@example.org;manager\n{line}", arena)
    assert good.is_good
    assert said in wrong.error
    assert wrong.line == 2


def test_address_that_stands_twice_is_invited_once(arena):
    first, second = read_list("jan@example.org\nJAN@example.org", arena)
    assert first.is_good
    assert "regel 1" in second.error


def test_line_that_tells_spreadsheets_of_the_separator_counts_as_a_line(arena):
    (wrong,) = read_list("sep=;\ne-mail;rol\nfout;manager", arena)
    assert wrong.line == 3


def test_who_is_there_already_is_left_alone(arena, lead):
    member = follow(arena).user
    services.invite(circle=arena, email="els@example.org", role="employee", by=lead)
    there, invited = read_list(f"{member.email}\nels@example.org", arena)
    assert (there.note, invited.note) == ("Zit al op de tribune.", "Heeft al een uitnodiging.")
    assert not there.is_good
    assert not invited.is_good


@pytest.mark.parametrize(
    "text", ["", "\n\n", "e-mail;rol\n", "a\x00b@example.org", '"' + "x" * 200_000]
)
def test_list_that_cannot_be_read_says_so(text, arena):
    with pytest.raises(UnreadableListError):
        read_list(text, arena)


def test_more_than_five_hundred_at_a_time_is_refused(arena):
    lines = "\n".join(f"p{number}@example.org" for number in range(501))
    with pytest.raises(UnreadableListError):
        read_list(lines, arena)
    assert len(read_list(lines.rpartition("\n")[0], arena)) == 500


def test_file_that_is_too_large_is_refused():
    with pytest.raises(UnreadableListError):
        decode(b"x" * (MAX_BYTES + 1))


@settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.binary(max_size=300) | st.text(max_size=200).map(str.encode))
def test_whatever_is_uploaded_is_read_or_refused_in_words(data, arena):
    try:
        entries = read_list(decode(data), arena)
    except UnreadableListError:
        return
    assert all(entry.error or is_address(entry.email) for entry in entries)
    assert all(entry.role for entry in entries if entry.is_good)


# Through the page.


def test_first_look_shows_line_by_line_and_mails_nobody(post):
    response = post("jan@example.org;manager\ngeen-adres")
    assert response.status_code == 200
    assert "jan@example.org" in response.text
    assert "Dit is geen e-mailadres." in response.text
    assert "Nodig 1 persoon uit" in response.text
    assert not Invitation.objects.exists()


def test_uploaded_file_comes_back_as_text_to_mend(post):
    response = post(file=b"jan@example.org;manager\ngeen-adres")
    assert ">jan@example.org;manager\ngeen-adres</textarea>" in response.text


def test_good_lines_are_invited_with_their_role_and_organisation(
    post, arena, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        response = post(
            "jan@example.org;manager\nfout\nels@example.org", invite="1", message="Kom!"
        )
    assert response.status_code == 303
    rows = Invitation.objects.values_list("email", "role", "organisation")
    assert set(rows) == {(email, role, arena.organisation.pk) for email, role in TWO}
    assert {message.to[0] for message in mail.outbox} == {email for email, _role in TWO}
    assert all("Kom!" in message.body for message in mail.outbox)


def test_inviting_twice_mails_once(post, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        for _ in range(2):
            post("jan@example.org", invite="1")
    assert len(mail.outbox) == 1


@pytest.mark.parametrize(
    "wrong", [{"text": ""}, {"file": b"\x00\x01"}, {"file": b"\xff\xfe\x00"}, {"text": "\x00"}]
)
def test_unreadable_list_is_answered_beside_the_field(wrong, post):
    response = post(**wrong)
    assert response.status_code in {400, 422}
    assert not Invitation.objects.exists()


def test_cell_cannot_break_out_of_the_page(post):
    response = post('<script>alert(1)</script>@x;"</textarea><script>"')
    assert "<script>alert" not in response.text
    assert "</textarea><script>" not in response.text


def test_invited_manager_lands_on_the_tribune_and_so_does_each_log_in(
    post, arena, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        post("jan@example.org;manager", invite="1")
    path = "/" + mail.outbox[0].body.split("http", 1)[1].split("\n")[0].split("/", 3)[3]
    guest = Client()
    response = guest.post(path.strip(), {"name": "Jan"}, follow=True)
    assert response.redirect_chain[-1][0] == arena.url
    assert Membership.objects.get(user__email="jan@example.org").role == ArenaRole.MANAGER
    assert "Jij op de tribune" in response.text
    assert guest.get(reverse("cop_pages:landing")).url == arena.url


def test_who_is_in_a_cop_too_lands_on_their_circles(client, arena):
    membership = follow(arena)
    from tests.cop_pages.factories import MembershipFactory

    MembershipFactory(circle=arena.cops.first(), user=membership.user)
    client.force_login(membership.user)
    assert client.get(reverse("cop_pages:landing")).url == reverse("cop_pages:my_circles")


def test_large_upload_is_not_read_into_memory_whole():
    """The form reads one byte more than it takes."""
    file = io.BytesIO(b"x" * (MAX_BYTES * 4))
    with pytest.raises(UnreadableListError):
        decode(file.read(MAX_BYTES + 1))
    assert file.tell() == MAX_BYTES + 1
