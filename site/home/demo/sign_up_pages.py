"""The page to sign up on, and the privacy statement that people agree to there.

Their types stand beside this app, not below it, so they are looked up by name.
"""

from django.apps import apps
from django.db.models import Model
from wagtail.contrib.forms.utils import get_field_clean_name
from wagtail.models import Page

from .content import LANGUAGES, read
from .pages import HOME, sections_of
from .tree import Fill, Tree

SIGN_UP, STATEMENT = "aanmelden", "privacy"


def page_type(name: str) -> type[Page]:
    return apps.get_model("signups", name)


def questions(kind: str, texts: dict) -> list[Model]:
    """Those that an editor could have added in the form builder."""
    model = apps.get_model("signups", kind)
    return [
        model(
            sort_order=number,
            label=each["label"],
            clean_name=get_field_clean_name(each["label"]),
            field_type=each["type"],
            required=each.get("required", False),
            help_text=each.get("help", ""),
            choices="\n".join(each.get("choices", [])),
            **({"intent": each["intent"]} if "intent" in each else {}),
        )
        for number, each in enumerate(texts["question"])
    ]


def plant_sign_up_pages(tree: Tree) -> None:
    """Drafts below the home pages; the statement comes first, so that signing up finds it."""
    for language in LANGUAGES:
        home = tree.find(HOME, language)
        for key, kind in ((STATEMENT, "PrivacyStatementPage"), (SIGN_UP, "SignUpPage")):
            texts = read("sign_up")[key][language]
            draft = page_type(kind)(title=texts["title"], slug=texts["slug"])
            tree.grow(key, language, home, draft)


class SignUpWriter:
    """Puts the texts of sign_up.toml on their pages."""

    def __init__(self, tree: Tree):
        self.tree = tree

    @property
    def fills(self) -> dict[type[Page], Fill]:
        return {
            page_type("PrivacyStatementPage"): self._fill_statement,
            page_type("SignUpPage"): self._fill_sign_up,
        }

    def _fill_statement(self, page: Page, key: str, language: str) -> None:
        texts = read("sign_up")[key][language]
        page.title, page.intro = texts["title"], texts["intro"]
        page.search_description = texts["search_description"]
        page.body = "".join(block["html"] for block in sections_of(texts))

    def _fill_sign_up(self, page: Page, key: str, language: str) -> None:
        texts = read("sign_up")[key][language]
        page.title, page.intro = texts["title"], texts["intro"]
        page.search_description = texts["search_description"]
        page.thanks_title, page.thanks = texts["thanks_title"], texts["thanks"]
        page.statement_id = self.tree.link(STATEMENT, language)
        page.extra_questions = questions("ExtraQuestion", texts)
