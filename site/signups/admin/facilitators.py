"""The list of facilitators, by wagtail-modeladmin's public API only; `modeladmins` puts it in the menu."""

from typing import ClassVar

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from wagtail_modeladmin.options import ModelAdmin

from modules_library.admin.modeladmin_views import GuardedHistoryView, GuardedIndexView

from ..models import FacilitatorProfile
from .buttons import NameIsTheLink
from .cells import StackedCells
from .facilitator_panels import facilitator_edit_handler
from .filters import RegionFilter
from .permissions import FacilitatorPermissionHelper


class FacilitatorAdmin(StackedCells, ModelAdmin):
    model = FacilitatorProfile
    menu_label = _("Facilitators")
    menu_icon = "user"
    index_view_class = GuardedIndexView
    history_view_class = GuardedHistoryView
    index_template_name = "modules_library/admin/module_index.html"
    index_view_extra_css: ClassVar = ["modules_library/admin/admin.css"]
    button_helper_class = NameIsTheLink
    list_display_add_buttons = (
        "none"  # A link of modeladmin's own would wrap the one to the profile.
    )
    permission_helper_class = FacilitatorPermissionHelper
    list_display = (
        "person",
        "origin",
        "works_in",
        "kinds",
        "parts_of_week",
        "leading",
        "taking_on",
    )
    list_export = (
        "full_name", "origin", "place", "organisation", "works_in", "kinds", "leading", "taking_on",
    )  # fmt: skip
    list_filter = ("origin", "is_active", RegionFilter)
    list_per_page = 50
    search_fields = ("name", "user__name", "organisation", "place", "regions__municipality")
    ordering = ("pk",)
    export_filename = "procesbegeleiders"

    def get_edit_handler(self):
        return facilitator_edit_handler()

    def get_list_filter(self, request) -> tuple:
        """Not super's, which adds a filter per relation."""
        return self.list_filter

    def get_queryset(self, request) -> QuerySet:
        """Row by row: who keeps the profiles sees all."""
        return super().get_queryset(request).visible_to(request.user).for_matching()

    def full_name(self, profile) -> str:
        return profile.full_name

    full_name.short_description = _("name")

    def person(self, profile) -> str:
        url = reverse("signups_facilitatorprofile_modeladmin_edit", args=[profile.pk])
        return format_html('<a href="{}">{}</a>', url, profile.full_name)

    person.short_description = _("name")

    def works_in(self, profile) -> str:
        return ", ".join(profile.municipalities)

    works_in.short_description = _("works in")

    def kinds(self, profile) -> str:
        return ", ".join(profile.get_case_kind_labels())

    kinds.short_description = _("kinds of case")

    def parts_of_week(self, profile) -> int:
        return len(profile.dayparts)

    parts_of_week.short_description = _("parts of the week")

    def leading(self, profile) -> int:
        return profile.load

    leading.short_description = _("leads now")

    def taking_on(self, profile) -> str:
        return _("yes") if profile.is_active else _("no")

    taking_on.short_description = _("can be asked")
    taking_on.admin_order_field = "is_active"
