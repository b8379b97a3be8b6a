"""The menu 'Catalogue': modules, goals and journey phases, by wagtail-modeladmin's public API only."""

from typing import ClassVar

from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.timezone import localtime
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, ObjectList
from wagtail_modeladmin.helpers import PageButtonHelper
from wagtail_modeladmin.options import ModelAdmin, ModelAdminGroup

from ..models import Goal, JourneyPhase, ModulePage
from .checklist import open_checks
from .filters import GoalFilter, JourneyPhaseFilter, LanguageFilter
from .forms import TermForm
from .modeladmin_views import GuardedHistoryView, GuardedIndexView, TermDeleteView
from .ordering import move_buttons
from .permissions import EditablePagesPermissionHelper, TermPermissionHelper


class TitleIsTheLink(PageButtonHelper):
    """The title leads to the editor, where all else is done; asking it for each row costs queries."""

    def get_buttons_for_obj(self, obj, **kwargs) -> list:
        return []


class ModulePageAdmin(ModelAdmin):
    model = ModulePage
    menu_label = _("Modules")
    menu_icon = "doc-full"
    index_view_class = GuardedIndexView
    history_view_class = GuardedHistoryView
    index_template_name = "modules_library/admin/module_index.html"
    index_view_extra_css: ClassVar = ["modules_library/admin/admin.css"]
    permission_helper_class = EditablePagesPermissionHelper
    button_helper_class = TitleIsTheLink
    list_display = (
        "title",
        "short_kind",
        "minutes",
        "group",
        "goal_count",
        "status",
        "version",
        "state_of_checks",
        "updated",
    )
    list_export = (
        "title",
        "kind",
        "minutes",
        "group",
        "goal_names",
        "status",
        "version",
        "updated",
    )
    list_filter = ("kind", GoalFilter, JourneyPhaseFilter, "live", LanguageFilter)
    list_per_page = 50
    list_select_related = ("locale",)
    search_fields = ("title",)
    ordering = ("title",)
    export_filename = "modules"

    def get_list_filter(self, request) -> tuple:
        """Not super's: it adds Django's filter for relations, see `filters`."""
        return self.list_filter

    def get_queryset(self, request):
        rows = super().get_queryset(request).prefetch_related("goals", "phases")
        return self.permission_helper.rows_for(request.user, rows).defer("explanation")

    @staticmethod
    def _range(first: int, last: int) -> str:
        return str(first) if first == last else f"{first}–{last}"

    def short_kind(self, module) -> str:
        """Without the part that both kinds have in common, to keep the column small."""
        learning = module.kind == ModulePage.Kind.LEARNING
        return _("learn") if learning else _("do")

    short_kind.short_description = _("kind")
    short_kind.admin_order_field = "kind"

    def minutes(self, module) -> str:
        return self._range(module.duration_min, module.duration_max)

    minutes.short_description = _("minutes")
    minutes.admin_order_field = "duration_min"

    def group(self, module) -> str:
        return self._range(module.group_min, module.group_max)

    group.short_description = _("people")
    group.admin_order_field = "group_min"

    def goal_count(self, module) -> str:
        return str(len(module.goals.all()))

    goal_count.short_description = _("goals")

    def goal_names(self, module) -> str:
        return ", ".join(goal.name for goal in module.goals.all())

    goal_names.short_description = _("goals")

    def status(self, module) -> str:
        if not module.live:
            return _("draft")
        return _("live, with changes") if module.has_unpublished_changes else _("live")

    status.short_description = _("status")
    status.admin_order_field = "live"

    def state_of_checks(self, module) -> str:
        number = open_checks(module)
        if not number:
            return _("in order")
        return ngettext("%(number)d open", "%(number)d open", number) % {"number": number}

    state_of_checks.short_description = _("check-list")

    def updated(self, module) -> str:
        moment = module.latest_revision_created_at or module.last_published_at
        return date_format(localtime(moment), "SHORT_DATE_FORMAT") if moment else ""

    updated.short_description = _("updated")
    updated.admin_order_field = "latest_revision_created_at"


class TermAdmin(ModelAdmin):
    """Goals and phases: a short list in an order that readers see everywhere."""

    index_view_class = GuardedIndexView
    history_view_class = GuardedHistoryView
    delete_view_class = TermDeleteView
    permission_helper_class = TermPermissionHelper
    index_template_name = "modules_library/admin/term_index.html"
    index_view_extra_css: ClassVar = ["modules_library/admin/admin.css"]
    list_display = ("name_nl", "name_en", "slug", "order")
    ordering = ("sort_order", "pk")
    search_fields = ("name_nl", "name_en")
    edit_handler = ObjectList(
        [
            FieldRowPanel([FieldPanel("name_nl"), FieldPanel("name_en")]),
            MultiFieldPanel([FieldPanel("description_nl"), FieldPanel("description_en")]),
            FieldPanel("slug"),
        ],
        base_form_class=TermForm,
    )

    def get_edit_handler(self):
        return self.edit_handler

    def order(self, term) -> str:
        return format_html('<span class="aiw-order">{}</span>', move_buttons(term))

    order.short_description = _("order")


class GoalAdmin(TermAdmin):
    model = Goal
    menu_icon = "crosshairs"


class JourneyPhaseAdmin(TermAdmin):
    model = JourneyPhase
    menu_icon = "arrow-right"


class CatalogueAdminGroup(ModelAdminGroup):
    menu_label = _("Catalogue")
    menu_icon = "folder-open-inverse"
    menu_order = 150
    items = (ModulePageAdmin, GoalAdmin, JourneyPhaseAdmin)
