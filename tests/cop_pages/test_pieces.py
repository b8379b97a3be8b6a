"""A facilitator writes more for the members, piece by piece."""

import pytest
from django.urls import reverse

from cop_pages.models import CopPage

from .rich_circle import build
from .typed import posted

pytestmark = pytest.mark.django_db

PLAIN = "<h3>Zo begon het</h3><p>Met koffie.</p>"
BOLD = '<p data-block-key="x1">Een <b>vet</b> woord.</p>'
HEADINGS = "<h3>Eén</h3><p>a</p><h3>Twee</h3><p>b</p>"
NESTED = "<ul><li>Eén<ul><li>anderhalf</li></ul></li></ul>"
QUOTE = {"text": "Ik bleef voor de bonen.", "attribution": "buurman"}


@pytest.fixture
def cop():
    rich = build()
    rich.cop.body = [("text", PLAIN), ("quote", QUOTE), ("text", BOLD), ("text", NESTED)]
    rich.cop.save_revision().publish()
    return rich.cop


@pytest.fixture
def url(cop):
    return reverse("cop_pages:edit", args=[cop.pk])


@pytest.fixture
def facilitator(client, cop):
    client.force_login(cop.memberships.get(role="facilitator").user)
    return client


def body(cop):
    """Kind and words of each piece, as the page has them now."""
    page = CopPage.objects.get(pk=cop.pk)
    return [(piece.block_type, str(piece.value)) for piece in page.body]


def kinds(cop):
    return [kind for kind, _ in body(cop)]


def test_new_piece_comes_last(cop, url, facilitator):
    data = posted(
        facilitator, url, **{"pieces-4-heading": "Sleutel", "pieces-4-text": "- Bij Joop"}
    )
    assert facilitator.post(url, data).status_code == 303
    assert "<h3>Sleutel</h3><ul><li>Bij Joop</li></ul>" in body(cop)[-1][1]
    assert "Sleutel" in facilitator.get(cop.url).text


def test_plain_piece_is_typed_over_and_the_rest_stays(cop, url, facilitator):
    before = body(cop)
    data = posted(facilitator, url, **{"pieces-0-text": "Met thee."})
    assert facilitator.post(url, data).status_code == 303
    assert "<p>Met thee.</p>" in body(cop)[0][1]
    assert body(cop)[1:] == before[1:]


def test_bold_words_and_links_are_typed_over_and_stay(cop, url, facilitator):
    before = body(cop)
    data = posted(facilitator, url)
    assert data["pieces-2-text"] == "Een **vet** woord."
    more = "Een **vet** woord, en [het plan](https://example.org)."
    assert facilitator.post(url, data | {"pieces-2-text": more}).status_code == 303
    assert "<b>vet</b> woord, en <a" in body(cop)[2][1]
    assert [*body(cop)[:2], *body(cop)[3:]] == [*before[:2], *before[3:]]


def test_saving_what_was_not_touched_changes_no_piece(cop, url, facilitator):
    before = [piece.get_prep_value() for piece in CopPage.objects.get(pk=cop.pk).body]
    data = posted(facilitator, url, case="Een andere casus.")
    assert facilitator.post(url, data).status_code == 303
    assert [piece.get_prep_value() for piece in CopPage.objects.get(pk=cop.pk).body] == before


def test_link_without_a_full_address_is_pointed_out(url, facilitator):
    typed = "Zie [het plan](example.org)."
    response = facilitator.post(url, posted(facilitator, url, **{"pieces-0-text": typed}))
    assert response.status_code == 422
    assert 'href="#id_pieces-0-text"' in response.text
    assert typed in response.text


def test_piece_of_an_editor_is_shown_and_not_typed_over(url, facilitator):
    data = posted(facilitator, url)
    assert "pieces-1-text" not in data
    assert "pieces-3-text" not in data
    assert "Ik bleef voor de bonen." in facilitator.get(url).text


def test_text_with_more_headings_is_typed_over_and_keeps_them(cop, url, facilitator):
    cop.body = [("text", HEADINGS)]
    cop.save_revision().publish()
    data = posted(facilitator, url)
    assert (data["pieces-0-heading"], data["pieces-0-text"]) == ("Eén", "a\n\n# Twee\n\nb")
    more = data["pieces-0-text"] + "\n\n## Klein\n\nc"
    assert facilitator.post(url, data | {"pieces-0-text": more}).status_code == 303
    assert f"{HEADINGS}<h4>Klein</h4><p>c</p>" in body(cop)[0][1]


@pytest.mark.parametrize("html", ["<h3>Alleen kop</h3>", "<h3>Kop</h3><p>a</p>" * 700])
def test_text_of_an_editor_that_nobody_would_type_holds_up_nothing_else(
    html, cop, url, facilitator
):
    cop.body = [("text", html), ("text", BOLD)]
    cop.save_revision().publish()
    data = posted(facilitator, url, case="Anders.", **{"pieces-0-ORDER": "2"})
    assert facilitator.post(url, data | {"pieces-1-ORDER": "1"}).status_code == 303
    assert body(cop)[1][1].count("<h3>") == html.count("<h3>")


def test_text_slipped_into_a_piece_of_an_editor_changes_nothing(cop, url, facilitator):
    before = body(cop)
    facilitator.post(url, posted(facilitator, url, **{"pieces-1-text": "weg ermee"}))
    assert body(cop) == before


def test_pieces_are_put_in_order_and_removed(cop, url, facilitator):
    data = posted(facilitator, url, **{"pieces-1-ORDER": "1", "pieces-2-DELETE": "on"})
    assert facilitator.post(url, data).status_code == 303
    assert kinds(cop) == ["quote", "text", "text"]


def test_emptied_piece_is_gone(cop, url, facilitator):
    data = posted(facilitator, url, **{"pieces-0-heading": "", "pieces-0-text": ""})
    assert facilitator.post(url, data).status_code == 303
    assert kinds(cop) == ["quote", "text", "text"]


def test_heading_without_a_text_is_pointed_out(url, facilitator):
    response = facilitator.post(url, posted(facilitator, url, **{"pieces-4-heading": "Alleen kop"}))
    assert response.status_code == 422
    assert 'href="#id_pieces-4-text"' in response.text
    assert "Alleen kop" in response.text


def test_piece_that_was_added_meanwhile_stays(cop, url, facilitator):
    mine = posted(facilitator, url, **{"pieces-0-text": "Met thee."})
    facilitator.post(url, posted(facilitator, url, **{"pieces-4-text": "Van een ander"}))
    refused = facilitator.post(url, mine)
    assert refused.status_code == 409
    assert "Van een ander" in refused.text
    latest = str(CopPage.objects.get(pk=cop.pk).latest_revision_id)
    assert facilitator.post(url, mine | {"started_from": latest}).status_code == 303
    words = "".join(text for _, text in body(cop))
    assert "Met thee." in words
    assert "Van een ander" in words


def test_form_without_its_pieces_is_refused_and_breaks_nothing(cop, url, facilitator):
    data = {k: v for k, v in posted(facilitator, url).items() if not k.startswith("pieces-")}
    before = body(cop)
    assert facilitator.post(url, data).status_code == 422
    assert body(cop) == before


def test_saving_for_one_more_piece_comes_back_to_an_empty_one(url, facilitator):
    response = facilitator.post(url, posted(facilitator, url, more="piece"))
    assert response.url == f"{url}#new-piece"


def test_draft_of_an_editor_keeps_what_the_facilitator_left_alone(cop, url, facilitator):
    draft = CopPage.objects.get(pk=cop.pk)
    draft.values = "Waarden van de redactie"
    draft.save_revision()
    data = posted(facilitator, url, **{"pieces-4-text": "Iets nieuws"})
    assert facilitator.post(url, data).status_code == 303
    kept = CopPage.objects.get(pk=cop.pk).get_latest_revision_as_object()
    assert kept.values == "Waarden van de redactie"
    assert "Iets nieuws" in str(kept.body[-1].value)
