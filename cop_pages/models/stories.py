"""Stories from the neighbourhoods: public, by a named or unnamed author, often about one CoP."""

from typing import ClassVar

from django.core.paginator import Paginator
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from modelcluster.fields import ParentalKey
from taggit.models import TaggedItemBase
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import StreamField
from wagtail.images import get_image_model_string
from wagtail.models import Page, PageManager
from wagtail.search import index

from modules_library.blocks import ExplanationBlock

from ..feeds import story_feed
from ..querysets import StoryPageQuerySet, current
from .cops import CopPage

PER_PAGE = 12


class StoryIndexPage(RoutablePageMixin, Page):
    """All stories, newest first."""

    intro = models.TextField(_("introduction"), max_length=500, blank=True)

    content_panels: ClassVar = [*Page.content_panels, FieldPanel("intro")]
    subpage_types: ClassVar = ["cop_pages.StoryPage"]
    api_fields: ClassVar = ["intro"]

    class Meta:
        verbose_name = _("stories")
        verbose_name_plural = _("stories")

    @property
    def stories(self):
        return StoryPage.objects.child_of(self).published().newest_first()

    @path("")
    def list_stories(self, request):
        slug = request.GET.get("tag", "").replace("\x00", "")
        tag = StoryTag.tag_model().objects.filter(slug=slug).first() if slug else None
        stories = self.stories.filter(tags=tag) if tag else self.stories
        page = Paginator(stories.for_cards(), PER_PAGE).get_page(request.GET.get("page"))
        return self.render(request, context_overrides={"stories": page, "tag": tag})

    @path("feed/")
    def feed(self, request):
        return story_feed(self, request)


class StoryTag(TaggedItemBase):
    content_object = ParentalKey(
        "cop_pages.StoryPage", on_delete=models.CASCADE, related_name="tagged_items"
    )


class StoryPage(Page):
    """One public story."""

    date = models.DateField(_("date"), default=timezone.localdate)
    intro = models.TextField(_("in short"), max_length=300)
    author_line = models.CharField(
        _("by"), max_length=160, blank=True, help_text=_("Only a name that may be on the website.")
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
    cop = models.ForeignKey(
        CopPage,
        verbose_name=_("CoP"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="stories",
    )
    body = StreamField(ExplanationBlock(required=False), verbose_name=_("text"), blank=True)
    tags = ClusterTaggableManager(through=StoryTag, verbose_name=_("tags"), blank=True)

    objects = PageManager.from_queryset(StoryPageQuerySet)()

    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("date"),
        FieldPanel("intro"),
        MultiFieldPanel([FieldPanel("picture"), FieldPanel("picture_alt")], heading=_("Picture")),
        FieldPanel("body"),
        FieldPanel("author_line"),
        FieldPanel("cop"),
        FieldPanel("tags"),
    ]
    parent_page_types: ClassVar = ["cop_pages.StoryIndexPage"]
    subpage_types: ClassVar = []
    search_fields: ClassVar = [
        *Page.search_fields,
        index.SearchField("intro"),
        index.SearchField("body"),
    ]
    api_fields: ClassVar = ["date", "intro", "author_line", "body", "tags", "picture_alt"]

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")

    @property
    def public_cop(self) -> CopPage | None:
        """The CoP as far as visitors may know of it."""
        return CopPage.objects.with_public_profile().filter(current(), pk=self.cop_id).first()

    def get_context(self, request, *args, **kwargs):
        context = super().get_context(request, *args, **kwargs)
        return context | {"cop": self.public_cop, "json_ld": self.get_json_ld(request)}

    def get_json_ld(self, request) -> dict:
        """The story as schema.org's Article."""
        url = self.get_full_url(request)
        return {
            "@context": "https://schema.org",
            "@type": "Article",
            "@id": url,
            "url": url,
            "headline": self.title,
            "description": self.intro,
            "inLanguage": self.locale.language_code,
            "datePublished": self.date.isoformat(),
            "author": {
                "@type": "Person" if self.author_line else "Organization",
                "name": self.author_line,
            },
        }
