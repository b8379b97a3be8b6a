"""Reads of the catalogue as verbs."""

from functools import reduce
from operator import or_

from django.db import connections
from django.db.models import Case, F, Q, Value, When
from django.db.models.functions import JSONObject, Length, Substr
from wagtail.models import Page
from wagtail.query import PageQuerySet

from . import slots
from .aggregates import WithRenditions, gathered, gathered_fields, gathered_renditions
from .models.parts import ModuleAttachment, ModuleTag, RelatedModule
from .visibility import Sections, collections_shut_to, is_out, restrictions_against

GOAL_FIELDS = {"dutch": "goal__name_nl", "english": "goal__name_en", "order": "goal__sort_order"}
TAG_FIELDS = {"name": "tag__name", "slug": "tag__slug"}
RELATED_FIELDS = {"module": "module_id", "order": "sort_order"}
DOCUMENT_FIELDS = ("id", "title", "file", "file_size", "collection_id")
DOCUMENT = JSONObject(**{name: f"document__{name}" for name in DOCUMENT_FIELDS})
ATTACHMENT_FIELDS = {"label": "title", "order": "sort_order", "document": DOCUMENT}
PARENT_PATH = Substr("path", 1, Length("path") - Value(Page.steplen))


class ModuleIndexPageQuerySet(PageQuerySet):
    def visible_to(self, user) -> "ModuleIndexPageQuerySet":
        """Catalogues this user may open: they and all above them are published and unrestricted."""
        return self.filter(path__in=Sections.of(self.model, user).open())


class ModulePageQuerySet(PageQuerySet):
    def visible_to(self, user) -> "ModulePageQuerySet":
        """Modules this user may read; an alias only when its original may be read too.

        Like Wagtail's `public()`, this looks up the hidden sections at once, in one query.
        """
        return self.visible_within(Sections.of_catalogues(user), user)

    def visible_within(self, sections: Sections, user, admitted="") -> "ModulePageQuerySet":
        """As `visible_to`, with the sections known; `admitted` is where Wagtail let the user in."""
        originals = self.model.objects.filter(alias_of=None).open_to(user, sections.open())
        aliases = self.model.objects.exclude(alias_of=None)
        leaking = aliases.exclude(alias_of__in=originals.order_by().values("pk"))
        visible = self.open_to(user, sections.open(admitted))
        return visible.exclude(pk__in=leaking.order_by().values("pk"))

    def open_to(self, user, sections: list[str]) -> "ModulePageQuerySet":
        """As `visible_to`, for the page itself. A module's parent is a catalogue, and those are few."""
        shut = restrictions_against(user).values("page")
        return self.exclude(is_out()).exclude(pk__in=shut).directly_below(sections)

    def directly_below(self, sections: list[str]) -> "ModulePageQuerySet":
        """Children of the pages with these paths.

        PostgreSQL has statistics and an index for the start of a path. SQLite compares that letter
        by letter, whatever their case: there the path of the parent is several times faster.
        """
        if connections[self.db].vendor == "sqlite":
            return self.alias(section=PARENT_PATH).filter(section__in=sections)
        depths = [(path, len(path) // Page.steplen + 1) for path in sections]
        below = [Q(path__startswith=path, depth=depth) for path, depth in depths]
        return self.filter(reduce(or_, below, Q(pk__in=[])))

    def in_catalogue(self, index) -> "ModulePageQuerySet":
        return self.directly_below([index.path])

    def for_cards(self) -> "ModulePageQuerySet":
        """With all that a card shows, in one query, and without the long texts.

        `goal_keys` are the keys of the goals; the goals themselves are the same on all cards.
        """
        return self._with_picture("picture").defer(
            "explanation", "facilitator_notes", "search_text"
        )

    def for_page(self, user) -> "ModulePageQuerySet":
        """With all that the page of a module shows to this user, in one query; see `page_parts`."""
        goals, phases = (
            self.model.goals.through.objects.all(),
            self.model.phases.through.objects.all(),
        )
        attachments = ModuleAttachment.objects.exclude(
            document__collection__in=collections_shut_to(user)
        )
        return self._with_picture("picture", "locale").annotate(
            goal_rows=gathered_fields(goals, "modulepage", **GOAL_FIELDS),
            phase_keys=gathered(phases, "modulepage", "journeyphase_id"),
            tag_rows=gathered_fields(ModuleTag.objects.all(), "content_object", **TAG_FIELDS),
            attachment_rows=gathered_fields(attachments, "page", **ATTACHMENT_FIELDS),
            related_rows=gathered_fields(RelatedModule.objects.all(), "page", **RELATED_FIELDS),
        )

    def _with_picture(self, *related: str) -> "ModulePageQuerySet":
        """The picture with its sizes, and the keys of the goals."""
        pages = self.select_related(*related).annotate(
            goal_keys=gathered(self.model.goals.through.objects.all(), "modulepage", "goal_id"),
            rendition_rows=gathered_renditions(),
            **slots.annotations(),
        )
        pages._iterable_class = WithRenditions  # noqa: SLF001 - as Wagtail's `specific()` does
        return pages

    def count_publication(self, digest: str) -> int:
        """Raise the version where the content changed; the first publication is version 1.

        One statement, so that two publications at the same moment are counted one after the other.
        """
        number = Case(When(content_digest="", then=F("version")), default=F("version") + 1)
        return self.exclude(content_digest=digest).update(version=number, content_digest=digest)
