"""Private files: what is deleted is gone from the storage too, and each change is in the log."""

import os
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from PIL import ExifTags, Image
from wagtail.models import PageLogEntry

from cop_pages import stored_files
from cop_pages.models import CircleFile

from .factories import CircleFileFactory, CopPageFactory, MembershipFactory
from .rich_circle import build

pytestmark = pytest.mark.django_db
SECRET = "Lijst van namen"


@pytest.fixture
def rich():
    return build()


@pytest.fixture
def facilitator(client, rich):
    client.force_login(rich.facilitator)
    return client


def stored(circle_file) -> bool:
    return circle_file.file.storage.exists(circle_file.file.name)


def test_deleted_file_leaves_the_storage(rich, facilitator, django_capture_on_commit_callbacks):
    assert stored(rich.picture)
    url = reverse("cop_pages:delete_file", args=[rich.cop.pk, rich.picture.key])
    with django_capture_on_commit_callbacks(execute=True):
        assert facilitator.post(url).status_code == 303
    assert not stored(rich.picture)


def test_files_of_a_deleted_circle_leave_the_storage(django_capture_on_commit_callbacks):
    circle_file = CircleFileFactory(circle=CopPageFactory())
    with django_capture_on_commit_callbacks(execute=True):
        circle_file.circle.delete()
    assert not stored(circle_file)


def test_file_that_no_circle_has_is_removed_when_it_is_a_day_old(capsys):
    circle = CopPageFactory()
    kept, stray, fresh = (CircleFileFactory(circle=circle).file for _ in range(3))
    for file in (kept, stray):
        os.utime(file.path, (0, 0))
    CircleFile.objects.exclude(file=kept.name).update(file="")
    call_command("remove_stray_files", dry_run=True)
    assert stray.storage.exists(stray.name)
    call_command("remove_stray_files")
    assert [file.storage.exists(file.name) for file in (kept, stray, fresh)] == [True, False, True]
    assert "Found 0" not in capsys.readouterr().out


def test_file_that_goes_after_the_list_was_made_is_no_stray(rich, monkeypatch):
    monkeypatch.setattr(stored_files.storage, "listdir", lambda folder: (["1"], ["gone.png"]))
    assert stored_files.strays() == []


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_picture_is_kept_without_the_place_where_it_was_taken(kind, rich, facilitator):
    exif = Image.Exif()
    exif[ExifTags.Base.ImageDescription] = "Achter het huis van Ria"
    exif[ExifTags.Base.Orientation] = 6
    out = BytesIO()
    Image.new("RGB", (40, 20), "green").save(out, kind, exif=exif)
    upload = SimpleUploadedFile(f"tuin.{kind.lower()}", out.getvalue())
    fields = {"title": "Tuin", "file": upload, "alt_text": "Een tuin"}
    facilitator.post(reverse("cop_pages:add_file", args=[rich.cop.pk]), fields)
    with CircleFile.objects.get(title="Tuin").file.open() as kept:
        content = kept.read()
    assert b"Achter het huis" not in content
    with Image.open(BytesIO(content)) as picture:
        assert (picture.format, picture.size, dict(picture.getexif())) == (kind, (20, 40), {})


def test_file_stays_while_its_deletion_may_be_undone(rich):
    rich.picture.delete()
    assert stored(rich.picture)


def test_adding_and_deleting_a_file_is_logged_without_its_name(rich, facilitator):
    upload = SimpleUploadedFile("namen.txt", b"Ria")
    address = reverse("cop_pages:add_file", args=[rich.cop.pk])
    facilitator.post(address, {"title": SECRET, "file": upload})
    added = CircleFile.objects.get(title=SECRET)
    facilitator.post(reverse("cop_pages:delete_file", args=[rich.cop.pk, added.key]))
    entries = PageLogEntry.objects.filter(action__contains="_file").order_by("pk")
    assert [entry.action for entry in entries] == ["cop_pages.add_file", "cop_pages.delete_file"]
    assert all(entry.user == rich.facilitator and entry.page_id == rich.cop.pk for entry in entries)
    assert SECRET not in "".join(f"{entry.data}{entry.label}" for entry in entries)


def test_picture_that_is_no_picture_is_refused(rich, facilitator):
    upload = SimpleUploadedFile("nep.png", b"<b>geen plaatje</b>")
    typed = {"title": "Nep", "alt_text": "Niets", "file": upload}
    response = facilitator.post(reverse("cop_pages:add_file", args=[rich.cop.pk]), typed)
    assert response.status_code == 422
    assert not CircleFile.objects.filter(title="Nep").exists()


def test_picture_that_was_cut_off_is_refused_in_words(rich, facilitator):
    whole = BytesIO()
    Image.effect_noise((200, 200), 90).save(whole, "JPEG")
    upload = SimpleUploadedFile("half.jpg", whole.getvalue()[:3000])
    typed = {"title": "Half", "alt_text": "Een tuin", "file": upload}
    response = facilitator.post(reverse("cop_pages:add_file", args=[rich.cop.pk]), typed)
    assert response.status_code == 422
    assert "Half" in response.text


def test_circle_in_which_nobody_said_what_they_bring_says_so(client):
    member = MembershipFactory(circle=CopPageFactory(), contribution="")
    client.force_login(member.user)
    page = client.get(member.circle.url).text
    contributions = page.split('class="cp-brings"', 1)[1].split("</ul>", 1)[0]
    assert "cp-still" in contributions
