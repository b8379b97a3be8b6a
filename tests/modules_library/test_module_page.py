"""The page of one module: what it shows, to whom, and at what cost."""

import json
import re

import pytest
from django.contrib.auth.models import AnonymousUser, Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.translation import override
from wagtail.models import BaseViewRestriction, Collection, CollectionViewRestriction, Locale

from modules_library.models import ModuleAttachment, ModulePage, RelatedModule
from modules_library.page_parts import attachments_of, goal_names_of
from modules_library.structured_data import iso_duration, learning_resource
from tests.factories import GoalFactory, MemberFactory, ModulePageFactory
from tests.network import CANARIES, add_document

VISITOR = AnonymousUser()
NOTES = CANARIES["facilitator notes"]


def fresh(module) -> ModulePage:
    return ModulePage.objects.get(pk=module.pk)


def relate(module, *others):
    for order, other in enumerate(others):
        RelatedModule.objects.create(page=module, module=other, sort_order=order)


def reader_of_notes():
    member = MemberFactory()
    member.user_permissions.add(Permission.objects.get(codename="view_facilitator_notes"))
    return member


# The time strip


def test_timeline_says_where_each_step_starts_and_which_share_it_takes(add_module):
    minutes = [15, 45, 30]
    steps = [("step", {"title": f"Stap {n}", "minutes": n}) for n in minutes]
    strip = add_module(steps=steps).timeline()
    assert [place["start"] for place in strip] == [0, 15, 60]
    assert [place["minutes"] for place in strip] == minutes
    assert [place["share"] for place in strip] == pytest.approx([1 / 6, 1 / 2, 1 / 3])
    assert [place["offset"] for place in strip] == pytest.approx([0, 1 / 6, 2 / 3])
    assert strip[1]["step"]["title"] == "Stap 45"


@pytest.mark.django_db
def test_timeline_of_unfinished_steps_does_not_fail():
    draft = ModulePage(title="Concept", steps=[("step", {"title": "Begin", "minutes": None})])
    assert ModulePage(title="Leeg").timeline() == []
    assert [place["minutes"] for place in draft.timeline()] == [0]


# Notes for facilitators


def test_notes_are_shown_only_to_who_may_read_them(network, client):
    url = network.module.url
    assert NOTES not in client.get(url).content.decode()
    client.force_login(MemberFactory())
    assert NOTES not in client.get(url).content.decode()
    client.force_login(reader_of_notes())
    assert NOTES in client.get(url).content.decode()


def test_page_with_notes_is_kept_out_of_shared_caches(network, client):
    client.force_login(reader_of_notes())
    assert "private" in client.get(network.module.url)["Cache-Control"]


def test_notes_are_in_no_public_form_of_a_module(network, client):
    module = network.module
    assert NOTES in module.facilitator_notes
    assert NOTES not in json.dumps(learning_resource(module))
    assert NOTES not in module.search_text
    assert NOTES not in client.get(f"{network.catalogue.url}feed/").content.decode()
    assert NOTES not in client.get(f"{network.catalogue.url}?q={NOTES}").content.decode().replace(
        f'value="{NOTES}"', ""
    ).replace(f"“{NOTES}”", "").replace(f"q={NOTES}", "")
    indexed = " ".join(
        str(field.get_value(module)) for field in module.get_searchable_search_fields()
    )
    assert NOTES not in indexed


# Related modules


def test_related_modules_come_in_the_order_of_the_editor(add_module):
    module, first, second = add_module("Een"), add_module("Twee"), add_module("Drie")
    relate(module, second, first)
    assert [each.title for each in fresh(module).related_for(VISITOR)] == ["Drie", "Twee"]


def test_what_came_along_in_one_query_is_in_the_same_order(add_module):
    orders = {"midden": 5, "laatst": 9, "eerst": 1}
    goals = [GoalFactory(name_nl=name, sort_order=order) for name, order in orders.items()]
    module = add_module(goals=goals, tags=["zon", "appel"])
    relate(module, add_module("Een"), add_module("Twee"))
    RelatedModule.objects.filter(module__title="Een").update(sort_order=5)
    for number, title in enumerate(["Achter", "Voor"]):
        document = add_document(title, f"{title}.txt", "x")
        ModuleAttachment.objects.create(
            page=module, document=document, title=title, sort_order=5 - number
        )
    loaded, asked = ModulePage.objects.for_page(VISITOR).get(pk=module.pk), fresh(module)
    for page in (loaded, asked):
        assert goal_names_of(page) == ["eerst", "midden", "laatst"]
        assert [tag["name"] for tag in page.tag_list] == ["appel", "zon"]
        assert [each.title for each in page.related_for(VISITOR)] == ["Twee", "Een"]
        assert [(row.title, row.document.title) for row in attachments_of(page)] == [
            ("Voor", "Voor"),
            ("Achter", "Achter"),
        ]


def test_related_module_that_is_hidden_is_left_out(add_module):
    module, draft = add_module(), add_module("Concept", live=False)
    relate(module, draft, add_module("Open"))
    assert [each.title for each in fresh(module).related_for(VISITOR)] == ["Open"]


def test_translated_page_relates_to_translations_where_there_are_any(add_module):
    english = Locale.objects.get(language_code="en")
    module, translated, dutch_only = add_module("Een"), add_module("Twee"), add_module("Drie")
    relate(module, translated, dutch_only)
    other = translated.copy_for_translation(english, copy_parents=True)
    other.title = "Two"
    other.save_revision().publish()
    page = fresh(module).copy_for_translation(english)
    page.save_revision().publish()
    assert [each.title for each in fresh(page).related_for(VISITOR)] == ["Two", "Drie"]
    assert [each.title for each in fresh(module).related_for(VISITOR)] == ["Twee", "Drie"]


# Documents to print


def test_attachment_in_a_restricted_collection_is_shown_only_to_members(network, client):
    shut = Collection.get_first_root_node().add_child(name="Kring")
    inner = shut.add_child(name="Nog dieper")
    CollectionViewRestriction.objects.create(
        collection=shut, restriction_type=BaseViewRestriction.LOGIN
    )
    secret = add_document("Geheim stuk", "geheim.txt", "x", collection=inner)
    ModuleAttachment.objects.create(page=network.module, document=secret, sort_order=9)
    page = client.get(network.module.url).content.decode()
    assert "Kaart om te printen" in page
    assert "Geheim stuk" not in page
    client.force_login(MemberFactory())
    assert "Geheim stuk" in client.get(network.module.url).content.decode()


# Structured data


def test_structured_data_describes_a_learning_resource(network, client):
    data = structured_data(client.get(network.module.url).content.decode())
    assert data["@type"] == "LearningResource"
    assert data["name"] == "Wijkwandeling"
    assert data["inLanguage"] == "nl"
    assert data["timeRequired"] == "PT1H30M"
    assert data["teaches"] == ["een team worden"]
    assert data["keywords"] == ["buiten"]
    assert data["license"] == "https://creativecommons.org/licenses/by-sa/4.0/"
    assert data["creditText"] == "Het netwerk"
    assert data["version"] == "1"
    assert data["url"].endswith(network.module.url)
    assert data["image"].startswith("http")


def test_structured_data_leaves_out_what_is_not_known(add_module):
    data = learning_resource(add_module(licence="reserved", author_line="", origin_network=""))
    assert not {"license", "image", "creditText", "author", "provider"} & data.keys()


def test_network_of_origin_is_author_and_provider(add_module):
    data = learning_resource(add_module(origin_network="de all inclusive wijk"))
    assert data["author"] == data["provider"]
    assert data["author"]["name"] == "de all inclusive wijk"


def test_structured_data_cannot_break_out_of_its_script(add_module, client):
    title = "</script><script>alert(1)</script>"
    module = add_module(title, summary="<!-- & --> '\"")
    page = client.get(module.url).content.decode()
    assert "<script>alert" not in page
    assert structured_data(page)["name"] == title


def test_picture_whose_file_is_gone_does_not_break_the_page(network, client):
    network.image.file.storage.delete(network.image.file.name)
    assert client.get(network.module.url).status_code == 200


@pytest.mark.parametrize(
    ("minutes", "written"),
    [(30, "PT30M"), (60, "PT1H"), (90, "PT1H30M"), (1500, "PT25H"), (0, "PT0M")],
)
def test_durations_are_written_as_iso_8601(minutes, written):
    assert iso_duration(minutes) == written


def structured_data(page: str) -> dict:
    pattern = r'<script type="application/ld\+json">(.*?)</script>'
    found = [json.loads(text) for text in re.findall(pattern, page, re.DOTALL)]
    return next(each for each in found if each.get("@type") == "LearningResource")


# The text that search looks through


def test_search_text_follows_every_save(add_module):
    module = add_module("Wijkwandeling")
    module.title = "Buurtcafé"
    module.save()
    assert fresh(module).search_title == "buurtcafe"
    assert "wijkwandeling" not in fresh(module).search_text


def test_saving_single_fields_leaves_the_search_text_alone(add_module):
    module = add_module("Wijkwandeling")
    module.title = "Anders"
    module.save(update_fields=["show_in_menus"])
    assert fresh(module).search_title == "wijkwandeling"


def test_copy_has_a_search_text_of_its_own(add_module):
    copy = add_module("Wijkwandeling").copy(update_attrs={"slug": "kopie", "title": "Kopie"})
    assert fresh(copy).search_title == "kopie"
    assert "buiten" in fresh(copy).search_text


# Previews and cost


def test_preview_shows_the_draft_with_its_own_parts(network):
    draft = network.module.get_latest_revision_as_object()
    draft.goals = [GoalFactory(slug="learning", name_nl="leren van elkaar")]
    draft.tags.add("vers")
    response = draft.make_preview_request()
    page = response.content.decode()
    assert response.status_code == 200
    assert CANARIES["draft change"] in page
    assert "leren van elkaar" in page
    assert "vers" in page


def test_page_in_english_shows_the_english_names(network, client):
    goal = network.module.goals.get()
    goal.name_en = "becoming a team"
    goal.save()
    with override("en"):
        assert learning_resource(network.module)["teaches"] == ["becoming a team"]


def test_page_stays_within_twelve_queries_however_much_hangs_on_it(network, client):
    module = network.module

    def queries() -> int:
        for _ in range(3):
            client.get(module.url)  # What the site keeps in its cache is not counted here.
        with CaptureQueriesContext(connection) as captured:
            assert client.get(module.url).status_code == 200
        return len(captured)

    before = queries()
    relate(module, *ModulePageFactory.create_batch(10, parent=network.catalogue))
    for number in range(10):
        document = add_document(f"Stuk {number}", f"stuk{number}.txt", "x")
        ModuleAttachment.objects.create(page=module, document=document)
    module = fresh(module)
    module.goals.add(*[GoalFactory() for _ in range(5)])
    module.tags.add(*map(str, range(10)))
    module.save()
    assert queries() == before <= 12
