"""The list of programme lines in the admin, by wagtail-modeladmin's public API only."""

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, ObjectList
from wagtail_modeladmin.options import ModelAdmin

from modules_library.admin.modeladmin_views import GuardedHistoryView, GuardedIndexView
from modules_library.admin.permissions import TermPermissionHelper

from ..models import ProgrammeLine


class ProgrammeLineAdmin(ModelAdmin):
    model = ProgrammeLine
    menu_label = _("Programme lines")
    menu_icon = "list-ul"
    menu_order = 170
    index_view_class = GuardedIndexView
    history_view_class = GuardedHistoryView
    permission_helper_class = TermPermissionHelper
    list_display = ("name", "organisation", "is_current")
    list_export = ("name", "organisation", "is_current")
    list_filter = ("is_current",)
    list_select_related = ("organisation",)
    search_fields = ("name", "organisation__name")
    ordering = ("organisation__name", "name")
    export_filename = "programme-lines"
    edit_handler = ObjectList(
        [FieldPanel("organisation"), FieldPanel("name"), FieldPanel("is_current")]
    )

    def get_edit_handler(self):
        return self.edit_handler
