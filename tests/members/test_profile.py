"""A member's own data: change it, take it along, erase it."""

import json
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from cop_pages.models import Membership, Role
from members.models import Member
from tests.cop_pages.factories import CircleFileFactory, CopPageFactory, MembershipFactory
from tests.factories import MemberFactory

pytestmark = pytest.mark.django_db
PLACE_TAG = 0x8825  # EXIF's GPS directory.


@pytest.fixture
def member():
    return MemberFactory(name="Hennie")


@pytest.fixture
def browser(client, member):
    client.force_login(member)
    session = client.session
    session["account_authentication_methods"] = [
        {"method": "password", "at": timezone.now().timestamp(), "reauthenticated": True}
    ]
    session["account_authentication_methods_user"] = str(member.pk)
    session.save()
    return client


def photo(side=900, *, with_place=False) -> SimpleUploadedFile:
    out, exif = BytesIO(), Image.Exif()
    if with_place:
        exif[PLACE_TAG] = {1: "N", 2: (52.0, 5.0, 0.0)}
    Image.new("RGB", (side, side // 2), "green").save(out, "JPEG", exif=exif)
    return SimpleUploadedFile("ik.jpg", out.getvalue(), "image/jpeg")


def save_profile(browser, **fields):
    return browser.post(reverse("member_profile"), {"name": "Hennie", "language": "nl"} | fields)


def test_a_member_changes_name_and_language(browser, member):
    response = save_profile(browser, name="Hennie de Boer", language="en")
    assert response.status_code == 303
    member.refresh_from_db()
    assert (member.name, member.language) == ("Hennie de Boer", "en")


def test_an_empty_name_is_told_next_to_the_field_and_nothing_typed_is_lost(browser):
    response = save_profile(browser, name="", language="en")
    assert response.status_code == 422
    assert 'value="en" selected' in response.text


def test_a_picture_is_kept_small_and_without_the_place_it_was_taken(
    browser, member, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path / "media"
    save_profile(browser, picture=photo(with_place=True))
    member.refresh_from_db()
    with Image.open(member.picture) as picture:
        assert picture.size == (400, 400)
        assert not picture.getexif()


@pytest.mark.parametrize("content", [b"not a picture", b"GIF89a", b"<svg onload=alert(1)>"])
def test_a_file_that_is_no_picture_is_refused_in_words(browser, content):
    response = save_profile(browser, picture=SimpleUploadedFile("ik.jpg", content, "image/jpeg"))
    assert response.status_code == 422


def test_people_in_the_same_circle_see_a_shared_picture_and_others_do_not(
    browser, member, client, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path / "media"
    save_profile(browser, picture=photo())
    cop = CopPageFactory()
    mine, theirs = MembershipFactory(circle=cop, user=member), MembershipFactory(circle=cop)
    address = reverse("member_portrait", args=[member.pk])

    def status_for(user):
        client.force_login(user)
        return client.get(address).status_code

    assert (status_for(theirs.user), status_for(MemberFactory())) == (200, 404)
    Membership.objects.filter(pk=mine.pk).update(shares_picture=False)
    assert (status_for(theirs.user), status_for(member)) == (404, 200)


def test_my_data_comes_as_one_json_file(browser, member):
    MembershipFactory(circle=CopPageFactory(title="Waterwijk"), user=member)
    response = browser.get(reverse("member_download"))
    data = json.loads(response.getvalue())["data"]
    assert data["members.Member"][0]["email"] == member.email
    assert data["cop_pages.Membership"][0]["circle"] == "Waterwijk"
    assert data["cop_pages.Membership"][0]["shares_email"] is False
    assert "no-store" in response["Cache-Control"]


def archive_of(response) -> ZipFile:
    return ZipFile(BytesIO(response.getvalue()))


def told_in(archive: ZipFile) -> dict:
    return json.loads(archive.read("mijn-gegevens.json"))["data"]


def test_my_data_holds_my_picture_itself(browser, member, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    save_profile(browser, picture=photo())
    response = browser.get(reverse("member_download"))
    archive = archive_of(response)
    name = told_in(archive)["members.Member"][0]["picture"]
    member.refresh_from_db()
    assert archive.read(name) == member.picture.open().read()
    assert {"no-store", "private"} <= set(response["Cache-Control"].split(", "))
    assert response["Content-Disposition"] == 'attachment; filename="mijn-gegevens.zip"'


def test_my_data_holds_what_i_sent_to_circles_that_i_am_in(browser, member):
    mine = CopPageFactory()
    former = CopPageFactory(parent=mine.get_parent())
    MembershipFactory(circle=mine, user=member)
    MembershipFactory(circle=former, user=member, ended_at=timezone.now())
    sent = CircleFileFactory(circle=mine, uploaded_by=member, title="../../Tuin & hek")
    CircleFileFactory(circle=former, uploaded_by=member, title="Namen")
    CircleFileFactory(circle=mine, title="Van een ander")
    archive = archive_of(browser.get(reverse("member_download")))
    files = {row["title"]: row["file"] for row in told_in(archive)["cop_pages.CircleFile"]}
    assert files == {sent.title: f"circle-files/{sent.pk}-tuin-hek.pdf", "Namen": ""}
    assert set(archive.namelist()) == {"mijn-gegevens.json", files[sent.title]}
    assert archive.read(files[sent.title]) == b"%PDF-1.4 canary"


def test_a_file_that_the_storage_lost_keeps_nobody_from_their_data(browser, member):
    Member.objects.filter(pk=member.pk).update(picture="portraits/lost.webp")
    archive = archive_of(browser.get(reverse("member_download")))
    assert archive.namelist() == ["mijn-gegevens.json"]


def test_my_data_says_first_what_there_is_of_me(browser, member):
    MembershipFactory(circle=CopPageFactory(), user=member)
    kept, others = browser.get(reverse("member_data")).text.split("<details", 1)
    assert "Lidmaatschappen: 1" in kept
    assert "Lidmaatschappen" not in others
    assert "Uitnodigingen" in others


def test_taking_data_along_asks_who_you_are_again(client, member):
    client.force_login(member)
    response = client.get(reverse("member_download"))
    assert response.status_code == 302
    assert "reauthenticate" in response.url


def test_farewell_asks_first(browser, member):
    response = browser.post(reverse("member_farewell"), {"sure": ""})
    assert response.status_code == 422
    assert Member.objects.filter(pk=member.pk).exists()


def test_farewell_erases_the_account_the_picture_and_the_places_in_circles(
    browser, member, settings, tmp_path
):
    settings.MEDIA_ROOT = tmp_path / "media"
    save_profile(browser, picture=photo())
    MembershipFactory(circle=CopPageFactory(), user=member)
    response = browser.post(reverse("member_farewell"), {"sure": "on"})
    assert response.status_code == 303
    assert "Je account is weg" in browser.get(response.url).text
    assert not Member.objects.filter(pk=member.pk).exists()
    assert not Membership.objects.exists()
    assert not list(tmp_path.rglob("*.webp"))
    assert "_auth_user_id" not in browser.session


def test_who_leads_a_circle_alone_is_told_before_they_go(browser, member):
    cop = CopPageFactory()
    url = reverse("cop_pages:members", args=[cop.pk])
    MembershipFactory(circle=cop, user=member, role=Role.FACILITATOR)
    assert url in browser.get(reverse("member_farewell")).text
    MembershipFactory(circle=cop, role=Role.FACILITATOR)
    assert url not in browser.get(reverse("member_farewell")).text


def test_the_last_administrator_has_to_stay(browser, member):
    Member.objects.filter(pk=member.pk).update(is_superuser=True)
    assert browser.post(reverse("member_farewell"), {"sure": "on"}).status_code == 409
    assert Member.objects.filter(pk=member.pk).exists()
