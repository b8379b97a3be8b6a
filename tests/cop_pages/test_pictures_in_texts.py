"""A facilitator places pictures in texts and news: private files, described, without what a camera adds."""

from io import BytesIO

import pytest
from django.contrib.auth.models import Permission
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import ExifTags, Image

from cop_pages.models import CircleFile, CopPage, CopUpdatePage

from .factories import CircleFileFactory, CopPageFactory
from .rich_circle import build
from .typed import posted

pytestmark = pytest.mark.django_db
NEWS = {"title": "De pomp werkt weer", "intro": "Kom kijken."}
SHOWN = "Een pomp in de zon"
WHERE = "Achter het huis van Ria"


@pytest.fixture
def rich():
    return build()


@pytest.fixture
def url(rich):
    return reverse("cop_pages:edit", args=[rich.cop.pk])


@pytest.fixture
def news_url(rich):
    return reverse("cop_pages:write_news", args=[rich.cop.pk])


@pytest.fixture
def facilitator(client, rich):
    client.force_login(rich.facilitator)
    return client


def photo(size=(40, 20), kind="JPEG") -> SimpleUploadedFile:
    out, exif = BytesIO(), Image.Exif()
    exif[ExifTags.Base.ImageDescription] = WHERE
    Image.new("RGB", size, "green").save(out, kind, exif=exif)
    return SimpleUploadedFile("tuin.jpg", out.getvalue(), "image/jpeg")


def with_picture(picture=None, *, number=0, shows=SHOWN, **changes):
    here = f"pieces-{number}-"
    return {f"{here}picture": picture or photo(), f"{here}shows": shows} | changes


def write(browser, url, **changes):
    return browser.post(url, posted(browser, url, **changes))


def pieces(page) -> list[str]:
    return [piece.block_type for piece in type(page).objects.get(pk=page.pk).body]


def added(rich) -> CircleFile:
    return rich.cop.files.exclude(title__in=["Plattegrond", "De tomaten"]).get()


@pytest.fixture
def with_one(rich, url, facilitator):
    """The page, with a picture in its texts."""
    assert write(facilitator, url, **with_picture()).status_code == 303
    return rich.cop


def test_picture_stands_in_the_text_and_only_members_open_it(rich, with_one, client):
    address = added(rich).get_absolute_url()
    client.force_login(rich.member)
    page = client.get(with_one.url).text
    assert f'<img src="{address}" alt="{SHOWN}"' in page.split("cp-body")[1].split("</div>")[0]
    assert client.get(address).status_code == 200
    assert {"no-store", "private"} <= set(client.get(address)["Cache-Control"].split(", "))
    client.force_login(rich.outsider)
    assert client.get(address).status_code == 404


def test_picture_in_a_text_says_nothing_of_where_it_was_taken_and_is_no_larger_than_needed(
    rich, url, facilitator
):
    write(facilitator, url, **with_picture(photo((4000, 2000))))
    kept = added(rich).file.open().read()
    assert WHERE.encode() not in kept
    with Image.open(BytesIO(kept)) as picture:
        assert (picture.size, dict(picture.getexif())) == ((1600, 800), {})


def test_text_and_picture_of_one_piece_stand_below_each_other(rich, url, facilitator):
    told = {"pieces-0-heading": "Zaterdag", "pieces-0-text": "Kom om tien uur."}
    write(facilitator, url, **with_picture(**told))
    assert pieces(rich.cop) == ["text", "picture"]


def test_news_comes_with_a_picture_once_also_when_clicked_twice(rich, news_url, facilitator):
    for _ in range(2):
        write(facilitator, news_url, **NEWS, **with_picture())
    page = CopUpdatePage.objects.get(title=NEWS["title"])
    assert pieces(page) == ["picture"]
    assert added(rich).get_absolute_url() in facilitator.get(page.url).text


def test_news_gets_a_picture_when_it_is_corrected(rich, news_url, facilitator):
    write(facilitator, news_url, **NEWS)
    page = CopUpdatePage.objects.get(title=NEWS["title"])
    url = reverse("cop_pages:edit_news", args=[rich.cop.pk, page.pk])
    assert write(facilitator, url, **with_picture()).status_code == 303
    assert pieces(page) == ["picture"]


def test_picture_without_words_is_asked_for_them(rich, url, facilitator):
    response = write(facilitator, url, **with_picture(shows=""))
    assert response.status_code == 422
    assert 'href="#id_pieces-0-shows"' in response.text
    assert pieces(rich.cop) == []
    assert rich.cop.files.count() == 2


def test_picture_for_decoration_needs_no_words(rich, url, facilitator):
    write(facilitator, url, **with_picture(shows="", **{"pieces-0-decorative": "on"}))
    page = facilitator.get(rich.cop.url).text
    image = f'<img src="{added(rich).get_absolute_url()}"'
    assert f'{image} alt=""' in page
    # Among the files it is a link, and a link has a name.
    assert f'{image} alt="Afbeelding"' in page


def test_words_without_a_picture_are_pointed_out(url, facilitator):
    response = write(facilitator, url, **{"pieces-0-shows": SHOWN})
    assert response.status_code == 422
    assert 'href="#id_pieces-0-picture"' in response.text
    assert SHOWN in response.text


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("nep.png", b"<b>geen plaatje</b>"),
        ("namen.txt", b"Ria"),
        ("tekening.svg", b"<svg onload=alert(1)>"),
        ("half.jpg", photo((400, 400)).read()[:700]),
    ],
)
def test_what_is_no_picture_is_refused_in_words(name, content, rich, url, facilitator):
    upload = SimpleUploadedFile(name, content)
    response = write(facilitator, url, **with_picture(upload))
    assert response.status_code == 422
    assert 'href="#id_pieces-0-picture"' in response.text
    assert rich.cop.files.count() == 2


def test_who_made_a_mistake_elsewhere_is_told_to_choose_the_picture_again(news_url, facilitator):
    response = write(facilitator, news_url, title="", **with_picture())
    assert response.status_code == 422
    assert 'href="#id_pieces-0-picture"' in response.text
    assert SHOWN in response.text


def test_words_of_a_picture_are_changed(rich, with_one, url, facilitator):
    data = posted(facilitator, url)
    assert data["pieces-0-shows"] == SHOWN
    facilitator.post(url, data | {"pieces-0-shows": "De nieuwe pomp"})
    assert 'alt="De nieuwe pomp"' in facilitator.get(with_one.url).text


def test_words_of_a_picture_are_not_simply_emptied(with_one, url, facilitator):
    assert write(facilitator, url, **{"pieces-0-shows": ""}).status_code == 422


def test_picture_is_taken_out_of_the_text(rich, with_one, url, facilitator):
    assert write(facilitator, url, **{"pieces-0-DELETE": "on"}).status_code == 303
    assert pieces(with_one) == []


def test_deleted_picture_leaves_its_texts_too(rich, with_one, url, facilitator):
    facilitator.post(reverse("cop_pages:delete_file", args=[with_one.pk, added(rich).key]))
    page = facilitator.get(with_one.url)
    assert page.status_code == 200
    assert "<figure" not in page.text.split("cp-body")[1].split("</div>")[0]
    assert write(facilitator, url, case="Anders").status_code == 303


def test_picture_of_another_circle_is_not_shown(rich, client):
    other = CircleFileFactory(
        circle=CopPageFactory(parent=rich.cop.get_parent()), file__filename="x.png"
    )
    rich.cop.body = [("picture", {"file": other, "alt_text": SHOWN, "decorative": False})]
    rich.cop.save_revision().publish()
    client.force_login(rich.member)
    assert other.get_absolute_url() not in client.get(rich.cop.url).text


def test_saving_what_was_not_touched_leaves_the_picture_as_it_is(with_one, url, facilitator):
    before = [piece.get_prep_value() for piece in CopPage.objects.get(pk=with_one.pk).body]
    assert write(facilitator, url, case="Een andere casus.").status_code == 303
    after = [piece.get_prep_value() for piece in CopPage.objects.get(pk=with_one.pk).body]
    assert after == before


# What editors choose from in the admin.


@pytest.fixture
def editor(client, django_user_model):
    client.force_login(django_user_model.objects.create_superuser("redactie@example.org", "x"))
    return client


def test_editor_chooses_among_the_pictures_of_circles(rich, editor):
    page = editor.get(reverse("circle_pictures:choose")).json()["html"]
    assert "De tomaten" in page
    assert rich.cop.title in page
    assert "Plattegrond" not in page
    address = reverse("circle_pictures:chosen", args=[rich.picture.pk])
    assert editor.get(address).json()["result"]["title"] == "De tomaten"


def test_who_may_not_see_the_circle_chooses_none_of_its_pictures(rich, client):
    rich.outsider.user_permissions.add(Permission.objects.get(codename="access_admin"))
    client.force_login(rich.outsider)
    assert "De tomaten" not in client.get(reverse("circle_pictures:choose")).json()["html"]
    number = rich.picture.pk
    address = reverse("circle_pictures:chosen", args=[number])
    assert client.get(address).status_code == 404
    several = client.get(reverse("circle_pictures:chosen_multiple"), {"id": number})
    assert several.json()["result"] == []


def test_editor_opens_the_page_with_its_picture_in_the_admin(with_one, editor):
    page = editor.get(reverse("wagtailadmin_pages:edit", args=[with_one.pk]))
    assert page.status_code == 200
    assert SHOWN in page.text
