"""The check-list beside the editor."""

from django.forms import Media
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.staticfiles import versioned_static
from wagtail.admin.ui.side_panels import BaseSidePanel

from .checklist import checklist


class ChecklistSidePanel(BaseSidePanel):
    """What the module still needs; its button counts the open lines."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        aria_label = _("Toggle publish check-list")
        icon_name = "clipboard-list"

        def get_context_data(self, parent_context):
            open_lines = [check for check in self.panel.checks if not check.is_done]
            return super().get_context_data(parent_context) | {"count": len(open_lines)}

    name = "checklist"
    title = _("Publish check-list")
    template_name = "modules_library/admin/checklist_panel.html"
    order = 200

    def __init__(self, object, request):  # noqa: A002 (Wagtail's own signature)
        super().__init__(object, request)
        self.checks = checklist(object)

    def get_context_data(self, parent_context):
        address = reverse("modules_library_checklist", args=[0])
        return super().get_context_data(parent_context) | {
            "checks": self.checks,
            "address": address,
        }

    @property
    def media(self) -> Media:
        folder = "modules_library/admin"
        return Media(
            js=[versioned_static(f"{folder}/checklist.js")],
            css={"all": [versioned_static(f"{folder}/admin.css")]},
        )
