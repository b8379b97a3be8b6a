"""The website's own pages: a home page for each language, and plain pages below it."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.fields import StreamField
from wagtail.images import get_image_model_string
from wagtail.models import Locale, Page
from wagtail.search import index

from ..api_fields import home_api_fields, standard_api_fields
from ..blocks import BodyBlock
from ..links import open_url
from ..panels import home_edit_handler, standard_edit_handler


class HomePage(Page):
    """The front page of the site in one language."""

    lead = models.TextField(
        _("lead"), max_length=400, blank=True, help_text=_("Two or three short sentences.")
    )
    hero_image = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    hero_alt = models.CharField(
        _("what the picture shows"),
        max_length=160,
        blank=True,
        help_text=_("Leave this empty when the picture is decoration only."),
    )
    call_label = models.CharField(
        _("text on the button"), max_length=40, blank=True, help_text=_("Start with a verb.")
    )
    call_page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("page behind the button"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    body = StreamField(BodyBlock(required=False), verbose_name=_("content"), blank=True)

    edit_handler = home_edit_handler
    template = "home/home_page.html"
    parent_page_types: ClassVar = ["wagtailcore.Page"]
    search_fields: ClassVar = [
        *Page.search_fields,
        index.SearchField("lead", boost=2),
        index.SearchField("body"),
        index.AutocompleteField("lead"),
        index.AutocompleteField("body"),
    ]
    api_fields = home_api_fields
    page_description = _("The front page; there is one for each language.")

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    @classmethod
    def can_create_at(cls, parent) -> bool:
        """There is room as long as a language has no home page."""
        return super().can_create_at(parent) and cls.objects.count() < Locale.objects.count()

    def get_context(self, request, *args, **kwargs):
        """Adds `call_url`: empty when visitors cannot open the page behind the button."""
        context = super().get_context(request, *args, **kwargs)
        return context | {"call_url": open_url(self.call_page_id, request)}

    def clean(self):
        super().clean()
        rivals = HomePage.objects.filter(locale_id=self.locale_id).exclude(pk=self.pk)
        if self.locale_id and rivals.exists():
            raise ValidationError(_("This language has a home page already."))


class StandardPage(Page):
    """A plain page: about us, for whom, contact."""

    intro = models.TextField(
        _("introduction"), max_length=500, blank=True, help_text=_("What is this page about?")
    )
    body = StreamField(BodyBlock(required=False), verbose_name=_("content"), blank=True)
    show_in_footer = models.BooleanField(
        _("show in the footer"),
        default=False,
        help_text=_("Whether every page has a link to this one at its foot."),
    )

    edit_handler = standard_edit_handler
    template = "home/standard_page.html"
    parent_page_types: ClassVar = ["home.HomePage", "home.StandardPage"]
    subpage_types: ClassVar = ["home.StandardPage"]
    search_fields: ClassVar = [
        *Page.search_fields,
        index.SearchField("intro", boost=2),
        index.SearchField("body"),
        index.AutocompleteField("intro"),
        index.AutocompleteField("body"),
    ]
    api_fields = standard_api_fields
    page_description = _("A page with text, pictures and other blocks.")

    class Meta:
        verbose_name = _("page")
        verbose_name_plural = _("pages")
