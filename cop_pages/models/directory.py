"""The public directory: which CoPs there are, where, and how to join."""

from typing import ClassVar

from django.db import models
from django.http import JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.cache import patch_cache_control
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import Page

from modules_library.visibility import reader_of

from ..directory import Directory, as_feature, as_json_ld
from .cops import CopPage


class CopDirectoryPage(RoutablePageMixin, Page):
    """Lists the public profiles of all CoPs, and shows each at an address of its own."""

    intro = models.TextField(_("introduction"), max_length=500, blank=True)
    start_page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("page to start a CoP"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    join_page = models.ForeignKey(
        "wagtailcore.Page",
        verbose_name=_("page to join a CoP"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("intro"),
        FieldPanel("start_page"),
        FieldPanel("join_page"),
    ]
    subpage_types: ClassVar = []
    api_fields: ClassVar = ["intro"]

    class Meta:
        verbose_name = _("CoP directory")
        verbose_name_plural = _("CoP directories")

    @property
    def cops(self):
        return CopPage.objects.with_public_profile()

    @path("")
    def list_cops(self, request):
        directory = Directory(self.cops, request.GET, base_url=self.get_url(request))
        return self.render(request, context_overrides={"directory": directory})

    @path("points/")
    def points(self, request):
        """GeoJSON FeatureCollection of all CoPs with a map point, filtered like the list."""
        directory = Directory(self.cops, request.GET, base_url=self.get_url(request))
        features = [as_feature(cop, self.get_url(request)) for cop in directory.with_map_point()]
        response = JsonResponse({"type": "FeatureCollection", "features": features})
        response["Content-Type"] = "application/geo+json"
        return response

    @path("offline-worker/")
    def worker(self, request):
        """The service worker that keeps the directory for who is offline; it sees these pages only."""
        response = render(
            request, "cop_pages/directory/worker.js", content_type="text/javascript; charset=utf-8"
        )
        response["Service-Worker-Allowed"] = self.get_url(request)
        patch_cache_control(response, public=True, no_cache=True)
        return response

    @path("<slug:slug>/")
    def profile(self, request, slug):
        cop = get_object_or_404(self.cops.select_related("picture"), slug=slug)
        url = f"{self.get_full_url(request)}{cop.slug}/"
        return self.render(
            request,
            template="cop_pages/cop_profile.html",
            context_overrides={
                "cop": cop,
                "stories": cop.stories.published().newest_first()[:3],
                "json_ld": as_json_ld(cop, url),
                "can_open_project": cop.can_be_seen_by(reader_of(request)),
            },
        )
