"""The privacy statement, and every text of it that somebody ever agreed to."""

from typing import ClassVar

from django.db import models
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.fields import RichTextField
from wagtail.models import Page

PROSE = ["h2", "h3", "bold", "italic", "link", "ol", "ul"]


class PrivacyStatementPage(RoutablePageMixin, Page):
    """What the network keeps of people and why; each published text gets a number."""

    intro = models.TextField(_("introduction"), max_length=500, blank=True)
    body = RichTextField(_("text"), features=PROSE)

    content_panels: ClassVar = [*Page.content_panels, FieldPanel("intro"), FieldPanel("body")]
    template = "signups/privacy_statement_page.html"
    subpage_types: ClassVar = []

    class Meta:
        verbose_name = _("privacy statement")
        verbose_name_plural = _("privacy statements")

    @property
    def current_version(self) -> "PrivacyStatementVersion | None":
        return self.versions.order_by("-number").first()

    @property
    def earlier_versions(self):
        """For who agreed to one of those; the newest first."""
        return self.versions.order_by("-number")[1:]

    def keep_version(self) -> "PrivacyStatementVersion":
        """Keep the text as it is now under the next number; the same text keeps its number."""
        latest = self.current_version
        if latest and (latest.title, latest.intro, latest.body) == self._text():
            return latest
        title, intro, body = self._text()
        number = latest.number + 1 if latest else 1
        return self.versions.create(number=number, title=title, intro=intro, body=body)

    def _text(self) -> tuple[str, str, str]:
        return self.title, self.intro, self.body

    @path("")
    def show_current(self, request):
        return self.render(request, context_overrides={"text": self.current_version or self})

    @path("versions/<int:number>/")
    def show_version(self, request, number):
        """An earlier text, for who agreed to that one."""
        if number >= 2**31:
            raise Http404
        version = get_object_or_404(self.versions, number=number)
        return self.render(request, context_overrides={"text": version})


class PrivacyStatementVersion(models.Model):
    """One published text; it stays when the page changes or goes."""

    page = models.ForeignKey(
        PrivacyStatementPage,
        verbose_name=_("page"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="versions",
    )
    number = models.PositiveIntegerField(_("number"))
    published_at = models.DateTimeField(_("published at"), default=timezone.now)
    title = models.CharField(_("title"), max_length=255)
    intro = models.TextField(_("introduction"), blank=True)
    body = models.TextField(_("text"))

    class Meta:
        verbose_name = _("version of a privacy statement")
        verbose_name_plural = _("versions of privacy statements")
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["page", "number"], name="statement_version_once")
        ]

    def __str__(self) -> str:
        return _("%(title)s, version %(number)s") % {"title": self.title, "number": self.number}
