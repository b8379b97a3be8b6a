"""What people fill in: nothing typed is lost, a second click changes nothing, a mistake is explained."""

import base64
import copy
from datetime import date

import html5lib
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import transaction
from django.test import Client
from django.urls import reverse

from cop_pages.models import CircleFile, CopPage, Invitation, JourneyStep, Membership, Role

from .rich_circle import build
from .typed import posted as typed_into

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    """Built once; each test works in a transaction of its own within this one."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield build()
        transaction.set_rollback(True)


@pytest.fixture
def rich(world):
    return copy.deepcopy(world)


@pytest.fixture
def facilitator(client, rich):
    client.force_login(rich.facilitator)
    return client


@pytest.fixture
def member(client, rich):
    client.force_login(rich.member)
    return client


def address(name, rich, *more):
    return reverse(f"cop_pages:{name}", args=[rich.cop.pk, *more])


def mistakes(response):
    """The lines of the error summary; the page is well-formed HTML also when something is wrong."""
    html5lib.HTMLParser(strict=True).parse(response.text)
    summary = response.text.split('class="cp-errors"', 1)[1].split("</div>", 1)[0]
    return summary.count("<li>")


# Invitations.


def test_new_member_types_a_name_and_is_in(rich, client):
    link = reverse("cop_pages:accept", args=[rich.token])
    assert client.get(link).status_code == 200
    response = client.post(link, {"name": "Nieuwe Buur"})
    assert (response.status_code, response.url) == (303, rich.cop.url)
    assert client.post(link, {"name": "Nieuwe Buur"}).url == rich.cop.url
    assert rich.cop.memberships.filter(user__name="Nieuwe Buur").count() == 1


def test_name_that_is_too_long_is_kept_in_the_field(rich, client):
    name = "x" * 200
    response = client.post(reverse("cop_pages:accept", args=[rich.token]), {"name": name})
    assert response.status_code == 422
    assert mistakes(response) == 1
    assert f'value="{name}"' in response.text


def test_old_invitation_says_so_kindly(client):
    response = client.get(reverse("cop_pages:accept", args=["verlopen"]))
    assert response.status_code == 404
    assert "cop_pages/wheelbarrow" in response.text


def test_invitation_with_a_mistake_keeps_what_was_typed(rich, facilitator):
    typed = {"email": "geen-adres", "role": Role.RESIDENT, "message": "Kom je ook?"}
    response = facilitator.post(address("members", rich), typed)
    assert response.status_code == 422
    assert mistakes(response) == 1
    for words in ("geen-adres", "Kom je ook?"):
        assert words in response.text


def test_second_click_invites_once(rich, facilitator):
    typed = {"email": "buur@example.org", "role": Role.RESIDENT}
    for _ in range(2):
        assert facilitator.post(address("members", rich), typed).status_code == 303
    assert Invitation.objects.filter(email="buur@example.org").count() == 1


# Members.


def test_facilitator_changes_a_role_and_comes_back_to_the_list(rich, facilitator):
    url = address("change_role", rich, rich.membership(rich.member).pk)
    response = facilitator.post(url, {"role": Role.PROFESSIONAL})
    assert (response.status_code, response.url) == (303, address("members", rich))
    assert rich.membership(rich.member).role == Role.PROFESSIONAL


def test_role_that_does_not_exist_changes_nothing(rich, facilitator):
    url = address("change_role", rich, rich.membership(rich.member).pk)
    assert facilitator.post(url, {"role": "koning"}).status_code == 303
    assert rich.membership(rich.member).role == Role.RESIDENT


def test_the_only_facilitator_stays_one_until_there_is_another(rich, facilitator):
    url = address("change_role", rich, rich.membership(rich.facilitator).pk)
    shown = facilitator.post(url, {"role": Role.RESIDENT}, follow=True)
    assert "Maak eerst iemand anders procesbegeleider." in shown.text
    assert rich.membership(rich.facilitator).role == Role.FACILITATOR
    leaving = facilitator.get(address("leave", rich)).text
    assert "Jij bent de enige" in leaving
    make_facilitator(rich.membership(rich.member))
    assert "Jij bent de enige" not in facilitator.get(address("leave", rich)).text


def make_facilitator(membership) -> None:
    membership.role = Role.FACILITATOR
    membership.save()


def test_who_gives_up_their_own_role_goes_to_what_is_still_open(rich, facilitator):
    make_facilitator(rich.membership(rich.member))
    url = address("change_role", rich, rich.membership(rich.facilitator).pk)
    response = facilitator.post(url, {"role": Role.RESIDENT}, follow=True)
    assert response.redirect_chain == [(rich.cop.url, 303)]
    assert response.status_code == 200


def test_who_ends_their_own_membership_goes_home(rich, facilitator):
    url = address("end_membership", rich, rich.membership(rich.facilitator).pk)
    response = facilitator.post(url, follow=True)
    assert response.redirect_chain == [(reverse("cop_pages:my_circles"), 303)]


def test_membership_ends_once_however_often_one_clicks(rich, facilitator):
    url = address("end_membership", rich, rich.membership(rich.member).pk)
    assert [facilitator.post(url).status_code for _ in range(2)] == [303, 404]
    assert not rich.membership(rich.member).is_active


def test_member_says_what_they_bring(rich, member):
    typed = {"contribution": "Een aanhanger", "shares_contribution": "on"}
    response = member.post(address("my_membership", rich), typed)
    assert (response.status_code, response.url) == (303, rich.cop.url)
    assert "Een aanhanger" in member.get(rich.cop.url).text


def test_too_long_a_contribution_is_kept(rich, member):
    response = member.post(address("my_membership", rich), {"contribution": "lang " * 200})
    assert response.status_code == 422
    assert mistakes(response) == 1
    assert "lang lang" in response.text


def test_who_leaves_twice_left_once(rich, member):
    url = address("leave", rich)
    assert [member.post(url).status_code for _ in range(2)] == [303, 404]
    assert Membership.objects.filter(user=rich.member, ended_at__isnull=True).count() == 0


# Files.


PIXEL = base64.b64decode("R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7")


def upload(name, content=b"%PDF-1.4"):
    return SimpleUploadedFile(name, content)


def test_file_is_there_for_members_and_gone_again(rich, facilitator):
    typed = {"title": "Verslag", "file": upload("verslag.pdf")}
    assert facilitator.post(address("add_file", rich), typed).status_code == 303
    added = CircleFile.objects.get(title="Verslag")
    assert added.get_absolute_url() in facilitator.get(rich.cop.url).text
    url = address("delete_file", rich, added.key)
    assert [facilitator.post(url).status_code for _ in range(2)] == [303, 404]
    assert not CircleFile.objects.filter(title="Verslag").exists()


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ({"title": "Een programma", "file": "virus.exe"}, 1),
        ({"title": "Een foto zonder woorden", "file": "foto.png"}, 1),
        ({"title": "Niets gekozen"}, 1),
    ],
)
def test_file_with_a_mistake_keeps_the_title(typed, number, rich, facilitator):
    files = {"file": upload(typed["file"], PIXEL)} if "file" in typed else {}
    response = facilitator.post(address("add_file", rich), typed | files)
    assert response.status_code == 422
    assert mistakes(response) == number
    assert typed["title"] in response.text


# Editing the page.


def posted(client, rich, **changes):
    return typed_into(client, address("edit", rich), **changes)


def test_facilitator_writes_links_and_members_follow_them(rich, facilitator):
    data = posted(facilitator, rich, links="Zonder adres")
    refused = facilitator.post(address("edit", rich), data)
    assert (refused.status_code, mistakes(refused)) == (422, 1)
    data = posted(facilitator, rich, links="Plan https://example.org/plan")
    assert facilitator.post(address("edit", rich), data).status_code == 303
    link = '<a class="cp-file" href="https://example.org/plan" rel="noreferrer">Plan</a>'
    assert link in facilitator.get(rich.cop.url).text


def titles(rich):
    return [step.title for step in CopPage.objects.get(pk=rich.cop.pk).journey_steps.all()]


@pytest.fixture
def one_to_four(rich):
    for number, step in enumerate(JourneyStep.objects.order_by("sort_order"), start=1):
        JourneyStep.objects.filter(pk=step.pk).update(title=str(number))


def test_form_sent_back_as_it_was_changes_nothing(rich, facilitator, one_to_four):
    before = list(JourneyStep.objects.values())
    response = facilitator.post(address("edit", rich), posted(facilitator, rich))
    assert (response.status_code, response.url) == (303, rich.cop.url)
    assert list(JourneyStep.objects.values()) == before


def test_facilitator_writes_the_members_part(rich, facilitator):
    data = posted(facilitator, rich, case="Een nieuw begin", values="Rust\nReuring")
    assert facilitator.post(address("edit", rich), data).status_code == 303
    text = facilitator.get(rich.cop.url).text
    assert "Een nieuw begin" in text
    assert "<li>Reuring</li>" in text


@pytest.mark.parametrize(
    ("moves", "order"),
    [
        ({0: "3"}, "2 3 1 4"),
        ({3: "1"}, "4 1 2 3"),
        ({1: ""}, "1 3 4 2"),
        ({0: "2", 1: "1"}, "2 1 3 4"),
        ({2: "-5"}, "3 1 2 4"),
    ],
)
def test_numbers_put_the_steps_in_order(moves, order, rich, facilitator, one_to_four):
    changes = {f"journey_steps-{index}-ORDER": number for index, number in moves.items()}
    data = posted(facilitator, rich, **changes)
    assert facilitator.post(address("edit", rich), data).status_code == 303
    assert titles(rich) == order.split()


def test_new_step_comes_last_unless_it_gets_a_number(rich, facilitator, one_to_four):
    for title, number in (("achteraan", ""), ("vooraan", "1")):
        index = len(titles(rich))
        data = posted(facilitator, rich, **{f"journey_steps-{index}-title": title})
        data[f"journey_steps-{index}-ORDER"] = number
        assert facilitator.post(address("edit", rich), data).status_code == 303
    assert titles(rich)[-1] == "achteraan"
    assert titles(rich).index("vooraan") <= 1


def test_step_is_removed(rich, facilitator, one_to_four):
    data = posted(facilitator, rich, **{"journey_steps-1-DELETE": "on"})
    assert facilitator.post(address("edit", rich), data).status_code == 303
    assert titles(rich) == ["1", "3", "4"]


def test_saving_for_one_more_step_comes_back_to_an_empty_one(rich, facilitator):
    data = posted(facilitator, rich, more="1")
    response = facilitator.post(address("edit", rich), data)
    assert (response.status_code, response.url) == (303, address("edit", rich) + "#new-step")


def test_step_without_a_title_is_pointed_out_and_opened(rich, facilitator):
    data = posted(facilitator, rich, **{"journey_steps-0-title": "", "case": "Getypt"})
    response = facilitator.post(address("edit", rich), data)
    assert response.status_code == 422
    assert mistakes(response) == 1
    assert "Getypt" in response.text
    assert response.text.count('<details class="cp-edit-step" open>') == 1


def test_form_without_its_hidden_part_is_refused_and_breaks_nothing(rich, facilitator):
    assert facilitator.post(address("edit", rich), {"case": "Half"}).status_code in {409, 422}


def test_second_writer_sees_what_changed_and_loses_nothing(rich, facilitator):
    other = Client()
    other.force_login(rich.facilitator)
    mine = posted(other, rich, case="Mijn tekst")
    facilitator.post(
        address("edit", rich), posted(facilitator, rich, case="De tekst van een ander")
    )
    response = other.post(address("edit", rich), mine)
    assert response.status_code == 409
    assert "Mijn tekst" in response.text
    assert "De tekst van een ander" in response.text
    assert CopPage.objects.get(pk=rich.cop.pk).case == "De tekst van een ander"


def test_second_writer_may_save_after_comparing(rich, facilitator):
    mine = posted(facilitator, rich, case="Mijn tekst")
    facilitator.post(address("edit", rich), posted(facilitator, rich, case="Van een ander"))
    response = facilitator.post(address("edit", rich), mine)
    parsed = html5lib.parse(response.text, namespaceHTMLElements=False)
    (current,) = parsed.iterfind(".//input[@name='started_from']")
    again = facilitator.post(address("edit", rich), mine | {"started_from": current.get("value")})
    assert again.status_code == 303
    assert CopPage.objects.get(pk=rich.cop.pk).case == "Mijn tekst"


def test_step_that_another_removed_can_be_let_go(rich, facilitator):
    data = posted(facilitator, rich, **{"journey_steps-0-happened": "Nog iets"})
    JourneyStep.objects.get(pk=data["journey_steps-0-id"]).delete()
    assert facilitator.post(address("edit", rich), data).status_code == 422
    data["journey_steps-0-DELETE"] = "on"
    assert facilitator.post(address("edit", rich), data).status_code == 303


def test_double_click_on_save_adds_one_step(rich, facilitator):
    data = posted(
        facilitator,
        rich,
        **{"journey_steps-4-title": "Nieuw", "journey_steps-4-date": str(date(2026, 9, 1))},
    )
    statuses = [facilitator.post(address("edit", rich), data).status_code for _ in range(2)]
    assert statuses == [303, 409]
    assert titles(rich).count("Nieuw") == 1


def test_draft_of_an_editor_survives_and_takes_the_new_words_along(rich, facilitator):
    draft = CopPage.objects.get(pk=rich.cop.pk)
    draft.title = "Ontwerptitel"
    draft.save_revision()
    data = posted(facilitator, rich, case="Van de begeleider", **{"journey_steps-0-title": "Begin"})
    assert facilitator.post(address("edit", rich), data).status_code == 303
    live = CopPage.objects.get(pk=rich.cop.pk)
    assert (live.title, live.case) == ("Waterwijk groen", "Van de begeleider")
    kept = live.get_latest_revision_as_object()
    assert (kept.title, kept.case) == ("Ontwerptitel", "Van de begeleider")
    assert kept.journey_steps.first().title == "Begin"
