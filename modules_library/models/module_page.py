"""One module: a learning module or a do-instrument."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalManyToManyField
from wagtail.fields import RichTextField, StreamField
from wagtail.images import get_image_model_string
from wagtail.models import Page, PageManager
from wagtail.search import index

from ..admin.forms import ModulePageForm
from ..admin.panels import module_edit_handler
from ..admin.previews import PreviewAsReaderMixin
from ..api_fields import module_api_fields
from ..blocks import SHORT_PROSE, ExplanationBlock, StepBlock
from ..fields import KeptCharField, KeptPositiveIntegerField
from ..page_parts import attachments_of, related_keys_of, tags_of
from ..publishing import PublishReadyPageAction
from ..querysets import ModulePageQuerySet
from ..structured_data import learning_resource
from ..text import fold, plain_text
from ..visibility import LightRestrictionsMixin, Sections, reader_of, refuse_hidden
from .parts import ModuleTag

MINUTES = [MinValueValidator(1), MaxValueValidator(2880)]
PEOPLE = [MinValueValidator(1), MaxValueValidator(1000)]


class ModulePage(PreviewAsReaderMixin, LightRestrictionsMixin, Page):
    """A learning module or do-instrument that can be woven into a meeting."""

    class Kind(models.TextChoices):
        LEARNING = "learning", _("learning module")
        INSTRUMENT = "instrument", _("do-instrument")

    class Preparation(models.TextChoices):
        NONE = "none", _("none")
        LITTLE = "little", _("a quarter of an hour")
        SOME = "some", _("an hour")
        MUCH = "much", _("half a day or more")

    class Licence(models.TextChoices):
        CC0 = "CC0-1.0", _("CC0: free to use")
        CC_BY = "CC-BY-4.0", _("CC BY: free to use with attribution")
        CC_BY_SA = "CC-BY-SA-4.0", _("CC BY-SA: free to use with attribution, share alike")
        CC_BY_NC_SA = "CC-BY-NC-SA-4.0", _("CC BY-NC-SA: not for commercial use, share alike")
        RESERVED = "reserved", _("all rights reserved")

    base_form_class = ModulePageForm
    parent_page_types: ClassVar = ["modules_library.ModuleIndexPage"]
    subpage_types: ClassVar = []
    # Computed by us, never edited: no part of a revision, and a copy starts afresh.
    computed_fields: ClassVar = ["version", "content_digest", "search_title", "search_text"]
    exclude_fields_in_copy: ClassVar = computed_fields
    known_sections: Sections | None = None  # Set by `serve`, to ask for them once.
    serves_itself_afresh = True  # Whoever routes to it need not look its fields up.

    kind = models.CharField(_("kind"), max_length=12, choices=Kind, default=Kind.LEARNING)
    summary = models.TextField(
        _("summary"),
        max_length=300,
        help_text=_("In plain words: what does a group get out of this?"),
    )
    duration_min = models.PositiveSmallIntegerField(
        _("shortest, in minutes"), validators=MINUTES, default=30
    )
    duration_max = models.PositiveSmallIntegerField(
        _("longest, in minutes"), validators=MINUTES, default=60
    )
    group_min = models.PositiveSmallIntegerField(_("smallest group"), validators=PEOPLE, default=4)
    group_max = models.PositiveSmallIntegerField(_("largest group"), validators=PEOPLE, default=20)
    goals = ParentalManyToManyField(
        "modules_library.Goal", verbose_name=_("goals"), related_name="modules", blank=True
    )
    phases = ParentalManyToManyField(
        "modules_library.JourneyPhase",
        verbose_name=_("journey phases"),
        related_name="modules",
        blank=True,
    )
    tags = ClusterTaggableManager(through=ModuleTag, verbose_name=_("tags"), blank=True)
    preparation = models.CharField(
        _("preparation"), max_length=8, choices=Preparation, default=Preparation.LITTLE
    )
    materials = models.TextField(_("materials"), blank=True, help_text=_("One thing on each line."))
    steps = StreamField([("step", StepBlock())], verbose_name=_("steps"), blank=True)
    explanation = StreamField(
        ExplanationBlock(required=False), verbose_name=_("explanation"), blank=True
    )
    facilitator_notes = RichTextField(
        _("notes for facilitators"),
        features=SHORT_PROSE,
        blank=True,
        help_text=_("Only facilitators and editors read this."),
    )
    picture = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    picture_alt = models.CharField(_("what the picture shows"), max_length=160, blank=True)
    picture_is_decorative = models.BooleanField(_("the picture is decorative"), default=False)
    origin_network = models.CharField(_("network of origin"), max_length=120, blank=True)
    licence = models.CharField(
        _("licence"), max_length=20, choices=Licence, default=Licence.CC_BY_SA
    )
    author_line = models.CharField(_("by"), max_length=160, blank=True)
    version = KeptPositiveIntegerField(_("version"), default=1, editable=False)
    content_digest = KeptCharField(max_length=64, blank=True, editable=False)
    search_title = models.CharField(max_length=255, blank=True, editable=False)
    search_text = models.TextField(blank=True, editable=False)

    objects = PageManager.from_queryset(ModulePageQuerySet)()

    edit_handler = module_edit_handler
    search_fields: ClassVar = [
        *Page.search_fields,
        index.SearchField("summary", boost=2),
        index.SearchField("steps"),
        index.SearchField("explanation"),
        index.SearchField("materials"),
        index.RelatedFields("tags", [index.SearchField("name"), index.FilterField("slug")]),
        index.FilterField("kind"),
    ]
    api_fields: ClassVar = module_api_fields

    class Meta:
        verbose_name = _("module")
        verbose_name_plural = _("modules")
        permissions = [("view_facilitator_notes", _("Can read the notes for facilitators"))]
        indexes = [
            models.Index(fields=["kind"], name="module_kind"),
            models.Index(fields=["duration_min", "duration_max"], name="module_duration"),
            models.Index(fields=["group_min", "group_max"], name="module_group"),
            models.Index(fields=["search_title"], name="module_title"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(duration_min__lte=models.F("duration_max")),
                name="module_duration_ordered",
            ),
            models.CheckConstraint(
                condition=Q(group_min__lte=models.F("group_max")), name="module_group_ordered"
            ),
        ]

    @property
    def tag_list(self) -> list[dict]:
        """Name and slug of each tag, by name."""
        return tags_of(self)

    @property
    def material_list(self) -> list[str]:
        return [line.strip() for line in self.materials.splitlines() if line.strip()]

    @property
    def step_minutes(self) -> int:
        """The minutes of all steps together."""
        return sum(step.value["minutes"] or 0 for step in self.steps)

    @property
    def steps_fit_duration(self) -> bool:
        """Whether the steps add up to a duration between shortest and longest; no steps always fit."""
        return not self.steps or self.duration_min <= self.step_minutes <= self.duration_max

    @property
    def has_described_picture(self) -> bool:
        return bool(self.picture_id and (self.picture_alt or self.picture_is_decorative))

    def timeline(self) -> list[dict]:
        """The steps as a time strip: where each starts and which share of the whole it takes."""
        whole, start, strip = self.step_minutes or 1, 0, []
        for step in self.steps:
            minutes = step.value["minutes"] or 0
            place = {"start": start, "offset": start / whole, "share": minutes / whole}
            strip.append({"step": step.value, "id": step.id, "minutes": minutes} | place)
            start += minutes
        return strip

    def notes_can_be_read_by(self, user) -> bool:
        return user.has_perm("modules_library.view_facilitator_notes")

    def can_be_seen_by(self, user) -> bool:
        return type(self).objects.visible_to(user).filter(pk=self.pk).exists()

    def related_for(self, user) -> list["ModulePage"]:
        """Related modules this user may see, in the editor's order and this page's language."""
        chosen = related_keys_of(self)
        if not chosen:
            return []
        pages = type(self).objects
        keys = pages.filter(pk__in=chosen).values("translation_key")
        candidates = pages.filter(translation_key__in=keys).exclude(pk=self.pk)
        sections = self.known_sections or Sections.of_catalogues(user)
        return in_language(
            self.locale_id, chosen, candidates.visible_within(sections, user).for_cards()
        )

    def clean(self):
        super().clean()
        errors = {}
        if self.duration_min and self.duration_max and self.duration_min > self.duration_max:
            errors["duration_max"] = _("The longest duration is shorter than the shortest.")
        if self.group_min and self.group_max and self.group_min > self.group_max:
            errors["group_max"] = _("The largest group is smaller than the smallest.")
        if errors:
            raise ValidationError(errors)

    def save(self, *args, **kwargs):
        """Keep the search texts in step; Wagtail's saves of single fields leave them alone."""
        if kwargs.get("update_fields") is None:
            self.search_title = fold(self.title)[:255]
            self.search_text = self.get_search_text()
        return super().save(*args, **kwargs)

    def get_search_text(self) -> str:
        """Folded text, what matters most first; the facilitators' notes are never part of it."""
        tags = " ".join(tag.name for tag in self.tags.all())
        texts = [
            self.title,
            tags,
            self.summary,
            plain_text(self.steps),
            plain_text(self.explanation),
        ]
        return fold("\n".join([*texts, self.materials]))

    def serializable_data(self) -> dict:
        """What a revision remembers: all but what we compute."""
        data = super().serializable_data()
        return {name: value for name, value in data.items() if name not in self.computed_fields}

    def with_content_json(self, content):
        """An old revision comes back with the present version number."""
        page = super().with_content_json(content)
        for name in self.computed_fields:
            setattr(page, name, getattr(self, name))
        return page

    def publish(self, revision, user=None, skip_permission_checks=False, **options):
        """As Wagtail does, but only when nothing needed is missing; see `publishing`."""
        action = PublishReadyPageAction(revision, user=user, **options)
        return action.execute(skip_permission_checks=skip_permission_checks)

    def get_context(self, request, *args, **kwargs):
        reader = reader_of(request)
        return super().get_context(request, *args, **kwargs) | {
            "steps": self.timeline(),
            "related": self.related_for(reader),
            "attachments": attachments_of(self),
            "notes": self.facilitator_notes if self.notes_can_be_read_by(reader) else None,
            "json_ld": learning_resource(self, request),
        }

    def serve(self, request, *args, **kwargs):
        """Wagtail has checked view restrictions by now; what a member reads is for them only."""
        reader = reader_of(request)
        sections = Sections.of_catalogues(reader)
        refuse_hidden(self, sections, reader)
        page = type(self).objects.for_page(reader).get(pk=self.pk)
        page.known_sections = sections
        response = super(ModulePage, page).serve(request, *args, **kwargs)
        if reader.is_authenticated:  # Notes and slots depend on who reads.
            patch_cache_control(response, private=True)
        return response


def in_language(locale_id: int, chosen: list[int], candidates) -> list[ModulePage]:
    """The chosen modules in order, each as its translation where there is one to read."""
    by_key = {page.pk: page for page in candidates}
    translations = {
        page.translation_key: page for page in by_key.values() if page.locale_id == locale_id
    }
    originals = [by_key[pk] for pk in chosen if pk in by_key]
    return [translations.get(page.translation_key, page) for page in originals]
