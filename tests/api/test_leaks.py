"""Nothing private comes out of either API, whatever it is asked."""

import itertools

import pytest
from wagtail.documents import get_document_model
from wagtail.models import Locale, Page, PageViewRestriction
from wagtail.rich_text import RichText

from modules_library.models import ModuleAttachment, ModulePage, RelatedModule
from tests.factories import ModuleIndexPageFactory, ModulePageFactory
from tests.network import CANARIES

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("built_once")]

EVERYTHING = ["*", "*,goals(*),phases(*),attachments(*),related_modules(*),picture(*)"]
V2 = [f"/api/v2/{kind}/" for kind in ("pages", "images", "documents")]
V3 = [f"/api/v3/{kind}/" for kind in ("pages", "images", "documents", "modules", "goals", "phases")]


@pytest.fixture
def tangled(network):
    """Public pages that point at private things in every way they can."""
    module, catalogue = network.module, network.catalogue
    closed = ModuleIndexPageFactory(title="Besloten kwaakcatalogus", slug="kwaakcatalogus")
    secret = ModulePageFactory(parent=closed, title="kwaakmodule", summary="kwaakmodule")
    PageViewRestriction.objects.create(page=closed, restriction_type="login")
    for row, other in enumerate([network.draft, secret]):
        RelatedModule.objects.create(page=module, module=other, sort_order=row)
    ModuleAttachment.objects.create(page=module, document=network.private_document)
    module = ModulePage.objects.get(pk=module.pk)
    link = '<p><a linktype="page" id="{}">lees</a></p>'
    module.explanation = [
        ("document", network.private_document),
        ("text", RichText(link.format(network.draft.pk) + link.format(network.restricted.pk))),
    ]
    module.save()
    network.page.body = [
        ("call", {"title": "Kom", "label": "Lees", "page": secret}),
        ("modules", {"title": "Kies", "modules": [secret, network.draft]}),
    ]
    network.page.save()
    network.home.call_page = network.draft
    network.home.save()
    hide_above_and_behind(network, catalogue, secret)
    return network


def hide_above_and_behind(network, catalogue, secret):
    """A public page below a draft, an alias and a translation of private ones."""
    draft_index = ModuleIndexPageFactory(title="kwaakbovenliggend", slug="kwaakbovenliggend")
    ModulePageFactory(parent=draft_index, title="kwaakonderliggend")
    draft_index.live = False
    draft_index.save()
    secret.create_alias(parent=catalogue, update_slug="spiegel")
    english = Locale.objects.get(language_code="en")
    catalogue.copy_for_translation(english).save_revision().publish()
    network.draft.copy_for_translation(english)


def canaries_in(response) -> list[str]:
    text = response.content.decode().lower()
    return [word for word in [*CANARIES.values(), "kwaak"] if word in text]


def addresses(network):
    """Everything that can be asked for, one after the other."""
    pages = list(Page.objects.values_list("pk", flat=True))
    keys = {
        "pages": pages,
        "modules": pages,
        "images": [network.image.pk],
        "documents": [network.document.pk, network.private_document.pk],
    }
    yield from V2 + V3
    for path in V2:
        yield from (f"{path}?fields={fields}" for fields in EVERYTHING)
        yield f"{path}?limit=100&fields=*&order=title"
    for kind, base in itertools.product(keys, ("/api/v2/", "/api/v3/")):
        for key in keys[kind]:
            yield f"{base}{kind}/{key}/"
    for path in V3:
        yield f"{path}?limit=100"
    for model in ("modules_library.ModulePage", "home.StandardPage", "home.HomePage"):
        yield f"/api/v2/pages/?type={model}&fields=*&limit=100"
        yield f"/api/v3/pages/?type={model}&limit=100"


def test_visitor_reads_no_private_word_at_any_address(visitor, tangled):
    leaks = {
        path: found for path in addresses(tangled) if (found := canaries_in(visitor.get(path)))
    }
    assert leaks == {}


def test_session_opens_nothing(client_of, tangled):
    browser = client_of("admin")
    leaks = {
        path: found for path in addresses(tangled) if (found := canaries_in(browser.get(path)))
    }
    assert leaks == {}


@pytest.mark.parametrize("word", CANARIES.values())
@pytest.mark.parametrize(
    "path", ["/api/v2/pages/?search=", "/api/v3/pages/?search=", "/api/v3/modules/?q="]
)
def test_private_words_find_nothing(visitor, network, path, word):
    answer = visitor.get(path + word).json()
    assert answer.get("count", answer.get("meta", {}).get("total_count")) == 0


@pytest.mark.parametrize("role", ["member", "facilitator", "editor", "admin"])
def test_facilitator_notes_are_nowhere_even_with_a_token(with_token, network, role):
    client, word = with_token(role), CANARIES["facilitator notes"]
    module = f"/api/v3/pages/{network.module.pk}/"
    revision = network.module.latest_revision_id
    for path in [
        *V3,
        module,
        f"{module}?version=draft",
        f"{module}revisions/",
        f"{module}revisions/{revision}/",
        "/api/v3/modules/wijkwandeling/",
        "/api/v3/schema/modules_library.ModulePage/",
        "/api/v3/openapi.json",
    ]:
        text = client.get(path).content.decode()
        assert word not in text
        assert "facilitator_notes" not in text


@pytest.mark.parametrize(
    ("path", "statuses"),
    [
        ("/api/v2/pages/?type=modules_library.ModulePage&facilitator_notes=x", {400}),
        ("/api/v2/pages/?type=modules_library.ModulePage&order=facilitator_notes", {400}),
        ("/api/v2/pages/?type=modules_library.ModulePage&fields=facilitator_notes", {400}),
        ("/api/v3/pages/?type=modules_library.ModulePage&order=facilitator_notes", {422}),
        ("/api/v3/modules/?facilitator_notes=x", {422}),
        ("/api/v3/modules/?sort=facilitator_notes", {422}),
    ],
)
def test_facilitator_notes_cannot_be_asked_for(visitor, network, path, statuses):
    assert visitor.get(path).status_code in statuses


def test_filtering_by_facilitator_notes_changes_nothing(visitor, network):
    plain = "/api/v3/pages/?type=modules_library.ModulePage"
    filtered = f"{plain}&facilitator_notes={CANARIES['facilitator notes']}"
    assert visitor.get(filtered).json() == visitor.get(plain).json()


def test_private_document_is_neither_listed_nor_served(visitor, network):
    key = network.private_document.pk
    for base in ("/api/v2/", "/api/v3/"):
        assert visitor.get(f"{base}documents/{key}/").status_code == 404
        listed = visitor.get(f"{base}documents/").json()["items"]
        assert [item["id"] for item in listed] == [network.document.pk]
    assert get_document_model().objects.count() == 2


def test_image_of_a_restricted_collection_is_not_listed(visitor, network):
    network.image.collection = network.private_document.collection
    network.image.save()
    for base in ("/api/v2/", "/api/v3/"):
        assert visitor.get(f"{base}images/").json()["items"] == []
        assert visitor.get(f"{base}images/{network.image.pk}/").status_code == 404


def test_raw_relations_stay_out_of_v2(visitor, network):
    path = f"/api/v2/pages/{network.module.pk}/?fields=*"
    module = visitor.get(path).json()
    assert module["goals"] == [{"slug": "team", "name": "een team worden"}]
    assert set(module["attachments"][0]) == {"id", "document_id", "title", "url"}
    assert [related["slug"] for related in module["related_modules"]] == ["waardenkaarten"]
