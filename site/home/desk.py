"""The first thing an editor sees after logging in: the three things they came for."""

from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component
from wagtail.models import Locale
from wagtail.permission_policies.pages import PagePermissionPolicy

from modules_library.models import ModuleIndexPage

from .models import HomePage


class FirstStepsPanel(Component):
    """Write a module, improve one, change a page: each with one link."""

    name = "first_steps"
    template_name = "home/admin/first_steps.html"
    order = 10

    def __init__(self, request):
        self.request = request

    def get_context_data(self, parent_context) -> dict:
        may_edit = PagePermissionPolicy().user_has_permission(self.request.user, "change")
        return {"steps": self._steps() if may_edit else []}

    def _steps(self) -> list[dict]:
        modules = "modules_library_modulepage_modeladmin"
        return [
            {
                "icon": "plus",
                "url": self._new_module_url() or reverse(f"{modules}_create"),
                "title": _("Write a module"),
                "text": _(
                    "Start with a name and one sentence. The check-list tells what is still needed."
                ),
            },
            {
                "icon": "edit",
                "url": reverse(f"{modules}_index"),
                "title": _("Improve a module"),
                "text": _("All modules in one list, with what is still open in each."),
            },
            {
                "icon": "doc-full",
                "url": self._pages_url(),
                "title": _("Change a page"),
                "text": _("The front page and the pages about the network, in Dutch and English."),
            },
        ]

    def _new_module_url(self) -> str:
        """Straight into the catalogue of the first language; from the list one may choose another."""
        catalogues = ModuleIndexPage.objects.filter(locale=Locale.get_default())
        found = list(catalogues.values_list("pk", flat=True)[:2])
        add = ["modules_library", "modulepage", *found]
        return reverse("wagtailadmin_pages:add", args=add) if len(found) == 1 else ""

    def _pages_url(self) -> str:
        home = HomePage.objects.order_by("path").values_list("pk", flat=True).first()
        return (
            reverse("wagtailadmin_explore", args=[home])
            if home
            else reverse("wagtailadmin_explore_root")
        )
