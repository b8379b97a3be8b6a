"""The catalogue's own page."""

from typing import ClassVar

from django.db import models
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import RoutablePageMixin, path
from wagtail.models import Page, PageManager

from ..admin.panels import index_edit_handler
from ..api_fields import module_index_api_fields
from ..catalogue import Catalogue
from ..feeds import new_modules
from ..querysets import ModuleIndexPageQuerySet
from ..visibility import LightRestrictionsMixin, Sections, reader_of, refuse_hidden
from .module_page import ModulePage


class ModuleIndexPage(RoutablePageMixin, LightRestrictionsMixin, Page):
    """The catalogue: every module in this language, with facets."""

    subpage_types: ClassVar = ["modules_library.ModulePage"]
    results_template = "modules_library/_results.html"
    known_sections: Sections | None = None  # Set by `serve`, to ask for them once.

    intro = models.TextField(_("introduction"), max_length=500, blank=True)

    objects = PageManager.from_queryset(ModuleIndexPageQuerySet)()

    edit_handler = index_edit_handler
    api_fields: ClassVar = module_index_api_fields

    class Meta:
        verbose_name = _("module catalogue")
        verbose_name_plural = _("module catalogues")

    def modules_for(self, request):
        """The modules of this catalogue that the reader may see."""
        reader = reader_of(request)
        sections = self.known_sections or Sections.of_catalogues(reader)
        modules = ModulePage.objects.in_catalogue(self)
        return modules.visible_within(sections, reader, admitted=self.path)

    def get_context(self, request, *args, **kwargs):
        address = self.get_url(request) or ""
        catalogue = Catalogue(self.modules_for(request), request.GET, base_url=address)
        feed_url = address + self.reverse_subpage("feed")
        context = super().get_context(request, *args, **kwargs)
        return context | {"catalogue": catalogue, "feed_url": feed_url}

    def get_template(self, request, *args, **kwargs):
        if wants_results_only(request):
            return self.results_template
        return super().get_template(request, *args, **kwargs)

    def serve(self, request, *args, **kwargs):
        """Wagtail has checked view restrictions by now, but not whether all above it is out."""
        reader = reader_of(request)
        self.known_sections = Sections.of_catalogues(reader)
        refuse_hidden(self, self.known_sections, reader)
        response = super().serve(request, *args, **kwargs)
        patch_vary_headers(response, ["HX-Request", "HX-Target"])
        return response

    @path("feed/")
    def feed(self, request):
        """New modules as RSS."""
        return new_modules(self, request)


def wants_results_only(request) -> bool:
    """Whether htmx will put the answer in place of the results; never when it restores a page."""
    headers = request.headers
    restores = "HX-History-Restore-Request" in headers
    return "HX-Request" in headers and headers.get("HX-Target") == "catalogue" and not restores
