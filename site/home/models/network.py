"""What makes a site the site of this network: name, contact, colours."""

from typing import ClassVar

from django.core.exceptions import ValidationError
from django.core.validators import RegexValidator
from django.db import models
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.contrib.settings.models import BaseSiteSetting, register_setting
from wagtail.fields import RichTextField, StreamField
from wagtail.images import get_image_model_string

from ..panels import network_edit_handler
from ..theme import DEFAULT, Palette, fingerprint, problems

FOOTER_FEATURES = ["bold", "italic", "link"]


class SocialLinkBlock(blocks.StructBlock):
    """Where else people find the network."""

    label = blocks.CharBlock(label=_("Name"), max_length=40, help_text=_("For example: Mastodon."))
    url = blocks.URLBlock(label=_("Address"))

    class Meta:
        icon = "link"
        label = _("Link")


def colour_field(name: str, default: str, help_text: str) -> models.CharField:
    """A colour as #rrggbb."""
    is_colour = RegexValidator(r"^#[0-9a-fA-F]{6}\Z", _("Give a colour as #rrggbb."))
    return models.CharField(
        name, max_length=7, default=default, help_text=help_text, validators=[is_colour]
    )


@register_setting(icon="site")
class NetworkSettings(BaseSiteSetting):
    """One per site; texts in both languages, as visitors read them on every page."""

    name = models.CharField(
        _("name of the network"), max_length=80, default="de all inclusive wijk"
    )
    tagline_nl = models.CharField(_("tagline (Dutch)"), max_length=120, blank=True)
    tagline_en = models.CharField(_("tagline (English)"), max_length=120, blank=True)
    logo = models.ForeignKey(
        get_image_model_string(),
        verbose_name=_("logo"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Without a logo, the drawn one of the network is shown."),
    )
    contact_email = models.EmailField(
        _("contact address"), blank=True, help_text=_("Visitors see this address.")
    )
    social = StreamField([("link", SocialLinkBlock())], verbose_name=_("social media"), blank=True)
    footer_nl = RichTextField(_("footer (Dutch)"), features=FOOTER_FEATURES, blank=True)
    footer_en = RichTextField(_("footer (English)"), features=FOOTER_FEATURES, blank=True)
    paper = colour_field(_("paper"), DEFAULT.paper, _("The background of every page."))
    ink = colour_field(_("ink"), DEFAULT.ink, _("Text and lines."))
    moss = colour_field(_("moss"), DEFAULT.moss, _("Buttons and accents."))
    pond = colour_field(_("pond"), DEFAULT.pond, _("Links."))
    brick = colour_field(_("brick"), DEFAULT.brick, _("Warnings and errors."))
    marigold = colour_field(
        _("marigold"), DEFAULT.marigold, _("Highlights; never for text on paper.")
    )

    edit_handler = network_edit_handler
    select_related: ClassVar = ["logo"]

    class Meta:
        verbose_name = _("network")

    @property
    def tagline(self) -> str:
        return self._in_active_language("tagline")

    @property
    def footer_text(self) -> str:
        return self._in_active_language("footer")

    @property
    def social_links(self) -> list[dict[str, str]]:
        return [{"label": link.value["label"], "url": link.value["url"]} for link in self.social]

    @property
    def palette(self) -> Palette:
        return Palette(*(getattr(self, name).lower() for name in Palette._fields))

    @property
    def theme_css_url(self) -> str:
        """The stylesheet of this network's colours; empty when they are the default ones."""
        if self.palette == DEFAULT:
            return ""
        return reverse("theme", args=[fingerprint(self.palette)])

    def clean_fields(self, exclude=None):
        """Refuse colours nobody can read; asked here, once each is known to be a colour."""
        super().clean_fields(exclude)
        found = problems(self.palette)
        errors = {each.name: each.message for each in found if each.name not in (exclude or ())}
        if errors:
            raise ValidationError(errors)

    def _in_active_language(self, field: str) -> str:
        """English where somebody wrote it, else Dutch."""
        english = (get_language() or "").startswith("en")
        return (english and getattr(self, f"{field}_en")) or getattr(self, f"{field}_nl")
