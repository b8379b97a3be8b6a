"""The forms of the demo, and the contact page. Their types stand beside this app: looked up by name."""

from datetime import timedelta

from django.utils import timezone
from wagtail.models import Page

from .content import read
from .pages import CONTACT, HOME, sections_of
from .sign_up_pages import SIGN_UP, STATEMENT, page_type, questions
from .tree import Fill, Tree


def plant_form_pages(tree: Tree) -> None:
    """Drafts below the Dutch home page; out of the menu, for people get a link to them."""
    for texts in read("forms").values():
        draft = page_type("FormPage")(title=texts["title"], slug=texts["slug"])
        tree.grow(texts["slug"], "nl", tree.find(HOME, "nl"), draft)


class FormWriter:
    """Puts the texts of forms.toml and of the contact page on their pages."""

    def __init__(self, tree: Tree):
        self.tree = tree
        self.forms = {texts["slug"]: texts for texts in read("forms").values()}
        pages = {page["slug"]: page for page in read("pages").get("page", [])}
        self.contact = pages.get(CONTACT, {})

    @property
    def fills(self) -> dict[type[Page], Fill]:
        return {
            page_type("FormPage"): self._fill_form,
            page_type("ContactPage"): self._fill_contact,
        }

    def _fill_form(self, page: Page, key: str, language: str) -> None:
        texts = self.forms[key]
        for name in ("title", "search_description", "intro", "thanks", "keep_days"):
            setattr(page, name, texts[name])
        page.body = texts.get("body", "")
        page.most_entries = texts.get("most")
        page.has_waiting_list = texts.get("waits", False)
        if "closes" in texts:
            page.closes_at = timezone.now() + timedelta(days=texts["closes"])
        page.statement_id = self.tree.link(STATEMENT, language)
        page.form_fields = questions("FormQuestion", texts)

    def _fill_contact(self, page: Page, key: str, language: str) -> None:
        texts = self.contact[language]
        page.title, page.intro = texts["title"], texts["intro"]
        page.search_description = texts["search_description"]
        page.address = texts.get("address", "")
        page.sign_up_page_id = self.tree.link(SIGN_UP, language)
        blocks = sections_of(texts)
        html = [block["html"] for block in blocks if block["type"] == "text"]
        page.body = "".join([*html, *self._calls(blocks, language)])

    def _calls(self, blocks: list[dict], language: str):
        """What elsewhere is a block with a button, as a heading with a link."""
        for block in blocks:
            pk = self.tree.link(block.get("link", ""), language)
            if pk:
                link = f'<a linktype="page" id="{pk}">{block["label"]}</a>'
                yield f"<h2>{block['title']}</h2><p>{block['text']} {link}.</p>"
